"""A message that deserves attention: its matter, the clerk's list, the tally, the caution."""

from minutebook.council.assessment import Assessment
from minutebook.council.bodies import CouncilView
from minutebook.council.concerns import DECIDING, UNREPEATABLE, Concern
from minutebook.council.matters import Matter, Stance, belongs_to, stance
from minutebook.council.messages import Message
from minutebook.council.records import Route
from minutebook.council.responses import respond
from minutebook.council.topics import may_go_on, speaks_of_another, sums
from minutebook.handlers import agreeing, cautioning, routing
from minutebook.handlers.events import GroupMessage
from minutebook.handlers.house import Turn
from minutebook.storage import candidates, matters, records, said
from minutebook.storage.store import Tx

LATEST = 20
"""Messages of a matter, besides the one that opened it, by which a new one is told to go on with it or not."""

CHAIN = 20
"""Messages up a reply chain in which its matter is looked for."""


async def flag(tx: Tx, turn: Turn, view: CouncilView, item: GroupMessage, assessment: Assessment) -> None:
    """Do what the council's rules ask for about one judged message."""
    message = item.message
    at = message.edited_at or message.sent_at
    matter, route = await _place(tx, view, message, routing.concerns_of(assessment))
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


async def _place(
    tx: Tx, view: CouncilView, message: Message, concerns: frozenset[Concern]
) -> tuple[Matter | None, Route]:
    """Return the matter a message takes up, or None, and for whose eyes it is.

    What is about the clerk or deputy shares no matter with what is not: a matter's tally, its place on
    the agenda and its title are told to the clerk or to the staffing recipient, never to both.
    """
    own = await matters.of_message(tx, message.chat_id, message.message_id)
    quiet = view.council.settings.quiet
    answered = await matters.of_message(tx, message.chat_id, message.reply_to) if message.reply_to else None
    near = await matters.recent(tx, message.chat_id, message.sent_at - quiet)
    if answered is None and own is None:
        near, answered = await _gone_on_with(tx, message, near)
    known = [*near, *(matter for matter in (answered, own) if matter)]

    def nearest(among: list[Matter]) -> Matter | None:
        return belongs_to(
            among,
            answered_matter=own.id if own else answered.id if answered else None,
            topic_id=message.topic_id,
            at=message.sent_at,
            quiet=quiet,
        )

    taken = nearest(known)
    route = await routing.route_in_context(tx, view, message, concerns, taken.id if taken else None)
    withheld = route is Route.STAFFING
    alike = [matter for matter in known if await matters.is_withheld(tx, matter.id) is withheld]
    return nearest(alike), route


async def _gone_on_with(tx: Tx, message: Message, near: list[Matter]) -> tuple[list[Matter], Matter | None]:
    """Return those of the matters lately talked of that a message may go on with, and its reply chain's among them.

    What is said up and down a reply chain is of one matter, whatever words it takes; a sum of its own for a thing of
    its own is not. A matter that is withheld always stays: what may go on about the clerk or deputy is not for their
    eyes.
    """
    began, answers = await _chain(tx, message)
    texts = {matter.id: await _known(tx, matter) for matter in near}
    chain = next((matter for matter in near if matter.id == began and not matter.quietened), None)
    if chain and not (sums(message.text) and speaks_of_another(message.text, texts[chain.id])):
        return near, chain
    going = zip(near, may_go_on(message.text, list(texts.values()), answers), strict=True)
    return [matter for matter, may in going if may or await matters.is_withheld(tx, matter.id)], None


async def _known(tx: Tx, matter: Matter) -> list[str]:
    """Return what is still known of what was said in a matter, and of what its first message answered."""
    ids = await said.in_matter(tx, matter.id, matter.chat_id)
    opening = await said.find(tx, matter.chat_id, ids[0]) if ids else None
    answered = opening.message.reply_to if opening and opening.message else None
    ids = [*([answered] if answered else []), *ids[:1], *ids[1:][-LATEST:]]
    return await said.texts(tx, matter.chat_id, ids)


async def _chain(tx: Tx, message: Message) -> tuple[int | None, str]:
    """Return the key of the matter in which a reply chain over messages of none began, and what the message answers.

    None where it began in no matter, and "" where what is answered is not known.

    Args:
        message: what it answers itself is of no matter.
    """
    answers, before = message.quote or "", message.reply_to
    for _ in range(CHAIN):
        known = await said.find(tx, message.chat_id, before) if before is not None else None
        if known is None:
            break
        answers = answers or known.text
        before = known.message.reply_to if known.message else None
        if before is not None and (matter := await matters.of_message(tx, message.chat_id, before)):
            return matter.id, answers
    return None, answers


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
    await candidates.flag(
        tx,
        view.council.id,
        message,
        assessment.review | assessment.concerns | assessment.subjects,
        route,
        matter_id=matter.id if matter else None,
        late=late,
        now=turn.now,
        # Only the clerk teaches, and what is withheld from the clerk teaches nothing.
        vector=assessment.vector if route is Route.CLERK else (),
        model=assessment.model,
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
