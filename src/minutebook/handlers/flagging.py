"""A message that deserves attention: its matter, the clerk's list, the tally, the caution."""

from minutebook.council.assessment import Assessment
from minutebook.council.bodies import CouncilView
from minutebook.council.concerns import DECIDING, UNREPEATABLE
from minutebook.council.matters import Matter, Stance, stance
from minutebook.council.messages import Message
from minutebook.council.records import Route
from minutebook.council.responses import respond
from minutebook.handlers import agreeing, cautioning, routing
from minutebook.handlers.events import GroupMessage
from minutebook.handlers.house import Turn
from minutebook.handlers.placing import place
from minutebook.storage import candidates, matters, records
from minutebook.storage.store import Tx


async def flag(tx: Tx, turn: Turn, view: CouncilView, item: GroupMessage, assessment: Assessment) -> None:
    """Do what the council's rules ask for about one judged message."""
    message = item.message
    at = message.edited_at or message.sent_at
    matter, route = await place(tx, view, message, routing.concerns_of(assessment))
    mode = view.council.settings.cautions
    response = respond(assessment, mode, matter, author=message.sender.id, sent_at=at, now=turn.now)
    if not response.flag:
        return
    raised = False
    if response.matter and matter is None:
        raised = True
        matter = await matters.open_matter(
            tx, view.council.id, message.chat_id, message.topic_id, raised_by=message.sender.id, at=at
        )
    if matter is not None and response.matter:
        await matters.add_message(tx, matter, message.message_id, at)
    await _list(tx, turn, view, message, assessment, matter, route, late=response.late)
    for caution in response.cautions:
        assert matter is not None
        await cautioning.caution(
            tx,
            turn,
            view,
            message,
            caution,
            matter,
            route,
            sensitive=bool(assessment.concerns & UNREPEATABLE),
        )
    if matter is not None and assessment.concerns & DECIDING:
        await _count(tx, view, message, matter, raised=raised)
        await agreeing.check(tx, turn, view, matter.id, reply_to=message.message_id, late=response.late)


async def _list(
    tx: Tx,
    turn: Turn,
    view: CouncilView,
    message: Message,
    assessment: Assessment,
    matter: Matter | None,
    route: Route,
    *,
    late: bool,
) -> None:
    """Put the message on the clerk's list, unless it is on the record already."""
    if await records.reference_of(tx, message.chat_id, message.message_id):
        return
    known = await candidates.of_message(tx, *message.key)
    # A report stands in no register and teaches nothing about decisions; `why` shows the clerk that it is one.
    # What was flagged before as decided here does not become a report by an edit.
    reported = assessment.reported - (known.labels if known else frozenset())
    labels = (assessment.review | assessment.concerns | assessment.subjects) - reported
    await candidates.flag(
        tx,
        view.council.id,
        message,
        labels,
        route,
        matter_id=matter.id if matter else None,
        late=late,
        now=turn.now,
        # Only the clerk teaches, and what is withheld from the clerk teaches nothing.
        vector=assessment.vector if labels and route is Route.CLERK else (),
        model=assessment.model,
        why=assessment.why,
    )


async def _count(tx: Tx, view: CouncilView, message: Message, matter: Matter, *, raised: bool) -> None:
    """Note what the sender's words say about the matter: who raises it agrees with it."""
    sender = message.sender.id
    if not view.counts(sender):
        return
    if raised or sender == matter.raised_by or stance(message.text) is Stance.AGREES:
        await matters.agree(tx, matter.id, sender, message.message_id, message.sent_at)
    else:
        await matters.take_back(tx, matter.id, sender)


async def unsay(tx: Tx, view: CouncilView, message: Message) -> None:
    """Take back what a message said about its matter: edited, it speaks of no decision any more."""
    matter = await matters.of_message(tx, message.chat_id, message.message_id)
    if matter is not None:
        await matters.take_back(tx, matter.id, message.sender.id, message.message_id)
        await agreeing.recount(tx, view, matter.id)
