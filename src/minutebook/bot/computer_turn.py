"""One act at the council's computer in somebody's name: kept, told to that person and logged in one transaction."""

import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from minutebook.bot.computer_told import Known, told
from minutebook.council import outgoing
from minutebook.council.bodies import CouncilView, Person
from minutebook.council.outgoing import Outgoing
from minutebook.council.own_words import label_names
from minutebook.council.reasons import load_reasons
from minutebook.council.wording import Html
from minutebook.handlers.house import House, Turn
from minutebook.reports.digest_lines import excerpt
from minutebook.storage import councils, facts, keeping, outbox
from minutebook.storage.store import Tx

ACTED = "computer_acted"
"""The fact that something was done at the computer: another value each time, which the running bot looks for."""

TOLD = 300
"""Characters of a command that the person is told."""


def new_number() -> int:
    """Return a number for an event or a message that Telegram never had: below nought, and not given twice."""
    return -1 - secrets.randbits(62)


class ComputerTurn(Turn):
    """The handling of a command or a press at the computer. Nobody acts in another's name unseen.

    Args:
        command: the command, as it was typed, with its slash.
        button: the label of what was pressed under its answer; "" for the command itself.
    """

    def __init__(
        self, house: House, view: CouncilView, person: Person, command: str, button: str = ""
    ) -> None:
        # No update: nothing in the inbox is done with it.
        super().__init__(house, ())
        self._view = view
        self._person = person
        self._command = command
        self._button = button

    @asynccontextmanager
    async def change(self) -> AsyncIterator[Tx]:
        """Open the turn's one transaction; that it was done at the computer is told and logged in it."""
        async with super().change() as tx:
            yield tx
            # Last: what is disposed of takes along what waits to be sent and names it.
            await self._tell(tx)

    async def _tell(self, tx: Tx) -> None:
        council = self._view.council
        key = f"{councils.AT_COMPUTER}:{council.id}:{-new_number()}"
        ways = (outgoing.message(self._person.id, await self._told(tx)),)
        await outbox.put(tx, Outgoing(key, "notice", ways, council_id=council.id), self.now)
        # The command's name alone: its words may be of a record, and go with it.
        name = self._command.split()[0]
        await councils.log_change(
            tx, council.id, councils.AT_COMPUTER, "", name, by=self._person.id, now=self.now
        )
        await facts.put(tx, ACTED, key)

    async def _told(self, tx: Tx) -> Html:
        known = Known(
            classes=await keeping.schedule_of(tx, self._view.council.id),
            labels=label_names(self.house.wording),
            policies=self.house.policies,
            reasons=load_reasons(),
        )
        command = excerpt(told(self._command, known), TOLD)
        council = self._view.council.name
        if self._button:
            return self.house.wording.say(
                "computer.pressed", council=council, command=command, button=self._button
            )
        return self.house.wording.say("computer.told", council=council, command=command)
