"""Killed at any instant, the program loses nothing it acknowledged and doubles nothing it kept."""

import asyncio
import contextlib
import json
import random
import sqlite3
from collections import Counter
from pathlib import Path

from e2e.process import PATIENCE, Installation, installed
from minutebook.sandbox.messages import Message

KILLS = 6
TALK = (
    "Right, that's agreed then. Tell Hendersons to start on Monday.",
    "Has anybody seen the key of the pavilion?",
    "So we are all decided: order the bench from Jacksons.",
    "The fete was lovely, thank you all.",
)
SEED = 20_260_310


async def some_way(place: Installation, steps: int) -> None:
    """Let so many things happen in the world; fewer where nothing more is to be done."""
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(2):
            for _ in range(steps):
                await place.world.changed(place.world.version)


async def test_killed_at_any_instant_nothing_is_lost_and_nothing_doubled(tmp_path: Path) -> None:
    """Messages said and reactions given round each kill are all kept, each record is made once, the chain verifies."""
    chance = random.Random(SEED)
    said: list[Message] = []
    async with installed(tmp_path) as place:
        await place.start()
        await place.set_up()
        for _ in range(KILLS):
            evening = [place.margaret.says(text, in_=place.room) for text in TALK]
            said += evening
            for message in evening[::2]:
                place.ann.reacts(message, "✍")
            await some_way(place, chance.randrange(1, 14))
            await place.kill()
            await place.start()
        for message in said[::2]:
            await place.town.reacted(message, "✍", within=PATIENCE)
        await place.town.settled(within=PATIENCE)
        assert await place.stop() == 0
        await check_records(place, said[::2])
        check_memory(place, said)
        check_cautions(place)


async def check_records(place: Installation, expected: list[Message]) -> None:
    """Each recorded message is on the record exactly once, numbered without a hole, and all verifies."""
    ended = await place.run("records", "--json")
    assert ended.code == 0, ended.err
    rows = [json.loads(line) for line in ended.out.splitlines()]
    assert Counter(row["message_id"] for row in rows) == Counter(message.id for message in expected)
    assert sorted(int(row["ref"][5:]) for row in rows) == list(range(1, len(expected) + 1))
    verified = await place.run("verify")
    assert verified.code == 0, verified.out + verified.err
    assert f"{len(expected)} {'entry' if len(expected) == 1 else 'entries'}, head " in verified.out


def check_memory(place: Installation, said: list[Message]) -> None:
    """Every message said in the group reached the short memory, and no update is left undone."""
    probe = sqlite3.connect(place.folder / "data" / "minutebook.db")
    known = {row[0] for row in probe.execute("SELECT message_id FROM memory")}
    states = dict(probe.execute("SELECT state, count(*) FROM inbox GROUP BY state"))
    waiting = probe.execute("SELECT count(*) FROM outbox WHERE state IN ('waiting', 'sending')").fetchone()
    probe.close()
    assert {message.id for message in said} <= known
    assert set(states) == {"done"}
    assert waiting == (0,)


def check_cautions(place: Installation) -> None:
    """The one matter was cautioned once; a copy that may be a second one says so, and there is no third."""
    cautions = [message for message in place.room.by_bots() if "10.5" in message.text]
    by_reply = Counter(caution.reply_to.id for caution in cautions if caution.reply_to is not None)
    assert cautions
    assert all(count <= 2 for count in by_reply.values()), by_reply
    unmarked = [caution for caution in cautions if "You may have this already" not in caution.text]
    assert len(unmarked) <= len(by_reply)


async def test_what_was_kept_and_not_handled_is_taken_up_at_the_next_start(tmp_path: Path) -> None:
    """Talk that was confirmed to Telegram and only kept is handled by the next process."""
    async with installed(tmp_path) as place:
        await place.start()
        await place.set_up()
        message = place.margaret.says(TALK[0], in_=place.room)
        place.ann.reacts(message, "✍")
        await place.town.until(
            lambda: place.bot.queue.empty() or None, lambda: "not confirmed", within=PATIENCE
        )
        await place.kill()
        await place.start()
        await place.town.reacted(message, "✍", within=PATIENCE)
        await place.stop()
        await check_records(place, [message])


async def test_killed_while_an_export_is_sent_it_comes_after_all(tmp_path: Path) -> None:
    """What the ledger states as exported is delivered: the bundle comes at the next start, stated once."""
    async with installed(tmp_path) as place:
        await place.start()
        await place.set_up()
        message = place.margaret.says(TALK[0], in_=place.room)
        place.ann.reacts(message, "✍")
        await place.town.reacted(message, "✍", within=PATIENCE)
        place.world.faults.server_error(502, method="sendDocument", times=None)
        place.ruth.says("/export", in_=place.bot)

        def tried() -> bool | None:
            return any(call.method == "sendDocument" for call in place.world.calls) or None

        await place.town.until(tried, lambda: "no file was sent", PATIENCE)
        await place.kill()
        place.world.faults.clear()
        await place.start()

        def names() -> list[str]:
            heard = place.ruth.heard(place.bot)
            return [m.attachment.file_name or "" for m in heard if m.attachment is not None]

        await place.town.until(lambda: len(names()) == 1 or None, lambda: f"only {names()}", PATIENCE)
        assert names()[0].endswith(".zip")
        await place.stop()
        verified = await place.run("verify")
        assert "3 entries" in verified.out
