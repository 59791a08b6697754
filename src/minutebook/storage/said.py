"""What was said: a message by its place in a chat, wherever the store still knows it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from minutebook.council.concerns import Label
from minutebook.council.messages import Message
from minutebook.council.records import Reference, Route
from minutebook.storage import candidates, memory, records
from minutebook.storage.schema import matter_messages
from minutebook.storage.schema_records import records as recorded
from minutebook.storage.store import Tx


@dataclass(frozen=True, slots=True)
class Said:
    """A message as the store knows it.

    Attributes:
        text: as it stands now; "" where only ids are left of it.
        reference: where it is on the record.
        route: for whose eyes it is by its flag or record; None where it has neither.
        labels: what it was called there.
        message: the whole of it, where the short memory or the clerk's list has it.
    """

    author: str
    at: datetime
    text: str
    reference: Reference | None
    route: Route | None
    labels: frozenset[Label]
    message: Message | None

    @property
    def words(self) -> str:
        """Its text, or what its files are called where it has none."""
        files = self.message.attachments if self.message else ()
        return self.text or " ".join(file.name for file in files if file.name)


async def find(tx: Tx, chat_id: int, message_id: int) -> Said | None:
    """Return what is known of a message from the short memory, the clerk's list or the record; None if nothing is."""
    flagged = await candidates.of_message(tx, chat_id, message_id)
    place = (recorded.c.chat_id == chat_id) & (recorded.c.message_id == message_id)
    row = await tx.row(sa.select(recorded.c.id).where(place))
    [record] = await records.by_ids(tx, [row["id"]]) if row else [None]
    known = await memory.get(tx, chat_id, message_id) or (flagged.message if flagged else None)
    if record:
        author, at, text = record.sender.name, record.sent_at, known.text if known else record.text
    elif known:
        author, at, text = known.sender.name, known.sent_at, known.text
    else:
        return None
    routes = {found.route for found in (flagged, record) if found}
    labels: frozenset[Label] = flagged.labels if flagged else frozenset()
    if record:
        labels = labels | record.concerns | record.subjects
    return Said(
        author=author,
        at=at,
        text=text,
        reference=record.reference if record else None,
        route=(Route.STAFFING if Route.STAFFING in routes else Route.CLERK) if routes else None,
        labels=labels,
        message=known,
    )


async def texts(tx: Tx, chat_id: int, message_ids: Sequence[int]) -> list[str]:
    """Return the texts of messages, in the order asked for, without those of which nothing is known."""
    remembered = await memory.some(tx, chat_id, message_ids)
    known = [remembered.get(message_id) or await find(tx, chat_id, message_id) for message_id in message_ids]
    return [one.text for one in known if one]


async def in_matter(tx: Tx, matter_id: int, chat_id: int) -> list[int]:
    """Return the ids of the messages of a matter in one chat, the first said first.

    A group that became a supergroup numbers its messages anew, so ids of two chats say nothing of their order.
    """
    query = sa.select(matter_messages.c.message_id).where(
        matter_messages.c.matter_id == matter_id, matter_messages.c.chat_id == chat_id
    )
    return [row["message_id"] for row in await tx.rows(query.order_by(matter_messages.c.message_id))]
