"""What of a message is content, as its digest in the ledger has it: a format of its own, like the chain.

Rules:

1. Content names its form, `"form": 2`; what an earlier program sealed in form 1 names none and verifies as it was.
2. A field that is empty is left out, so that a field added later changes no digest that was made before it.
3. What Telegram changes by itself is no content: the id a file is fetched by, the time of an edit.
4. A conversation's content holds the digests of its members, in order; each is salted by itself.
"""

from collections.abc import Mapping

from minutebook.council.ledger import content_digest
from minutebook.council.messages import Attachment, Entity, Message, Poll


def content_of(message: Message) -> Mapping[str, object]:
    """Return what of `message` is content, for its digest: everything but ids of ours."""
    fields: dict[str, object] = {
        "form": 2,
        "chat_id": message.chat_id,
        "message_id": message.message_id,
        "topic_id": message.topic_id,
        "text": message.text,
        "sender": message.sender.name,
        "sender_id": message.sender.id,
        "sender_username": message.sender.username,
        "sender_kind": str(message.sender.kind),
        "sent_at": message.sent_at.isoformat(),
        "reply_to": message.reply_to,
        "reply_sender_id": message.reply_sender_id,
        "reply_elsewhere": message.reply_elsewhere,
        "answered_name": message.answered_name,
        "answered_text": message.answered_text,
        "recorded_by": message.recorded_by,
        "note": message.note,
        "quote": message.quote,
        "forward_from": message.forward_from,
        "forward_id": message.forward_id,
        "forward_message_id": message.forward_message_id,
        "forward_at": message.forward_at.isoformat() if message.forward_at else None,
        "album_id": message.album_id,
        "other": message.other,
        "entities": [_entity(item) for item in message.entities],
        "mentions": list(message.mentions),
        "files": [_file(item) for item in message.attachments],
        "poll": _poll(message.poll) if message.poll else None,
        "members": list(message.members),
    }
    # By truth first: this is asked of every field of every record when a store is verified. Nought is not empty.
    return {key: value for key, value in fields.items() if value or value == 0}


def is_content(message: Message, salt: bytes, digest: str) -> bool:
    """Whether `digest` states the content of `message`, in the form of now or in the one before."""
    if digest == content_digest(salt, content_of(message)):
        return True
    return digest == content_digest(salt, _first_form(message))


def stated_content(message: Message, salt: bytes, digest: str) -> Mapping[str, object] | None:
    """Return the content that `digest` states, in whichever form it was made; None if it states another."""
    for form in (content_of, _first_form):
        content = form(message)
        if content_digest(salt, content) == digest:
            return content
    return None


def _first_form(message: Message) -> Mapping[str, object]:
    """Return content as it was sealed before forms were named."""
    return {
        "text": message.text,
        "sender": message.sender.name,
        "sender_id": message.sender.id,
        "sent_at": message.sent_at.isoformat(),
        "quote": message.quote,
        "forward_from": message.forward_from,
        "other": message.other,
        "files": [attachment.unique_id for attachment in message.attachments],
        "poll": [message.poll.question, *message.poll.options] if message.poll else [],
        "counts": list(message.poll.counts) if message.poll else [],
    }


def _entity(item: Entity) -> Mapping[str, object]:
    fields = {
        "type": item.type,
        "offset": item.offset,
        "length": item.length,
        "url": item.url,
        "user_id": item.user_id,
    }
    return {key: value for key, value in fields.items() if value is not None}


def _file(item: Attachment) -> Mapping[str, object]:
    fields = {
        "kind": item.kind,
        "id": item.unique_id,
        "name": item.name,
        "mime": item.mime,
        "size": item.size,
    }
    return {key: value for key, value in fields.items() if value is not None}


def _poll(poll: Poll) -> Mapping[str, object]:
    return {
        "id": poll.id,
        "question": poll.question,
        "options": list(poll.options),
        "anonymous": poll.anonymous,
        "closed": poll.closed,
        "counts": list(poll.counts),
    }
