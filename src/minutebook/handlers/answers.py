"""How a handler answers: through the outbox where something changed, directly where something was only read."""

from collections.abc import Sequence
from datetime import timedelta

from telegram.error import BadRequest, Forbidden, TelegramError

from minutebook.council import outgoing
from minutebook.council.bodies import CouncilView, Person
from minutebook.council.messages import Message
from minutebook.council.outgoing import Keyboard, Outgoing, Send
from minutebook.council.wording import Html, join
from minutebook.delivery.telegram import deliver
from minutebook.handlers.events import Press
from minutebook.handlers.house import House, Turn
from minutebook.storage import outbox
from minutebook.storage.store import Tx


def person_of(message: Message) -> Person:
    """Return who sent a message."""
    return Person(message.sender.id, message.sender.name, message.sender.username)


async def reply(
    tx: Tx, turn: Turn, view: CouncilView | None, message: Message, phrase: str, **facts: object
) -> None:
    """Answer a group message with one phrase, through the outbox."""
    await reply_html(tx, turn, view, message, turn.house.wording.say(phrase, **facts))


async def reply_html(
    tx: Tx, turn: Turn, view: CouncilView | None, message: Message, text: Html, keyboard: Keyboard = ()
) -> None:
    """Answer a group message, through the outbox."""
    send = outgoing.message(
        message.chat_id,
        text,
        reply_to=message.message_id,
        topic_id=message.topic_id,
        keyboard=keyboard,
    )
    key = f"answer:{message.chat_id}:{message.message_id}"
    council_id = view.council.id if view else None
    await outbox.put(tx, Outgoing(key, "answer", (send,), council_id=council_id), turn.now)


async def tell(
    tx: Tx,
    turn: Turn,
    user_id: int,
    text: Html,
    *,
    key: str,
    council_id: int | None,
    keyboard: Keyboard = (),
    kind: str = "answer",
) -> None:
    """Write to somebody's private chat, through the outbox."""
    send = outgoing.message(user_id, text, keyboard=keyboard)
    await outbox.put(tx, Outgoing(key, kind, (send,), council_id=council_id), turn.now)


async def below(
    tx: Tx, turn: Turn, view: CouncilView, event: Press, text: Html, *, key: str, keyboard: Keyboard = ()
) -> None:
    """Answer a press where its button stands, under the council's name, through the outbox.

    Args:
        key: the button's.
    """
    headed = join([turn.house.wording.say("heading", council=view.council.name), text], "\n\n")
    # In a group a reply stays in the topic of what it answers.
    about = event.message_id if event.chat_id != event.person.id else None
    send = outgoing.message(event.chat_id, headed, reply_to=about, keyboard=keyboard)
    own = f"pressed:{key}:{event.update_id}"
    await outbox.put(tx, Outgoing(own, "answer", (send,), council_id=view.council.id), turn.now)


async def show(
    house: House,
    sends: Sequence[Send],
    *,
    key: str,
    council_id: int | None,
    take_down: timedelta | None = None,
) -> None:
    """Answer something that was only read, directly; through the outbox where Telegram is slow or says wait.

    There it is dropped after ten minutes, or if it is refused (`delivery.outbox.SHOW_FOR`).

    Args:
        take_down: how long the answer may stand, or None.
    """
    sent: list[int] = []
    for number, send in enumerate(sends):
        try:
            message_id = await deliver(house.bot, send)
            # None or 0: there is no message that could be taken down.
            sent += [message_id] if message_id else []
        except (BadRequest, Forbidden):
            continue
        except TelegramError:
            async with house.store.change() as tx:
                for rest, later in enumerate(sends[number:], start=number):
                    item = Outgoing(
                        f"{key}:{rest}", "shown", (later,), council_id=council_id, take_down=take_down
                    )
                    await outbox.put(tx, item, house.clock())
            break
    if take_down is not None and sent:
        async with house.store.change() as tx:
            await outbox.note_shown(
                tx, key, council_id, sends[0].chat_id, sent, now=house.clock(), take_down=take_down
            )
