"""What people say in the stories, and helpers to see what came of it."""

from e2e.stage import Stage
from minutebook.council.records import Route
from minutebook.sandbox.messages import Message
from minutebook.storage import candidates, matters
from minutebook.storage.candidates import Candidate
from minutebook.storage.matters import AgendaItem

CHAT = "Lovely sunset over the green tonight."
DECISION = "Right, that's agreed then. Tell Hendersons to start on Monday."
PROPOSAL = "Shall we go with Hendersons for the fence at £450? All happy?"
STAFFING = "The caretaker is on a final written warning after the disciplinary hearing."
LEGAL = "The solicitor's advice on the boundary dispute is that we will lose."

SECRETS = ("caretaker", "written warning", "disciplinary", "staff", "solicitor", "boundary", "legal")
"""Words of the sensitive lines, and of their kinds, that must not come back in the group."""


async def flagged(stage: Stage) -> list[Candidate]:
    """Everything on the clerk's list, by whichever route."""
    council = (await stage.view()).council
    async with stage.running.store.read() as tx:
        return [c for route in Route for c in await candidates.still_open(tx, council.id, route)]


async def agenda(stage: Stage) -> list[AgendaItem]:
    """The list for the next agenda."""
    council = (await stage.view()).council
    async with stage.running.store.read() as tx:
        return await matters.agenda_items(tx, council.id)


def labels(message: Message) -> list[str]:
    """The labels of a message's buttons, in order."""
    return [button.text for row in message.keyboard for button in row]


def nothing_told(texts: list[str]) -> bool:
    """Whether none of the texts holds a word of the sensitive lines or names their kind."""
    return not any(word in text.lower() for text in texts for word in SECRETS)
