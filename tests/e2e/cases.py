"""Requests for information in the stories: one is opened, and what it holds is looked up."""

from e2e.private import rows, told
from e2e.stage import Stage
from minutebook.council.ledger import Act
from minutebook.storage import holds, records, requests, searches


async def opened(council: Stage, title: str = "The churchyard wall and Hendersons", how: str = "foi") -> str:
    """Ruth opens a case and is told what came of it."""
    return await told(council, council.ruth, f"/foi new {how} “{title}”")


async def held_texts(council: Stage, number: int = 1) -> set[str]:
    """What a request holds, by what it says, whoever may see it."""
    view = await council.view()
    async with council.running.store.read() as tx:
        request = await requests.by_number(tx, view.council.id, number)
        assert request is not None
        keys = await holds.of_request(tx, request.id)
        known = await searches.unrecorded_among(tx, view.council.id, keys)
        found = [item.message.text for item in known]
        on_record = await searches.recorded_among(tx, view.council.id, keys)
        found += [record.text for record in await records.by_ids(tx, [one.id for one in on_record])]
    return set(found)


async def acts(council: Stage, act: Act) -> int:
    """How many entries of an act the ledger holds."""
    return sum(row[0] == str(act) for row in rows(council, "SELECT act FROM ledger"))
