"""/export: a council's records as two files, CSV for a spreadsheet and JSON lines for a tool.

That it was asked for, the ledger's entry and the two files to be sent are one transaction; the outbox has
a file made from the store when it is sent, so that nothing lies about meanwhile.
"""

import asyncio

from telegram.error import BadRequest

from minutebook.council import outgoing
from minutebook.council.bodies import CouncilView
from minutebook.council.ledger import Act
from minutebook.council.outgoing import Outgoing, Send, Way
from minutebook.council.records import Record
from minutebook.council.wording import join
from minutebook.handlers.events import PrivateMessage
from minutebook.handlers.house import House, Turn
from minutebook.handlers.reading import heading, routes_for, say
from minutebook.reports.exports import csv_file, json_file
from minutebook.storage import ledgers, outbox, records
from minutebook.storage.outbox import Due
from minutebook.storage.store import Tx

UPLOAD_LIMIT = 50 * 1024 * 1024
"""Bytes Telegram takes in one file (Bot API sendDocument)."""

MAKERS = {".csv": csv_file, ".jsonl": json_file}
"""What makes a file, by how its name ends."""


async def export(turn: Turn, view: CouncilView, event: PrivateMessage, words: str, key: str) -> None:
    """Answer `/export`: state it in the ledger and put the files in the outbox."""
    house = turn.house
    async with turn.change() as tx:
        found = await _all(tx, view, event.person.id)
        if found:
            await ledgers.write(
                tx, view.council.id, Act.EXPORTED, None, at=turn.now, actor_id=event.person.id
            )
            for item in _files(house, view, event.person.id, found, key):
                await outbox.put(tx, item, turn.now)
    if not found:
        text = house.wording.say("export.none")
        await say(turn, view, event.person.id, [text], key=key, shown=False)


def _files(house: House, view: CouncilView, user_id: int, found: list[Record], key: str) -> list[Outgoing]:
    """Return what is sent: a word that it is coming, then the files, as far as the last record there is now."""
    council = view.council
    title = heading(house, view)
    text = join([title, house.wording.say("export.preparing", count=len(found))], "\n\n")
    items = [Outgoing(f"{key}:export", "answer", (outgoing.message(user_id, text),), council.id)]
    stem = "".join(c if c.isalnum() else "-" for c in council.name.lower()).strip("-")
    for ending in MAKERS:
        name = f"{stem}-records{ending}"
        refused = join([title, house.wording.say("export.too_big", name=name)], "\n\n")
        ways = (
            Send(Way.DOCUMENT, user_id, title, document=name),
            outgoing.message(user_id, refused),
        )
        items.append(Outgoing(f"{key}:export{ending}", "answer", ways, council.id, found[-1].id))
    return items


async def document(house: House, item: Due, send: Send) -> bytes | None:
    """Return the content of a file that is about to be sent; None if it is not its reader's to have any more.

    Raises:
        telegram.error.BadRequest: it is larger than Telegram takes.
    """
    if item.council_id is None:
        return None
    view = await house.directory.view(item.council_id)
    async with house.store.read() as tx:
        found = await _all(tx, view, item.chat_id, last=item.subject_id)
    if not found:
        return None
    make = next(maker for ending, maker in MAKERS.items() if send.document.endswith(ending))
    content = await asyncio.get_running_loop().run_in_executor(None, make, found, view.council.name)
    if len(content) > UPLOAD_LIMIT:
        raise BadRequest("file is too big")
    return content


async def _all(tx: Tx, view: CouncilView, user_id: int, last: int | None = None) -> list[Record]:
    """Return every record somebody may read, up to the one with the key `last`."""
    found: list[Record] = []
    routes = routes_for(view, user_id)
    while True:
        after = found[-1].id if found else 0
        page = await records.page(tx, view.council.id, after=after, routes=routes)
        wanted = [record for record in page if last is None or record.id <= last]
        found += wanted
        if not wanted:
            return found
