"""Bundles on the bot's own disk: unfinished ones go, those left for somebody stay, parts fit together."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from e2e.bundled import opened
from e2e.private import DECISION, QUOTE, answer, answers, ledger, pressed, recorded, rows
from e2e.stage import Stage
from minutebook.sandbox.faults import Fault
from minutebook.sandbox.messages import Message


def shelf(council: Stage) -> Path:
    """Where bundles are made."""
    return council.running.house.bundles


async def test_what_was_never_finished_is_removed(council: Stage, caplog: pytest.LogCaptureFixture) -> None:
    """A bundle that was being written when the program ended goes at the next start; only its number is logged."""
    caplog.set_level(logging.INFO, "minutebook")
    for name, files in (
        ("1-7", ["part-1.zip", "records.jsonl"]),
        ("1-8", ["part-1.zip"]),
        ("1-9", []),
        ("1-10", ["wexcombe-records-2026-03-10-1900.zip"]),
        ("notes", ["letter.txt"]),
    ):
        (shelf(council) / name).mkdir(parents=True)
        for file in files:
            (shelf(council) / name / file).write_text(QUOTE)
    (shelf(council) / "1-11").mkdir()
    council.running.house.binding.add(shelf(council) / "1-11")
    await council.forward(minutes=15)
    assert {path.name for path in shelf(council).iterdir()} == {"1-10", "1-11", "notes"}
    assert "bundles: 3 unfinished or never taken ones removed" in caplog.text
    assert "1-7" not in caplog.text


async def test_what_was_left_for_somebody_stays(council: Stage) -> None:
    """A bundle too large to be sent, whose path was told, is never removed by the program."""
    await recorded(council, council.ann, QUOTE)
    council.running.house.part_limit = 4_000
    heard = await answers(council, council.ruth, "/export")
    [folder] = shelf(council).iterdir()
    (folder / "records.jsonl").write_text("somebody’s own")
    await council.forward(days=30)
    assert str(folder) in heard[-1].text
    assert list(folder.glob("*.zip"))


async def test_what_was_never_taken_goes_after_some_days(council: Stage) -> None:
    """While Telegram takes nothing a bundle waits whole on the disk, and goes once nobody can have it any more."""
    await recorded(council, council.ann, QUOTE)
    council.world.faults.server_error(502, method="sendDocument", times=None)
    await answers(council, council.ruth, "/export")
    await council.forward(minutes=15)
    assert len(list(shelf(council).iterdir())) == 1
    # The outbox gives up, and then there is nobody it waits for.
    await council.forward(days=4)
    await council.forward(days=4, minutes=15)
    assert not list(shelf(council).iterdir())


@dataclass(slots=True)
class Later(Fault):
    """Trouble that begins after the first call it would strike."""

    seen: int = 0

    def strikes(self, method: str, chat: int | None) -> bool:
        """Whether it strikes this call: every one but the first."""
        if not Fault.strikes(self, method, chat):
            return False
        self.seen += 1
        return self.seen > 1


async def one_part_gone(council: Stage) -> Sequence[Message]:
    """A bundle in parts of which the first has come, and the others wait."""
    await recorded(council, council.ann, QUOTE)
    for number in range(3):
        name, content = f"photo-{number}.jpg", bytes([number]) * 60_000
        said = council.ann.attaches(name, content, in_=council.room, caption=f"Picture {number}")
        council.ann.reacts(said, "✍")
        await council.settled()
    council.running.house.part_limit = 200_000
    council.world.faults.pending.append(Later("refuse", "sendDocument", None, None, 502, "Bad Gateway"))
    heard = await answers(council, council.ruth, "/export")
    assert len([message for message in heard if message.attachment]) == 1
    return heard


async def test_parts_that_come_later_are_of_the_same_bundle(council: Stage) -> None:
    """Hours between two parts change nothing: all are of the one that was made, whatever was recorded meanwhile."""
    heard = await one_part_gone(council)
    await recorded(council, council.tom, DECISION)
    mark = council.town.mark()
    council.world.faults.clear()
    await council.forward(hours=5)
    made = opened([*heard, *council.ruth.heard(council.bot, since=mark)])
    assert made.refs == [f"2026/000{number}" for number in (1, 2, 3, 4)]
    assert sum(name.startswith("files/") for name in made.members) == 3
    assert not list(shelf(council).iterdir())


async def test_a_disposal_between_two_parts_makes_all_of_them_anew(council: Stage) -> None:
    """The parts that went are told to be of no use, once; the whole comes anew, stated in the ledger, without it."""
    await one_part_gone(council)
    card = await answer(council, council.ruth, "/dispose 1 error")
    await pressed(council, council.ruth, card, "Dispose of it")
    assert not list(shelf(council).iterdir())
    count, _ = await ledger(council)
    mark = council.town.mark()
    council.world.faults.clear()
    await council.forward(hours=5)
    heard = council.ruth.heard(council.bot, since=mark)
    [note] = [message for message in heard if "Please delete these" in message.text]
    assert all(heard.index(note) < heard.index(message) for message in heard if message.attachment)
    made = opened(heard)
    assert made.refs == [f"2026/000{number}" for number in (2, 3, 4)]
    assert not made.holds(QUOTE)
    asked, became = rows(council, "SELECT act, digest = '', seal FROM ledger ORDER BY seq")[count:]
    assert (asked[:2], became[:2]) == (("exported", 1), ("exported", 0))
    assert str(asked[2]) in made.text("index.html")
    assert not list(shelf(council).iterdir())
