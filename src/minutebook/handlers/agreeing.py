"""Members agreeing in the chat: the tally, and what the clerk and the group are told when it makes a quorum."""

from minutebook.council import outgoing
from minutebook.council.bodies import CouncilView
from minutebook.council.concerns import DECIDING
from minutebook.council.matters import Matter, consensus_reached, tally
from minutebook.council.messages import Message
from minutebook.council.outgoing import Outgoing
from minutebook.council.polls import in_favour
from minutebook.council.records import Route
from minutebook.council.schedule import local_time
from minutebook.council.wording import Html, join
from minutebook.handlers import about, cautioning
from minutebook.handlers.house import Turn
from minutebook.reports.digest_lines import excerpt
from minutebook.storage import candidates, matters, memory, outbox, said
from minutebook.storage.store import Tx


async def check(
    tx: Tx, turn: Turn, view: CouncilView, matter_id: int, *, reply_to: int, late: bool = False
) -> None:
    """When a quorum has come to agree, tell the clerk and, once, the group; told already, keep the count true.

    Of what is about the clerk or deputy the staffing recipient is told in their stead.

    Args:
        reply_to: the message by which it came to this, answered where nothing is known to have opened it.
        late: whether it was read too late to be spoken of in the group.
    """
    matter = await matters.get(tx, matter_id)
    if matter is None:
        return
    if matter.consensus_told:
        await recount(tx, view, matter.id)
        return
    count = _count(view, matter)
    if consensus_reached(count, view.council.settings.quorum, already_told=False):
        opened = await matters.proposal(tx, matter.id, matter.chat_id) or reply_to
        await _tell(tx, turn, view, matter, count, opened, late=late)


async def check_poll(tx: Tx, turn: Turn, view: CouncilView, message: Message) -> None:
    """When a poll that asked members to agree closes with a quorum in favour, tell of it as `check` does.

    A poll tells no names: staff may be among those who voted, and who agreed in words beside it may not be.
    """
    matter = await matters.of_message(tx, *message.key)
    known = await said.find(tx, *message.key)
    if matter is None or known is None or message.poll is None or not known.labels & DECIDING:
        return
    count = max(in_favour(message.poll), _count(view, matter))
    quorum = view.council.settings.quorum
    if consensus_reached(count, quorum, already_told=matter.consensus_told):
        await _tell(tx, turn, view, matter, count, message.message_id, polled=True)
    elif matter.consensus_told:
        await recount(tx, view, matter.id)


async def _tell(
    tx: Tx,
    turn: Turn,
    view: CouncilView,
    matter: Matter,
    count: int,
    opened: int,
    *,
    late: bool = False,
    polled: bool = False,
) -> None:
    await matters.tell_consensus(tx, matter.id, count, turn.now)
    await _tell_reader(tx, turn, view, matter, count, opened, polled=polled)
    if not late and not matter.quietened and cautioning.speaks_in_group(view):
        await cautioning.consensus_forming(tx, turn, view, matter, count, reply_to=opened, at_least=polled)


async def polled_in(tx: Tx, matter_id: int, chat_id: int) -> int:
    """Return how many voted in favour in a matter's polls that have closed, as far as they are still known."""
    polls = await memory.polls_of_matter(tx, matter_id, chat_id)
    return max((in_favour(message.poll) for message in polls if message.poll), default=0)


async def recount(tx: Tx, view: CouncilView, matter_id: int) -> int:
    """Count anew who agrees in a matter, keep it where a quorum was told of, and return it.

    Agreement is taken back by an objection, an edit or a 👍 less, and ends with its member's membership.
    """
    matter = await matters.get(tx, matter_id)
    if matter is None:
        return 0
    count = max(_count(view, matter), await polled_in(tx, matter.id, matter.chat_id))
    await matters.set_agreeing(tx, matter.id, count)
    return count


def _count(view: CouncilView, matter: Matter) -> int:
    return tally(matter.agreeing, {user: view.counts(user) for user in matter.agreeing})


async def _tell_reader(
    tx: Tx, turn: Turn, view: CouncilView, matter: Matter, count: int, opened: int, *, polled: bool
) -> None:
    """Tell the clerk and deputy, or the staffing recipient, how many agree, to what, and where to find it."""
    wording = turn.house.wording
    group = view.group(matter.chat_id)
    withheld = await matters.is_withheld(tx, matter.id)
    certain = group is not None and group.bot_is_admin
    seen = "consensus.clerk" if certain else "consensus.clerk_at_least"
    text = wording.say(
        "consensus.clerk_poll" if polled else seen,
        council=view.council.name,
        number=count,
        quorum=view.council.settings.quorum,
    )
    found = await _opened(tx, turn, view, matter, opened, Route.STAFFING if withheld else Route.CLERK)
    text = join([text, *found, wording.say("consensus.next")], "\n\n")
    for user in view.staffing_ids if withheld else sorted(view.staff_ids):
        item = Outgoing(
            f"consensus:{matter.id}:{user}",
            "notice",
            (outgoing.message(user, text, protect=True),),
            council_id=view.council.id,
            subject_id=matter.id,
        )
        await outbox.put(tx, item, turn.now)


async def _opened(
    tx: Tx, turn: Turn, view: CouncilView, matter: Matter, message_id: int, reader: Route
) -> list[Html]:
    """Say which message members agree to and how to find it, as far as the reader may be told."""
    wording = turn.house.wording
    what = await about.message(tx, turn, view, matter.chat_id, message_id, reader)
    if what is None:
        return []
    at = local_time(what.at, view.council.settings.zone, turn.now)
    if what.text:
        line = wording.say("consensus.about", author=what.author, at=at, text=excerpt(what.text))
    else:
        line = wording.say("consensus.about_untold", author=what.author, at=at)
    flagged = await candidates.of_message(tx, matter.chat_id, message_id)
    if what.ref:
        return [join([line, wording.say("consensus.on_record", ref=what.ref)])]
    if flagged is not None and flagged.state == "open":
        return [join([line, wording.say("consensus.in_review")])]
    return [line]
