"""What went out, asked about afterwards: a sent row of the outbox keeps ids, and the way it took."""

import sqlalchemy as sa

from minutebook.storage import matters
from minutebook.storage.schema_records import outbox
from minutebook.storage.store import Row, Tx


async def is_own(tx: Tx, chat_id: int, message_id: int) -> bool:
    """Whether a message is one that went out from here."""
    return await _went_out(tx, chat_id, message_id) is not None


async def matter_of_caution(tx: Tx, chat_id: int, message_id: int) -> int | None:
    """Return the matter that a caution of the bot's own is about, or None if the message is no caution."""
    row = await _went_out(tx, chat_id, message_id)
    return row["subject_id"] if row and row["kind"] == "caution" else None


async def cautioned_message(tx: Tx, chat_id: int, message_id: int) -> int | None:
    """Return the message that a caution of the bot's own was given for, or None if the message is no such caution.

    What tells of agreement forming is about its matter's proposal.
    """
    row = await _went_out(tx, chat_id, message_id)
    if row is None or row["kind"] != "caution":
        return None
    if row["natural_key"].startswith("forming:"):
        return await matters.proposal(tx, row["subject_id"], chat_id)
    return int(row["natural_key"].rpartition(":")[2])


async def unconfirmed_cautions(tx: Tx, council_id: int) -> set[tuple[int, int]]:
    """Return (matter, message) of cautions that went to the author's eyes alone in the group.

    Telegram promises no delivery of such messages, least of all to somebody who is offline.
    """
    query = sa.select(outbox.c.subject_id, outbox.c.natural_key).where(
        outbox.c.kind == "caution", outbox.c.council_id == council_id, outbox.c.way == "ephemeral"
    )
    return {(row["subject_id"], int(row["natural_key"].rpartition(":")[2])) for row in await tx.rows(query)}


async def _went_out(tx: Tx, chat_id: int, message_id: int) -> Row | None:
    return await tx.row(
        sa.select(outbox.c.kind, outbox.c.subject_id, outbox.c.natural_key).where(
            outbox.c.chat_id == chat_id, outbox.c.message_id == message_id
        )
    )


async def receipts(tx: Tx, chat_id: int, message_id: int) -> list[tuple[int, int | None]]:
    """Return how a message was shown to be on record: it with None for a reaction, with the line's id for a line.

    What is returned is forgotten here, so that it can be shown anew when the message goes on record again.
    """
    names = [f"receipt:{chat_id}:{message_id}", f"receipt-line:{chat_id}:{message_id}"]
    own = outbox.c.natural_key.in_(names)
    rows = await tx.rows(sa.select(outbox.c.way, outbox.c.message_id).where(own, outbox.c.state == "sent"))
    await tx.run(sa.delete(outbox).where(own))
    return [
        (message_id, None if row["way"] == "reaction" else row["message_id"])
        for row in rows
        if row["way"] == "reaction" or row["message_id"]
    ]
