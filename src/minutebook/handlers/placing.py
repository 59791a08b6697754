"""Which matter a message belongs to: by what it answers, by its reply chain, by its words and its time."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from itertools import compress

from minutebook.council.bodies import CouncilView
from minutebook.council.concerns import DECIDING, Concern
from minutebook.council.matters import OPEN_STATES, Matter, belongs_to
from minutebook.council.messages import Message
from minutebook.council.records import Route
from minutebook.council.topics import (
    adds_nothing,
    bearing_on,
    may_go_on,
    puts_another,
    shares,
    speaks_of_another,
    sums,
    without,
)
from minutebook.handlers import routing
from minutebook.storage import matters, said, went_out
from minutebook.storage.store import Tx

LATEST = 20
"""Messages of a matter, besides the one that opened it, by which a new one is told to go on with it or not."""

CHAIN = 20
"""Messages up a reply chain in which its matter is looked for."""


async def place(
    tx: Tx, view: CouncilView, message: Message, concerns: frozenset[Concern]
) -> tuple[Matter | None, Route]:
    """Return the matter a message takes up, or None, and for whose eyes it is.

    What is about the clerk or deputy shares no matter with what is not: a matter's tally, its place on
    the agenda and its title are told to the clerk or to the staffing recipient, never to both.
    """
    own = await matters.of_message(tx, message.chat_id, message.message_id)
    quiet = view.council.settings.quiet
    # The council's own name stands in the talk of anything.
    spoken = replace(message, text=without(message.text, view.council.name))
    answered = await _answered(tx, spoken)
    near = await matters.recent(tx, message.chat_id, message.topic_id, message.sent_at - quiet)
    if answered is None and own is None:
        near, answered = await _gone_on_with(tx, spoken, near, quiet)
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
    if route is Route.CLERK and taken and concerns & DECIDING and await _of_withheld(tx, spoken, taken, near):
        route = Route.STAFFING
    withheld = route is Route.STAFFING
    alike = [matter for matter in known if await matters.is_withheld(tx, matter.id) is withheld]
    return nearest(alike), route


async def _of_withheld(tx: Tx, message: Message, taken: Matter, near: Sequence[Matter]) -> bool:
    """Whether what decides or agrees goes on with what is withheld, and with nothing else that is talked of.

    "Agreed", said next, agrees to what was said of the clerk: counted for another matter, the clerk would be told of it.
    """
    if not await matters.is_withheld(tx, taken.id):
        return False
    texts = await _known(tx, taken)
    priced = sums(message.text) - sums("\n".join(texts))
    if priced or not may_go_on(message.text, [texts], await _what_answered(tx, message))[0]:
        return False
    others = [matter for matter in near if not await matters.is_withheld(tx, matter.id)]
    return not any([shares(message.text, await _known(tx, matter)) for matter in others])


async def _answered(tx: Tx, message: Message) -> Matter | None:
    """Return the matter of what a message answers itself.

    Answering a caution is speaking of what it cautions, unless another thing is named.
    """
    if message.reply_to is None:
        return None
    matter = await matters.of_message(tx, message.chat_id, message.reply_to)
    if matter is not None:
        return None if await _left_behind(tx, message, matter) else matter
    matter = await _cautioned(tx, message.chat_id, message.reply_to)
    if matter is None or await matters.is_withheld(tx, matter.id):
        return matter
    texts = await _known(tx, matter)
    other = speaks_of_another if _is_talked_of(matter) else puts_another
    return None if other(message.text, texts) else matter


async def _left_behind(tx: Tx, message: Message, matter: Matter) -> bool:
    """Whether a message leaves the matter that it answers.

    What has ended takes in no answer that asks for more or names another sum: its end would cover that too. What was
    called no council business takes in none that gives another thing a sum.
    """
    if _is_talked_of(matter) or await matters.is_withheld(tx, matter.id):
        return False
    texts = await _known(tx, matter)
    return _leaves(message, texts) if matter.state in OPEN_STATES else puts_another(message.text, texts)


async def _cautioned(tx: Tx, chat_id: int, message_id: int) -> Matter | None:
    """Return the matter that a caution of the bot's own is about."""
    key = await went_out.matter_of_caution(tx, chat_id, message_id)
    return await matters.get(tx, key) if key is not None else None


def _is_talked_of(matter: Matter) -> bool:
    return matter.state in OPEN_STATES and not matter.quietened


def _leaves(message: Message, texts: Sequence[str]) -> bool:
    """Whether a message names a thing that a matter does not speak of, and a sum for it."""
    return bool(sums(message.text)) and speaks_of_another(message.text, texts)


async def _gone_on_with(
    tx: Tx, message: Message, near: list[Matter], quiet: timedelta
) -> tuple[list[Matter], Matter | None]:
    """Return those of the matters lately talked of that a message may go on with, and its reply chain's matter.

    What is said up and down a reply chain is of one matter, whatever words it takes; a sum of its own for a thing of
    its own is not. Long after, it is only where it names nothing new: what was answered may have gone on to something
    else. Where the chain's matter has ended, agreeing in it is agreeing to no other; nor is what was said long before
    a matter came up about that. A matter that is withheld always stays: what may go on about the clerk or deputy is
    not for their eyes.
    """
    began, answers = await _chain(tx, message)
    if began:
        texts = await _known(tx, began)
        leaves = _leaves(message, texts)
        # What it answers speaks of the matter that it leaves.
        about = message.text if leaves else f"{answers}\n{message.text}"
        fresh = message.sent_at - began.last_at <= quiet
        if _is_talked_of(began) and not leaves and (fresh or adds_nothing(about, texts)):
            return near, began
        answers = "" if leaves else answers
    withheld = [matter for matter in near if await matters.is_withheld(tx, matter.id)]
    others = [
        matter for matter in near if matter not in withheld and matter.opened_at - message.sent_at <= quiet
    ]
    topics = {matter.id: await _known(tx, matter) for matter in (*withheld, *others)}
    if began:
        others = [matter for matter in others if await _comes_of(tx, matter, began, topics[matter.id], about)]
    known = [*withheld, *others]
    may = may_go_on(message.text, [topics[matter.id] for matter in known], answers)
    return [*withheld, *compress(others, may[len(withheld) :])], None


async def _comes_of(tx: Tx, matter: Matter, began: Matter, texts: Sequence[str], about: str) -> bool:
    """Whether a matter may take in what came of a chain that began in another and is no part of that one.

    Args:
        texts: what is still known of it.
        about: the words of the message, and of what it answers.
    """
    if shares(about, texts):
        return True
    opening = await _opening(tx, matter, await said.in_matter(tx, matter.id, matter.chat_id))
    before = (await _chain(tx, opening))[0] if opening else None
    return before is not None and before.id == began.id


async def _opening(tx: Tx, matter: Matter, ids: Sequence[int]) -> Message | None:
    """Return the message that opened a matter; None where it is not known, or was said before and changed later.

    Args:
        ids: of the matter's messages, the first said first.
    """
    first = await said.find(tx, matter.chat_id, ids[0]) if ids else None
    return first.message if first and first.at >= matter.opened_at else None


async def _known(tx: Tx, matter: Matter) -> list[str]:
    """Return what is still known of what was said in a matter, and of what its first message answered."""
    ids = await said.in_matter(tx, matter.id, matter.chat_id)
    opening = await _opening(tx, matter, ids)
    answered = await _what_answered(tx, opening) if opening else ""
    return [
        *([answered] if answered else []),
        *await said.texts(tx, matter.chat_id, [*ids[:1], *ids[1:][-LATEST:]]),
    ]


async def _what_answered(tx: Tx, message: Message) -> str:
    """Return what of the words that another answers this one bears on; "" where they are not known.

    A picture without words says what the one before it in the chain said.
    """
    if message.quote:
        return message.quote
    before = message.reply_to
    for _ in range(CHAIN):
        known = await said.find(tx, message.chat_id, before) if before is not None else None
        if known is None:
            break
        if known.words:
            return bearing_on(message.text, known.words)
        before = known.message.reply_to if known.message else None
    return ""


async def _chain(tx: Tx, message: Message) -> tuple[Matter | None, str]:
    """Return the matter in which a reply chain over messages of none began, and what the message answers.

    None where it began in no matter, and "" where what is answered is not known.

    Args:
        message: what it answers itself is of no matter that it may be of.
    """
    before, answers = message.reply_to, await _what_answered(tx, message)
    for _ in range(CHAIN):
        if before is None:
            break
        if matter := await matters.of_message(tx, message.chat_id, before):
            return matter, answers
        known = await said.find(tx, message.chat_id, before)
        if known is None:
            # What it answers itself is a caution of another thing.
            at_once = before == message.reply_to
            return None if at_once else await _cautioned(tx, message.chat_id, before), answers
        before = known.message.reply_to if known.message else None
    return None, answers
