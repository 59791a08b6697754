"""Commands about a council, in private or in its group: who may give each, and what carries it out."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

from minutebook.council.bodies import CouncilView, Person
from minutebook.council.roles import Right
from minutebook.handlers import (
    agenda_list,
    classing,
    decisions,
    digesting,
    disposing,
    exempting,
    exporting,
    finding,
    foi,
    mailbox,
    meetings,
    minuting,
    own_words,
    reading,
    review,
    scheduling,
    settings_chat,
    taught,
    verifying,
)
from minutebook.handlers.events import PrivateMessage
from minutebook.handlers.house import House, Turn

Act = Callable[[Turn, CouncilView, PrivateMessage, str, str], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class CommandRule:
    """A command: what carries it out, the rights of which one is enough, and what is said to others."""

    act: Act
    rights: tuple[Right, ...]
    refusal: str = "refused.clerk"


async def _today(turn: Turn, view: CouncilView, event: PrivateMessage, words: str, key: str) -> None:
    """Answer `/today`."""
    async with turn.change() as tx:
        await digesting.today(tx, turn, view, event.person.id, key=key)


_STORE = (Right.STORE, Right.STAFF_STORE)
_TEACH = (Right.STORE, Right.SETTINGS)

COMMANDS: Mapping[str, CommandRule] = {
    "today": CommandRule(_today, _STORE),
    "review": CommandRule(review.review, _STORE),
    "agenda": CommandRule(agenda_list.show, _STORE, "refused.agenda"),
    "find": CommandRule(finding.find, _STORE),
    "show": CommandRule(reading.show_record, _STORE),
    "export": CommandRule(exporting.export, _STORE),
    "exempt": CommandRule(exempting.exempt, _STORE),
    "foi": CommandRule(foi.foi, (Right.STORE,)),
    "minute": CommandRule(minuting.minute, _STORE),
    "decisions": CommandRule(decisions.decisions, _STORE),
    "verify": CommandRule(verifying.verify, _STORE),
    "words": CommandRule(own_words.words, _TEACH, "refused.teacher"),
    "meeting": CommandRule(meetings.meeting, _TEACH, "refused.teacher"),
    "class": CommandRule(classing.classify, _STORE),
    "dispose": CommandRule(disposing.dispose, _STORE),
    "schedule": CommandRule(scheduling.schedule, (*_STORE, Right.SETTINGS), "refused.teacher"),
    "taught": CommandRule(taught.taught, (Right.STORE,)),
    "mailbox": CommandRule(mailbox.mailbox, _TEACH, "refused.teacher"),
    **{
        name: CommandRule(settings_chat.private, (Right.SETTINGS,), "refused.admin")
        for name in settings_chat.COMMANDS
    },
}
"""A new private command: its act in the file of its subject, a line here, its help in the wording."""


def may(house: House, view: CouncilView, person: Person, rule: CommandRule) -> bool:
    """Whether somebody may give a command for a council now."""
    held = set(view.rights_of(person.id)) - {Right.SETTINGS}
    # Whom the configuration names no longer has the role, and no right by it.
    if house.is_admin(view, person.id):
        held.add(Right.SETTINGS)
    return not held.isdisjoint(rule.rights)


async def run(turn: Turn, view: CouncilView, event: PrivateMessage, *, key: str) -> None:
    """Carry out a command for one council, or say who may give it."""
    assert event.command is not None
    rule = COMMANDS[event.command.name]
    if not may(turn.house, view, event.person, rule):
        text = turn.house.wording.say(rule.refusal, command=event.command.name)
        await reading.say(turn, view, event.person.id, [text], key=key, shown=False)
        return
    await rule.act(turn, view, event, event.command.value, key)
