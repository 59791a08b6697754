"""Where a message would be said to come from if it were forwarded."""

from __future__ import annotations

from minutebook.sandbox.messages import Message, Origin
from minutebook.sandbox.people import Person


def origin_of(message: Message) -> Origin:
    """Where a message would be said to come from if it were forwarded now."""
    if message.origin is not None:
        return message.origin
    if message.sender_chat is not None:
        return Origin(None, message.sender_chat, message.date, None, message.id, message.signature)
    author = message.author
    if isinstance(author, Person) and author.hides_forwards:
        return Origin(None, None, message.date, author.name)
    return Origin(author, None, message.date)
