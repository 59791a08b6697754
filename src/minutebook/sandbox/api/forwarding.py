"""forwardMessage(s) and copyMessage(s).

A forward answers with the whole message, a copy only with its id; the plural forms pass over what
cannot be sent.
"""

from __future__ import annotations

from itertools import pairwise

from minutebook.sandbox import posting, shapes, talking
from minutebook.sandbox.api import sending, wording
from minutebook.sandbox.api.call import Call
from minutebook.sandbox.api.places import chat_to_read, message_in
from minutebook.sandbox.errors import bad_request
from minutebook.sandbox.messages import Message
from minutebook.sandbox.origins import origin_of
from minutebook.sandbox.wire import Json, Obj

PROTECTED = "message has protected content and can't be forwarded"


def forward(call: Call) -> Json:
    """forwardMessage."""
    where = sending.destination(call)
    one = message_in(call, chat_to_read(call, "from_chat_id"), "message to forward not found")
    if one.service is not None:
        raise bad_request("the message can't be forwarded")
    if one.protected:
        raise bad_request(PROTECTED)
    return shapes.message(_forwarded(call, where, one), call.bot)


def copy(call: Call) -> Json:
    """copyMessage; a new caption may be given for a file."""
    where = sending.destination(call)
    one = message_in(call, chat_to_read(call, "from_chat_id"), "message to copy not found")
    if one.service is not None:
        raise bad_request("the message can't be copied")
    if one.protected:
        raise bad_request(PROTECTED)
    return {"message_id": _copied(call, where, one).id}


def forward_many(call: Call) -> Json:
    """forwardMessages: 1 to 100 strictly increasing ids."""
    where, found = sending.destination(call), _several(call)
    return [{"message_id": _forwarded(call, where, one).id} for one in found]


def copy_many(call: Call) -> Json:
    """copyMessages: 1 to 100 strictly increasing ids."""
    where, found = sending.destination(call), _several(call)
    answers: list[Obj] = [{"message_id": _copied(call, where, one).id} for one in found]
    return answers


def _forwarded(call: Call, where: sending.Destination, one: Message) -> Message:
    content = talking.copied(one)
    content.update(where.content)
    content["origin"] = origin_of(one)
    return posting.post(call.state, call.bot, where.place, **content)


def _copied(call: Call, where: sending.Destination, one: Message) -> Message:
    content = talking.copied(one)
    content.update(where.content)
    if one.attachment is not None and call.text("caption"):
        content["text"], content["entities"] = wording.caption(call)
    return posting.post(call.state, call.bot, where.place, **content)


def _several(call: Call) -> list[Message]:
    source = chat_to_read(call, "from_chat_id")
    numbers = [n for n in call.items("message_ids") or [] if isinstance(n, int)]
    if not numbers or len(numbers) > 100:
        raise bad_request("message identifiers are not specified" if not numbers else "too many messages")
    if any(low >= high for low, high in pairwise(numbers)):
        raise bad_request("message identifiers must be in a strictly increasing order")
    found = [source.messages[n] for n in numbers if n in source.messages]
    return [one for one in found if not (one.deleted or one.protected or one.service)]
