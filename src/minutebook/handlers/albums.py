"""Albums: several messages of Telegram's, one message to people and one record.

The first item's message stands for the whole: it carries every caption and every file.
"""

from collections.abc import Sequence
from dataclasses import replace

from minutebook.council.messages import Attachment, Entity, Message
from minutebook.storage import carrying, memory
from minutebook.storage.store import Tx


def together(whole: Message, items: Sequence[Message]) -> Message:
    """Return `whole` with the captions, one a line, their links, and the files of an album's items."""
    entities: list[Entity] = []
    units = 0
    for item in items:
        if item.text:
            entities += [replace(entity, offset=entity.offset + units) for entity in item.entities]
            # Offsets count UTF-16 code units; one more for the end of the line.
            units += len(item.text.encode("utf-16-le", "surrogatepass")) // 2 + 1
    return replace(
        whole,
        text="\n".join(item.text for item in items if item.text),
        entities=tuple(entities),
        mentions=tuple(dict.fromkeys(user for item in items for user in item.mentions)),
        attachments=tuple(file for item in items for file in item.attachments),
    )


async def versions(tx: Tx, album: Sequence[Message]) -> list[Message]:
    """Return an album as it came, and as each edit of any of its items left it, oldest first.

    Args:
        album: its items as they are remembered, in order; one at least.
    """
    known = [await memory.versions(tx, *item.key) for item in album]
    now = [history[0] for history in known]
    found = [together(now[0], now)]
    edits = [(place, version) for place, history in enumerate(known) for version in history[1:]]
    for place, version in sorted(edits, key=lambda edit: edit[1].edited_at or edit[1].sent_at):
        now[place] = version
        found.append(replace(together(now[0], now), edited_at=version.edited_at))
    return found


async def as_edited(tx: Tx, item: Message) -> Message:
    """Return what an edited message makes of the record it belongs to: itself, unless it is part of an album."""
    if item.album_id is None:
        return item
    known = await carrying.by_album(tx, item)
    if known is None:
        return item
    items = await memory.album(tx, item)
    if sum(len(part.attachments) for part in items) >= len(known.attachments):
        return replace(together(known, items), edited_at=item.edited_at)
    # The short memory has let the album go; what this item said before is not known any more.
    return added(known, item)


def added(known: Message, item: Message) -> Message:
    """Return an album on record with what one of its items says and carries now."""
    itself = item.key == known.key
    return replace(
        known,
        text=item.text if itself else _added(known.text, item.text),
        entities=item.entities if itself else known.entities,
        attachments=_with(known.attachments, item.attachments),
        edited_at=item.edited_at,
    )


def _added(before: str, caption: str) -> str:
    """Return the captions on record with one more, unless it is among them."""
    lines = [before] if before else []
    return before if caption in before.split("\n") or not caption else "\n".join([*lines, caption])


def _with(known: Sequence[Attachment], files: Sequence[Attachment]) -> tuple[Attachment, ...]:
    ids = {file.unique_id for file in known}
    return (*known, *(file for file in files if file.unique_id not in ids))
