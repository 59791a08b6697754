"""/export: a council's records as two files, CSV for a spreadsheet and JSON lines for a tool."""

import asyncio
import logging

import telegram
from telegram.error import BadRequest, Forbidden, TelegramError

from minutebook.council.bodies import CouncilView
from minutebook.council.ledger import Act
from minutebook.council.records import Record
from minutebook.handlers.events import PrivateMessage
from minutebook.handlers.house import House, Turn
from minutebook.handlers.reading import heading, routes_for, say
from minutebook.reports.exports import csv_file, json_file
from minutebook.storage import ledgers, records
from minutebook.storage.store import Tx

log = logging.getLogger(__name__)

UPLOAD_LIMIT = 50 * 1024 * 1024
"""Bytes Telegram takes in one file (Bot API sendDocument)."""


async def export(turn: Turn, view: CouncilView, event: PrivateMessage, words: str, key: str) -> None:
    """Answer `/export`; the files are made and sent beside the lane, which goes on."""
    house = turn.house
    async with turn.change() as tx:
        found = await _all(tx, view, event.person.id)
        if found:
            await ledgers.write(
                tx, view.council.id, Act.EXPORTED, None, at=turn.now, actor_id=event.person.id
            )
    if not found:
        text = house.wording.say("export.none")
        await say(turn, view, event.person.id, [text], key=key, shown=False)
        return
    text = house.wording.say("export.preparing", count=len(found))
    await say(turn, view, event.person.id, [text], key=key, shown=False)
    house.background(_send(house, view, event.person.id, found, key))


async def _all(tx: Tx, view: CouncilView, user_id: int) -> list[Record]:
    found: list[Record] = []
    while True:
        after = found[-1].id if found else 0
        page = await records.page(tx, view.council.id, after=after, routes=routes_for(view, user_id))
        found += page
        if not page:
            return found


async def _send(house: House, view: CouncilView, user_id: int, found: list[Record], key: str) -> None:
    loop = asyncio.get_running_loop()
    name = "".join(c if c.isalnum() else "-" for c in view.council.name.lower()).strip("-")
    made = (
        (f"{name}-records.csv", await loop.run_in_executor(None, csv_file, found, view.council.name)),
        (f"{name}-records.jsonl", await loop.run_in_executor(None, json_file, found, view.council.name)),
    )
    for file_name, content in made:
        if len(content) > UPLOAD_LIMIT:
            await house.bot.send_message(
                user_id, house.wording.say("export.too_big", name=file_name), parse_mode="HTML"
            )
            continue
        await _upload(house, view, user_id, file_name, content)


async def _upload(house: House, view: CouncilView, user_id: int, name: str, content: bytes) -> None:
    for pause in (0, 5, 30):
        await asyncio.sleep(pause)
        try:
            await house.bot.send_document(
                user_id,
                telegram.InputFile(content, filename=name),
                caption=heading(house, view),
                parse_mode="HTML",
                protect_content=False,
                write_timeout=120,
                read_timeout=120,
            )
        except (BadRequest, Forbidden) as error:
            log.info("export refused: %s", type(error).__name__)
            return
        except TelegramError as error:
            log.info("export put off: %s", type(error).__name__)
        else:
            return
    await house.bot.send_message(user_id, house.wording.say("export.failed"), parse_mode="HTML")
