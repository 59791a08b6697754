"""The tables of how long records are kept and who is shown what of them: schedule, exemptions, disposals, copies."""

import sqlalchemy as sa

from minutebook.storage.columns import Instant
from minutebook.storage.schema import column, council_column, metadata

schedule = sa.Table(
    "schedule",
    metadata,
    council_column(primary_key=True),
    column("klass", sa.String(40), "a class of the retention schedule", primary_key=True),
    column("label", sa.String(120), "what a clerk calls it"),
    column("months", sa.Integer, "how long it is kept; empty for good", nullable=True),
    column("starts", sa.String(12), "from when: captured, sent or year_end"),
    column("ending", sa.String(8), "then review or dispose"),
    column("changed_at", Instant, "when the council changed it from the default"),
    column("changed_by", sa.BigInteger, "who did"),
)

exemptions = sa.Table(
    "exemptions",
    metadata,
    column("id", sa.Integer, "key", primary_key=True),
    council_column(),
    column("record_id", sa.Integer, "the record", references="records.id", index=True),
    column("request_id", sa.Integer, "the request it is for", nullable=True, references="requests.id"),
    column("version", sa.Integer, "the version the passage is of; 0 for the whole record"),
    column("begins", sa.Integer, "first character of the passage, in code points", nullable=True),
    column("ends", sa.Integer, "after its last character", nullable=True),
    column("words", sa.Text, "the passage; empty for the whole record or a file", server_default=""),
    column(
        "seen", sa.Integer, "the record's latest version the clerk has looked at since", server_default="0"
    ),
    column("file_id", sa.Integer, "the file that is withheld", nullable=True),
    column("about_chat", sa.BigInteger, "the group of a message it repeats, for that alone", nullable=True),
    column("about_message", sa.BigInteger, "that message", nullable=True),
    column("reason", sa.String(40), "key of the reason, as the policy or the Act has it"),
    column("note", sa.Text, "why, in the clerk's words", server_default=""),
    column("marked_at", Instant, "when"),
    column("marked_by", sa.BigInteger, "by whom"),
    column("marked_by_name", sa.String(255), "their name"),
    column("lifted_at", Instant, "when it was taken away", nullable=True),
    column("lifted_by", sa.BigInteger, "by whom", nullable=True),
)

disposals = sa.Table(
    "disposals",
    metadata,
    column("record_id", sa.Integer, "the record that was disposed of", primary_key=True),
    council_column(),
    column("year", sa.Integer, "of its reference"),
    column("number", sa.Integer, "of its reference"),
    column("route", sa.String(8), "for whose eyes it was, and so is this: clerk or staffing"),
    column("klass", sa.String(40), "its class"),
    column("grounds", sa.String(12), "due, or error where it was recorded in error"),
    column("at", Instant, "when"),
    column("by_id", sa.BigInteger, "who did it"),
    column("by_name", sa.String(255), "their name"),
    column("messages", sa.Text, "chat and id of each message it was made of, as a JSON list"),
    column(
        "content", sa.String(64), "salted digest of its first version, by which it is known after a restore"
    ),
    column("files", sa.Text, "SHA-256 of each file that went with it, as a JSON list"),
    column("copies", sa.Text, "where copies had been sent, as a JSON list"),
    column("digest", sa.String(64), "of this certificate, as the ledger has it"),
    sa.Index("ix_disposals_reference", "council_id", "year", "number"),
)

copies = sa.Table(
    "copies",
    metadata,
    column("id", sa.Integer, "key", primary_key=True),
    council_column(),
    column("record_id", sa.Integer, "the record", references="records.id", index=True),
    column("way", sa.String(8), "email, folder or bundle"),
    column("place", sa.String(254), "address, file name or bundle"),
    column("at", Instant, "when it went"),
    column("version", sa.Integer, "of the record, where it is a letter about one", nullable=True),
    column("file_id", sa.Integer, "the file that went with the letter, or by itself", nullable=True),
    sa.Index(
        "ix_copies_onward",
        *("council_id", "way", "record_id", "file_id", "version", "place", "at"),
        sqlite_where=sa.text("way <> 'bundle'"),
    ),
)

dispatches = sa.Table(
    "dispatches",
    metadata,
    column("id", sa.Integer, "key, and the order", primary_key=True),
    column("natural_key", sa.String(120), "what makes it itself, so that a replay adds nothing", unique=True),
    council_column(),
    column("way", sa.String(8), "email or folder"),
    column("kind", sa.String(10), "record, file or digest"),
    column("subject_id", sa.Integer, "key of the record, file or digest"),
    column("version", sa.Integer, "the record's version it is about", server_default="0"),
    column("payload", sa.Text, "a digest's text; gone once sent", nullable=True),
    column("state", sa.String(8), "waiting, sent or dropped"),
    column("tries", sa.Integer, "how often it failed", server_default="0"),
    column("next_at", Instant, "not before"),
    column("made_at", Instant, "when"),
    column("sent_at", Instant, "when it was taken", nullable=True),
    column("fault", sa.String(120), "why it was not", nullable=True),
    sa.Index("ix_dispatches_waiting", "next_at", sqlite_where=sa.text("state = 'waiting'")),
    sa.Index(
        "ix_dispatches_subject",
        *("subject_id", "kind", "way", "version"),
        sqlite_where=sa.text("state = 'waiting'"),
    ),
)
