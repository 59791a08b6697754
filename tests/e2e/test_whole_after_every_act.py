"""What the clerk does to records leaves the ledger whole: each act by its command or button, re-read after it."""

from dataclasses import dataclass

from e2e.private import DECISION, QUOTE, answers, pressed, recorded, rows, told
from e2e.stage import Stage
from minutebook.sandbox.messages import Message

READ = "I have read it; it may be shown"


@dataclass
class Clerk:
    """Ruth, who has the ledger re-read after everything she does."""

    council: Stage

    async def does(self, text: str, *acts: str) -> Message:
        """Send a command, of which these acts come, and return its first answer with buttons, or its last."""
        before = self._acts()
        heard = await answers(self.council, self.council.ruth, text)
        await self._whole(text, before, acts)
        return next((message for message in heard if message.keyboard), heard[-1])

    async def presses(self, message: Message, button: str, *acts: str) -> None:
        """Press a button, of which these acts come."""
        before = self._acts()
        await pressed(self.council, self.council.ruth, message, button)
        await self._whole(button, before, acts)

    async def whole(self, what: str) -> None:
        """Make sure that the ledger verifies after something."""
        said = await told(self.council, self.council.ruth, "/verify")
        assert "The ledger is whole" in said, (what, said)

    def _acts(self) -> list[object]:
        return [act for (act,) in rows(self.council, "SELECT act FROM ledger ORDER BY seq")]

    async def _whole(self, what: str, before: list[object], acts: tuple[str, ...]) -> None:
        assert tuple(self._acts()[len(before) :]) == acts, what
        await self.whole(what)


async def test_classes_terms_and_keeping(council: Stage) -> None:
    """A class, its term, what it is applied to, a record kept longer and one disposed of."""
    clerk = Clerk(council)
    await recorded(council, council.ann, QUOTE)
    await recorded(council, council.margaret, DECISION)
    await clerk.does("/schedule new tents 2 months from captured then dispose", "scheduled")
    await clerk.does("/schedule remove tents", "scheduled")
    await clerk.does("/schedule new tents 2 months from captured then dispose", "scheduled")
    await clerk.does("/class 1 finance", "classified")
    await clerk.does("/class 1 tents sooner", "classified")
    await clerk.does("/class 2 tents sooner", "classified")
    await clerk.does("/schedule tents 1 month from captured then dispose", "scheduled")
    await clerk.does("/schedule apply tents", "scheduled")
    await council.forward(days=33)
    card = await clerk.does("/dispose")
    await clerk.presses(card, "Keep a year longer", "kept")
    [*_, card] = [message for message in council.ruth.heard(council.bot) if "2026/0002" in message.text]
    await clerk.presses(card, "Dispose", "disposed")


async def test_marks_and_what_came_later(council: Stage) -> None:
    """A passage withheld, shown and withheld again; an edit that waits, read; the record whose answer it is disposed of."""
    clerk = Clerk(council)
    said = await recorded(council, council.ann, QUOTE)
    answer = council.tom.replies(said, "Yes, take it.")
    council.tom.reacts(answer, "✍")
    await council.settled()
    await clerk.does("/exempt 1 personal “Hendersons”", "exempted")
    listed = await clerk.does("/exempt 1")
    await clerk.presses(listed, "1. Lift", "unexempted")
    [lifted] = [message for message in council.ruth.heard(council.bot)[-6:] if message.keyboard][-1:]
    await clerk.presses(lifted, "Put it back", "exempted")
    council.ann.edits(said, "That firm wants £4,200 for it.")
    await council.settled()
    await clerk.whole("edit")
    await clerk.presses(await clerk.does("/exempt 1"), READ, "noted")
    await clerk.presses(await clerk.does("/dispose 1 error"), "Dispose of it", "exempted", "disposed")
    assert rows(council, "SELECT DISTINCT record_id FROM exemptions") == [(2,)]


async def test_holds_and_minutes(council: Stage) -> None:
    """A request that is searched for, closed and opened again; how a matter ended, entered and taken back."""
    clerk = Clerk(council)
    await recorded(council, council.ann, QUOTE)
    await recorded(council, council.margaret, DECISION)
    await clerk.does("/foi new foi “The churchyard wall”", "held")
    await clerk.does("/foi 1 add 2", "held")
    await clerk.does("/foi 1 remove 2", "released")
    await clerk.does("/foi 1 close", "released")
    await clerk.does("/foi 1 reopen", "held")
    await recorded(council, council.tom, "The churchyard wall again.")
    await clerk.whole("what was held before it came on the record")
    entered = await clerk.does("/minute 2 “45/26”", "minuted")
    await clerk.presses(entered, "Undo", "minuted")
    await clerk.does("/minute 2 withdrawn", "minuted")
    await clerk.does("/minute 2 undo", "minuted")
    await council.restart()
    await clerk.whole("restart")
