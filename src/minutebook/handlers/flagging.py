"""A message that deserves attention: its matter, the clerk's list, the tally, the caution."""

from minutebook.council import outgoing
from minutebook.council.assessment import Assessment
from minutebook.council.bodies import CouncilView
from minutebook.council.concerns import DECIDING, STAFF_MATTERS, Concern
from minutebook.council.matters import Matter, Stance, belongs_to, consensus_reached, stance, tally
from minutebook.council.messages import Message
from minutebook.council.records import Route, about_staff
from minutebook.council.responses import respond
from minutebook.handlers import cautioning
from minutebook.handlers.events import GroupMessage
from minutebook.handlers.house import Turn
from minutebook.storage import candidates, matters, outbox, records
from minutebook.storage.store import Tx


async def flag(tx: Tx, turn: Turn, view: CouncilView, item: GroupMessage, assessment: Assessment) -> None:
    """Do what the council's rules ask for about one judged message."""
    message = item.message
    at = message.edited_at or message.sent_at
    matter = await _matter_of(tx, view, message)
    response = respond(assessment, view.council.settings.cautions, matter, sent_at=at, now=turn.now)
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
    await _list(tx, turn, view, message, assessment, matter, late=response.late)
    for caution in response.cautions:
        assert matter is not None
        await cautioning.caution(tx, turn, view, message, caution, matter)
    if matter is not None and assessment.concerns & DECIDING:
        await _count(tx, view, message, matter, raised=raised)
        await check_consensus(tx, turn, view, matter.id, reply_to=message.message_id, late=response.late)


async def _matter_of(tx: Tx, view: CouncilView, message: Message) -> Matter | None:
    own = await matters.of_message(tx, message.chat_id, message.message_id)
    if own is not None:
        return own
    quiet = view.council.settings.quiet
    answered = await matters.of_message(tx, message.chat_id, message.reply_to) if message.reply_to else None
    near = await matters.recent(tx, message.chat_id, message.sent_at - quiet)
    known = [*near, answered] if answered else near
    return belongs_to(
        known,
        answered_matter=answered.id if answered else None,
        topic_id=message.topic_id,
        at=message.sent_at,
        quiet=quiet,
    )


def route_of(view: CouncilView, message: Message, concerns: frozenset[Concern]) -> Route:
    """Return for whose eyes a message is: what is about the clerk or deputy is not for them."""
    about = about_staff(
        concerns,
        message.text,
        staff_ids=view.staff_ids,
        staff_names=view.staff_names,
        replied_to=message.reply_sender_id,
        mentions=message.mentions,
    )
    return Route.STAFFING if about else Route.CLERK


async def route_in_context(
    tx: Tx, view: CouncilView, message: Message, concerns: frozenset[Concern], matter_id: int | None
) -> Route:
    """Return for whose eyes a message is, its words alone or with what it answers and goes on with.

    An answer to something about the clerk repeats it in its record; "she must go" said next is about her too.
    """
    if route_of(view, message, concerns) is Route.STAFFING:
        return Route.STAFFING
    if message.reply_to is not None:
        answered = await candidates.of_message(tx, message.chat_id, message.reply_to)
        kept = await records.route_of(tx, message.chat_id, message.reply_to)
        if kept is Route.STAFFING or (answered is not None and answered.route is Route.STAFFING):
            return Route.STAFFING
    goes_on = bool(concerns & STAFF_MATTERS) and matter_id is not None
    if goes_on and await candidates.about_staff(tx, matter_id or 0):
        return Route.STAFFING
    return Route.CLERK


async def _list(
    tx: Tx,
    turn: Turn,
    view: CouncilView,
    message: Message,
    assessment: Assessment,
    matter: Matter | None,
    *,
    late: bool,
) -> None:
    """Put the message on the clerk's list, unless it is on the record already."""
    if await records.reference_of(tx, message.chat_id, message.message_id):
        return
    labels = assessment.review | assessment.concerns | assessment.subjects
    concerns = frozenset(name for name in labels if isinstance(name, Concern))
    matter_id = matter.id if matter else None
    await candidates.flag(
        tx,
        view.council.id,
        message,
        labels,
        await route_in_context(tx, view, message, concerns, matter_id),
        matter_id=matter_id,
        late=late,
        now=turn.now,
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


async def unsay(tx: Tx, message: Message) -> None:
    """Take back what a message said about its matter: edited, it speaks of no decision any more."""
    matter = await matters.of_message(tx, message.chat_id, message.message_id)
    if matter is not None:
        await matters.take_back(tx, matter.id, message.sender.id, message.message_id)


async def check_consensus(
    tx: Tx, turn: Turn, view: CouncilView, matter_id: int, *, reply_to: int, late: bool = False
) -> None:
    """When a quorum has come to agree, tell the clerk and, once, the group."""
    matter = await matters.get(tx, matter_id)
    if matter is None:
        return
    count = tally(matter.agreeing, {user: view.counts(user) for user in matter.agreeing})
    quorum = view.council.settings.quorum
    if not consensus_reached(count, quorum, already_told=matter.consensus_told):
        return
    await matters.tell_consensus(tx, matter.id, count, turn.now)
    house = turn.house
    group = view.group(matter.chat_id)
    certain = group is not None and group.bot_is_admin
    for user in sorted(view.staff_ids):
        notice = house.wording.say(
            "consensus.clerk" if certain else "consensus.clerk_at_least",
            council=view.council.name,
            number=count,
            quorum=quorum,
        )
        item = outgoing.Outgoing(
            f"consensus:{matter.id}:{user}",
            "notice",
            (outgoing.message(user, notice),),
            council_id=view.council.id,
            subject_id=matter.id,
        )
        await outbox.put(tx, item, turn.now)
    if not late and not matter.quietened and cautioning.speaks_in_group(view):
        await cautioning.consensus_forming(tx, turn, view, matter, count, reply_to=reply_to)
