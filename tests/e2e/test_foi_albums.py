"""Albums under a request for information: held, shown and let go as one, on the record or not."""

from e2e.cases import acts, opened
from e2e.private import answers, rows, told
from e2e.stage import Stage
from minutebook.council.ledger import Act

PHOTOS = [("one.jpg", b"first"), ("two.jpg", b"second"), ("three.jpg", b"third")]


def held(council: Stage) -> int:
    """How many messages are on hold."""
    [(count,)] = rows(council, "SELECT count(*) FROM held WHERE released_at IS NULL")
    assert isinstance(count, int)
    return count


async def test_an_album_is_let_go_whole_by_any_of_its_messages(council: Stage) -> None:
    """`remove` with the second picture's number lets go of all three, not of that one alone."""
    items = council.ann.sends_album(PHOTOS, in_=council.room, caption="The churchyard wall")
    await opened(council)
    assert held(council) == 3
    said = await told(council, council.ruth, f"/foi 1 remove m{items[1].id}")
    assert f"Off hold for this request: m{items[1].id}. Nothing was deleted." in said
    assert held(council) == 0
    said = await told(council, council.ruth, f"/foi 1 remove m{items[2].id}")
    assert "no such record" in said


async def test_an_album_on_record_is_one_record_and_nothing_beside(council: Stage) -> None:
    """Held first and recorded then, it is shown as one record; its reference lets go of every message of it."""
    items = council.ann.sends_album(PHOTOS, in_=council.room, caption="The churchyard wall")
    await opened(council)
    said = await told(council, council.ruth, f"/foi 1 record m{items[1].id}")
    [record] = await council.records()
    shown = "\n".join(item.text for item in await answers(council, council.ruth, "/foi 1"))
    assert "On hold: one record" in shown
    assert f"m{items[1].id}" not in shown
    assert f"m{items[1].id}" in said
    await opened(council, "Walls", "eir")
    said = await told(council, council.ruth, f"/foi 1 remove {record.reference}")
    assert f"Off hold for this request: {record.reference}" in said
    assert "One of these is still on hold for another request." in said
    await told(council, council.ruth, f"/foi 2 remove {record.reference}")
    assert held(council) == 0
    assert await acts(council, Act.RELEASED) == 2
