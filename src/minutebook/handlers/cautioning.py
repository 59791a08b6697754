"""Cautions: the council's own clause first, then the law, the lawful way forward, and three buttons."""

from dataclasses import replace

from minutebook.council import outgoing
from minutebook.council.bodies import CouncilView
from minutebook.council.concerns import UNREPEATABLE, Concern
from minutebook.council.matters import Matter
from minutebook.council.messages import Message, SenderKind
from minutebook.council.outgoing import Button, Keyboard, Outgoing, Send, Way
from minutebook.council.policy import Policy
from minutebook.council.records import Route
from minutebook.council.responses import Caution, Place
from minutebook.council.settings import CautionMode
from minutebook.council.wording import Html, escape, join
from minutebook.handlers.house import House, Turn
from minutebook.storage import buttons, matters, outbox, people
from minutebook.storage.buttons import Pressable
from minutebook.storage.store import Tx

SPEAKING = (CautionMode.AUTO, CautionMode.PUBLIC)


def speaks_in_group(view: CouncilView) -> bool:
    """Whether cautions about deciding are given in the group."""
    return view.council.settings.cautions in SPEAKING


async def caution(
    tx: Tx,
    turn: Turn,
    view: CouncilView,
    message: Message,
    what: Caution,
    matter: Matter,
    route: Route,
    *,
    sensitive: bool = False,
) -> None:
    """Give one caution: in the group, or to the author alone; what it covers is then done with.

    Args:
        sensitive: whether the message holds what must not be repeated. Telegram shows a reply with what it
            answers, so the group is then told without one.
        route: for whose eyes the message is; the author alone is told to turn to them.
    """
    keyboard = await _keyboard(tx, turn, view, matter, message)
    policy = turn.house.policy(view)
    if what.place is Place.PUBLIC:
        text = caution_text(policy, what.kind, view.council.name, public=True)
        if sensitive:
            text = join([turn.house.wording.say("caution.just_now"), text], "\n\n")
        said = _in_group(message, text, keyboard)
        ways: tuple[Send, ...] = (replace(said, reply_to=None) if sensitive else said,)
    else:
        way_forward = await _way_to_recipient(tx, turn, view, message) if route is Route.STAFFING else None
        text = caution_text(policy, what.kind, view.council.name, public=False, way_forward=way_forward)
        ways = await _private_ways(tx, turn, view, message, text, keyboard)
    item = Outgoing(
        # Once a matter and kind is seen to by the matter itself, in this transaction.
        f"caution:{matter.id}:{what.kind}:{what.place}:{message.message_id}",
        "caution",
        ways,
        council_id=view.council.id,
        subject_id=matter.id,
    )
    await outbox.put(tx, item, turn.now)
    known = await matters.get(tx, matter.id)
    await matters.add_cautioned(tx, known or matter, what.covers)


def _in_group(message: Message, text: Html, keyboard: Keyboard) -> Send:
    return outgoing.message(
        message.chat_id,
        text,
        reply_to=message.message_id,
        topic_id=message.topic_id,
        keyboard=keyboard,
    )


async def _private_ways(
    tx: Tx, turn: Turn, view: CouncilView, message: Message, text: Html, keyboard: Keyboard
) -> tuple[Send, ...]:
    """Return how to reach the author alone: their private chat, else an ephemeral message, else neutrally."""
    house = turn.house
    neutral = _in_group(message, escape(house.policy(view).neutral), ())
    if message.sender.kind is not SenderKind.PERSON:
        return (neutral,)
    headed = join([house.wording.say("heading", council=view.council.name), text], "\n\n")
    private = outgoing.message(message.sender.id, headed, keyboard=keyboard, protect=True)
    ways = [private]
    group = view.group(message.chat_id)
    if group is not None and group.bot_is_admin:
        alone = Send(
            Way.EPHEMERAL,
            message.chat_id,
            text,
            topic_id=message.topic_id,
            keyboard=keyboard,
            receiver_id=message.sender.id,
        )
        # Telegram does not say whether such a message may carry buttons.
        ways += [alone, replace(alone, keyboard=())]
    ways.append(neutral)
    author = await people.get(tx, message.sender.id)
    return tuple(ways if author and author.private_open else ways[1:])


async def _way_to_recipient(tx: Tx, turn: Turn, view: CouncilView, message: Message) -> Html:
    """Return the way forward where something is about the clerk or deputy: not to either of these."""
    wording = turn.house.wording
    if message.sender.id in view.staffing_ids:
        return wording.say("caution.staffing_self")
    for user in view.staffing_ids:
        return wording.say("caution.staffing_named", name=await people.name_of(tx, user))
    return wording.say("caution.staffing_unnamed")


def caution_text(
    policy: Policy, kind: Concern, council: str, *, public: bool, way_forward: Html | None = None
) -> Html:
    """Return what a caution of one kind says, as HTML.

    In public the law is left out where it would tell what kind of sensitive matter it is.

    Args:
        way_forward: said in place of the policy's, or None.
    """
    words = policy.cautions[kind]
    body = (words.public if public else words.private).format(clause=policy.cite_for(kind), council=council)
    parts = [escape(body), escape(words.way_forward) if way_forward is None else way_forward]
    if words.law and not (public and kind in UNREPEATABLE):
        parts.append(Html(f"<i>{escape(words.law)}</i>"))
    return join(parts, "\n\n")


async def consensus_forming(
    tx: Tx,
    turn: Turn,
    view: CouncilView,
    matter: Matter,
    count: int,
    *,
    reply_to: int,
    at_least: bool = False,
) -> None:
    """Tell the group, once, that as many have agreed in the chat as make a quorum.

    Args:
        at_least: whether there may be more, though the bot sees reactions.
    """
    policy = turn.house.policy(view)
    group = view.group(matter.chat_id)
    certain = group is not None and group.bot_is_admin
    text = policy.consensus_forming.format(
        clause=policy.cite_for(Concern.CONSENSUS),
        council=view.council.name,
        # Without admin rights the bot sees no reactions, and there may be more.
        count=count
        if certain and not at_least
        else turn.house.wording.plain("consensus.at_least", number=count),
        quorum=view.council.settings.quorum,
    )
    send = outgoing.message(
        matter.chat_id,
        escape(text),
        reply_to=reply_to,
        topic_id=matter.topic_id,
        keyboard=await _matter_keyboard(tx, turn, view, matter, matter.chat_id, reply_to),
    )
    item = Outgoing(
        f"forming:{matter.id}", "caution", (send,), council_id=view.council.id, subject_id=matter.id
    )
    await outbox.put(tx, item, turn.now)


async def _keyboard(tx: Tx, turn: Turn, view: CouncilView, matter: Matter, message: Message) -> Keyboard:
    return await _matter_keyboard(tx, turn, view, matter, message.chat_id, message.message_id)


async def _matter_keyboard(
    tx: Tx, turn: Turn, view: CouncilView, matter: Matter, chat_id: int, message_id: int
) -> Keyboard:
    where = f"{chat_id}:{message_id}"
    return await keyboard(
        tx,
        turn,
        view.council.id,
        [[("record", matter.id, where)], [("agenda", matter.id, where), ("quiet", matter.id, where)]],
    )


async def keyboard(
    tx: Tx, turn: Turn, council_id: int, rows: list[list[tuple[str, int | None, str]]], number: str = ""
) -> Keyboard:
    """Return a keyboard whose keys are kept in the store.

    Args:
        rows: rows of (action, target, extra); the label is the phrase `button.ACTION`.
        number: put before each label.
    """
    house: House = turn.house
    made: list[Pressable] = []
    shown: list[tuple[Button, ...]] = []
    for row in rows:
        line = []
        for action, target, extra in row:
            key = house.code()
            made.append(Pressable(key, council_id, action, target, extra))
            line.append(Button(f"{number}{house.wording.plain(f'button.{action}')}", key))
        shown.append(tuple(line))
    await buttons.make(tx, made, turn.now)
    return tuple(shown)
