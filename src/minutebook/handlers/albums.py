"""Albums: several messages of Telegram's, one message to people and one record.

The first item's message stands for the whole: it carries every caption and every file.
"""

from collections.abc import Sequence
from dataclasses import replace

from minutebook.council.messages import Attachment, Message
from minutebook.storage import carrying, memory
from minutebook.storage.store import Tx


def together(whole: Message, items: Sequence[Message]) -> Message:
    """Return `whole` with the captions, one a line, and the files of an album's items."""
    return replace(
        whole,
        text="\n".join(item.text for item in items if item.text),
        attachments=tuple(file for item in items for file in item.attachments),
    )


async def as_edited(tx: Tx, item: Message) -> Message:
    """Return what an edited message makes of the record it belongs to: itself, unless it is part of an album."""
    if item.album_id is None:
        return item
    known = await carrying.by_album(tx, item.chat_id, item.album_id)
    if known is None:
        return item
    items = await memory.album(tx, item)
    if sum(len(part.attachments) for part in items) >= len(known.attachments):
        return replace(together(known, items), edited_at=item.edited_at)
    # The short memory has let the album go; what this item said before is not known any more.
    text = item.text if item.key == known.key else _added(known.text, item.text)
    files = _with(known.attachments, item.attachments)
    return replace(known, text=text, attachments=files, edited_at=item.edited_at)


def _added(before: str, caption: str) -> str:
    """Return the captions on record with one more, unless it is among them."""
    lines = [before] if before else []
    return before if caption in before.split("\n") else "\n".join([*lines, caption])


def _with(known: Sequence[Attachment], files: Sequence[Attachment]) -> tuple[Attachment, ...]:
    ids = {file.unique_id for file in known}
    return (*known, *(file for file in files if file.unique_id not in ids))
