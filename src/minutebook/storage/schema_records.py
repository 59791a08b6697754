"""The tables of the records, their ledger, and what goes out: digests and the outbox."""

import sqlalchemy as sa

from minutebook.storage.columns import Instant, Names
from minutebook.storage.schema import column, council_column, metadata

records = sa.Table(
    "records",
    metadata,
    column("id", sa.Integer, "key; also the row of the search text", primary_key=True),
    council_column(),
    column("year", sa.Integer, "of the reference"),
    column("number", sa.Integer, "of the reference"),
    column("chat_id", sa.BigInteger, "the group, as it was then"),
    column("message_id", sa.BigInteger, "the message"),
    column("topic_id", sa.BigInteger, "forum topic", nullable=True),
    column("sender_id", sa.BigInteger, "who said it"),
    column("sender_name", sa.Text, "their name then"),
    column("sender_username", sa.String(64), "their @name then", nullable=True),
    column("sender_kind", sa.String(16), "person, anonymous_admin, channel or bot"),
    column("sent_at", Instant, "when"),
    column("captured_by", sa.BigInteger, "who put it on the record"),
    column("captured_by_name", sa.Text, "their name"),
    column("captured_at", Instant, "when"),
    column("method", sa.String(10), "command, reaction, button, review or forward"),
    column("concerns", Names, "what the detector called it"),
    column("subjects", Names, "and its subjects"),
    column("route", sa.String(8), "clerk, or staffing where it is about the clerk or deputy"),
    column("klass", sa.String(40), "class in the retention schedule", server_default=""),
    column("classed_by", sa.BigInteger, "who chose the class; 0 for the detector", server_default="0"),
    column("dispose_on", Instant, "when its time is up; empty for never", nullable=True),
    column("ending", sa.String(8), "what then: review or dispose", server_default="review"),
    column("keep_until", Instant, "kept until then whatever the schedule says", nullable=True),
    column("note", sa.Text, "written beside it at capture", server_default=""),
    column("reply_to", sa.BigInteger, "message id it answered", nullable=True),
    column("reply_sender", sa.Text, "who said what it answered, where known", nullable=True),
    column("reply_text", sa.Text, "what that said, where known", nullable=True),
    column("quote", sa.Text, "words it quoted", nullable=True),
    column("forward_from", sa.Text, "where it was forwarded from", nullable=True),
    column("other", sa.Text, "what else it carried", nullable=True),
    sa.UniqueConstraint("council_id", "year", "number"),
    sa.UniqueConstraint("chat_id", "message_id"),
    sa.Index("ix_records_captured", "council_id", "captured_at"),
    sa.Index("ix_records_sent", "council_id", "sent_at"),
    sa.Index("ix_records_staffing", "council_id", sqlite_where=sa.text("route = 'staffing'")),
    sa.Index("ix_records_due", "council_id", "dispose_on", sqlite_where=sa.text("dispose_on IS NOT NULL")),
)

record_versions = sa.Table(
    "record_versions",
    metadata,
    column("record_id", sa.Integer, "the record", primary_key=True, references="records.id"),
    column("number", sa.Integer, "1 for the first known", primary_key=True),
    column("at", Instant, "when it was sent or edited"),
    column("text", sa.Text, "what it said"),
    column("body", sa.Text, "the whole message as JSON"),
    column("salt", sa.LargeBinary(16), "of the digest", nullable=True),
    column("digest", sa.String(64), "salted, as the ledger has it"),
    column("poll_id", sa.String(32), "Telegram's id of its poll, where it carries one", nullable=True),
    sa.Index("ix_record_versions_poll", "poll_id", sqlite_where=sa.text("poll_id IS NOT NULL")),
)

record_members = sa.Table(
    "record_members",
    metadata,
    column(
        "record_id", sa.Integer, "the record of a conversation", primary_key=True, references="records.id"
    ),
    column("position", sa.Integer, "in the order said, from 1", primary_key=True),
    column("number", sa.Integer, "of this version of it: 1 for the first known", primary_key=True),
    column("chat_id", sa.BigInteger, "the group"),
    column("message_id", sa.BigInteger, "the message"),
    column("body", sa.Text, "the whole message as JSON"),
    column("salt", sa.LargeBinary(16), "of the digest", nullable=True),
    column("digest", sa.String(64), "salted, as the ledger has it"),
    column("poll_id", sa.String(32), "Telegram's id of its poll, where it carries one", nullable=True),
    sa.Index("ix_record_members_message", "chat_id", "message_id"),
    sa.Index("ix_record_members_poll", "poll_id", sqlite_where=sa.text("poll_id IS NOT NULL")),
)

record_files = sa.Table(
    "record_files",
    metadata,
    column("id", sa.Integer, "key", primary_key=True),
    column("record_id", sa.Integer, "the record", references="records.id", index=True),
    column("version", sa.Integer, "the version it came with"),
    column("kind", sa.String(12), "photo, document …"),
    column("file_id", sa.Text, "what the bot fetches it by"),
    column("unique_id", sa.String(64), "Telegram's stable id"),
    column("name", sa.Text, "as the sender's device gave it", nullable=True),
    column("mime", sa.Text, "as claimed", nullable=True),
    column("size", sa.BigInteger, "bytes", nullable=True),
    column("state", sa.String(8), "wanted, stored, too_big or failed"),
    column("sha256", sa.String(64), "of its bytes", nullable=True, index=True),
    column("path", sa.String(80), "in the folder of files", nullable=True),
    column("tries", sa.Integer, "how often fetching failed", server_default="0"),
    column("next_at", Instant, "when to fetch it", nullable=True),
    sa.UniqueConstraint("record_id", "unique_id"),
    sa.Index("ix_record_files_wanted", "id", sqlite_where=sa.text("state = 'wanted'")),
    # What a disposed file was known by, to the mailbox and to marks, must never mean another.
    sqlite_autoincrement=True,
)

ledger = sa.Table(
    "ledger",
    metadata,
    council_column(primary_key=True),
    column("seq", sa.Integer, "place in the chain, from 1", primary_key=True),
    column("at", Instant, "when"),
    column("act", sa.String(12), "what was done"),
    column("record_id", sa.Integer, "to which record; no foreign key, it outlives the record", nullable=True),
    column("version", sa.Integer, "of the record, or 0"),
    column("actor_id", sa.BigInteger, "who did it, 0 for the bot"),
    column("digest", sa.String(64), "salted digest of the content, or empty"),
    column("previous", sa.String(64), "the seal before"),
    column("seal", sa.String(64), "of all the above"),
    sa.Index("ix_ledger_record", "council_id", "record_id"),
)

outbox = sa.Table(
    "outbox",
    metadata,
    column("id", sa.Integer, "key, and the order within a chat", primary_key=True),
    column("natural_key", sa.String(120), "what makes it itself, so that a replay adds nothing", unique=True),
    council_column(nullable=True),
    column("chat_id", sa.BigInteger, "to whom"),
    column("kind", sa.String(16), "caution, digest, receipt, notice, answer …"),
    column("subject_id", sa.Integer, "id of what it is about, by kind", nullable=True),
    column("payload", sa.Text, "what to send, as JSON; gone once sent", nullable=True),
    column("state", sa.String(8), "waiting, sending, sent, refused or dropped"),
    column("tries", sa.Integer, "how often sending was begun", server_default="0"),
    column("uncertain", sa.Integer, "tries that may have arrived: timed out or cut off", server_default="0"),
    column("next_at", Instant, "not before"),
    column("made_at", Instant, "when"),
    column("sent_at", Instant, "when Telegram took it", nullable=True),
    column("message_id", sa.BigInteger, "Telegram's id of what was sent", nullable=True),
    column("way", sa.String(16), "which of its ways succeeded", nullable=True),
    column("digest", sa.String(64), "SHA-256 of the payload", server_default=""),
    column("fault", sa.String(120), "why it was refused", nullable=True),
    column("take_down_at", Instant, "when to delete it again", nullable=True),
    sa.Index("ix_outbox_waiting", "chat_id", "id", sqlite_where=sa.text("state = 'waiting'")),
    sa.Index("ix_outbox_message", "chat_id", "message_id"),
    sa.Index("ix_outbox_down", "take_down_at", sqlite_where=sa.text("take_down_at IS NOT NULL")),
    sa.Index("ix_outbox_subject", "kind", "subject_id"),
)

outbox_chats = sa.Table(
    "outbox_chats",
    metadata,
    column("chat_id", sa.BigInteger, "a chat told to wait", primary_key=True),
    column("next_at", Instant, "nothing to it before this"),
)

digests = sa.Table(
    "digests",
    metadata,
    column("id", sa.Integer, "key", primary_key=True),
    council_column(),
    column("due_at", Instant, "when it was due"),
    column("since", Instant, "what happened from"),
    column("until", Instant, "and to"),
    column("made_at", Instant, "when it was made"),
    column("count", sa.Integer, "entries in the ledger then"),
    column("head", sa.String(64), "and its last seal"),
    column("candidates", sa.Text, "ids of the flagged messages it lists, as JSON"),
    column("settled_at", Instant, "when its delivery was counted", nullable=True),
    sa.UniqueConstraint("council_id", "due_at"),
    sa.Index("ix_digests_unsettled", "id", sqlite_where=sa.text("settled_at IS NULL")),
)

gaps = sa.Table(
    "gaps",
    metadata,
    column("id", sa.Integer, "key", primary_key=True),
    council_column(index=True),
    column("kind", sa.String(12), "outage, rights, away or aside"),
    column("began_at", Instant, "from"),
    column("ended_at", Instant, "to; empty while it lasts", nullable=True),
    column("detail", sa.String(200), "ids and counts only", server_default=""),
    column("chat_id", sa.BigInteger, "the group it is about; empty for the whole council", nullable=True),
    # Two, because SQLite takes no two empty ones for the same.
    sa.Index("ix_gaps_once", "council_id", "kind", "began_at", "chat_id", unique=True),
    sa.Index(
        "ix_gaps_once_whole",
        "council_id",
        "kind",
        "began_at",
        unique=True,
        sqlite_where=sa.text("chat_id IS NULL"),
    ),
)
