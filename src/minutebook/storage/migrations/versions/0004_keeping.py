"""How records are kept: classes and their schedule, requests and holds, exemptions, disposals, copies, conversations."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

SEARCH = (
    "CREATE VIRTUAL TABLE record_search USING fts5(scope, body, more, sender, note, files, "
    "tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3')"
)
FILLED = """
INSERT INTO record_search (rowid, scope, body, more, sender, note, files)
SELECT r.id,
  'c' || r.council_id || r.route || ' r' || r.year || ' y' || substr(r.sent_at, 1, 4)
    || ' m' || substr(r.sent_at, 1, 4) || substr(r.sent_at, 6, 2)
    || CASE r.concerns WHEN '' THEN '' ELSE ' k' || replace(replace(r.concerns, '_', ''), ' ', ' k') END
    || CASE r.subjects WHEN '' THEN '' ELSE ' k' || replace(replace(r.subjects, '_', ''), ' ', ' k') END
    || coalesce((SELECT ' hasfile ' || group_concat(DISTINCT 'has' || f.kind) FROM record_files f
                 WHERE f.record_id = r.id), ''),
  v.text,
  coalesce((SELECT group_concat(e.text, char(10)) FROM record_versions e
            WHERE e.record_id = r.id AND e.number < v.number AND e.text <> v.text), '')
    || char(10) || coalesce(r.quote, '') || char(10) || coalesce(r.reply_text, '')
    || char(10) || coalesce(r.forward_from, '') || char(10) || coalesce(r.other, ''),
  r.sender_name || ' ' || coalesce(r.sender_username, ''),
  r.note,
  coalesce((SELECT group_concat(f.name, char(10)) FROM record_files f WHERE f.record_id = r.id), '')
FROM records r JOIN record_versions v ON v.record_id = r.id
WHERE v.number = (SELECT max(l.number) FROM record_versions l WHERE l.record_id = r.id)
"""
FILES = (
    "INSERT INTO record_files_anew (id, record_id, version, kind, file_id, unique_id, name, mime, size, state, sha256, path, tries, next_at) "
    "SELECT id, record_id, version, kind, file_id, unique_id, name, mime, size, state, sha256, path, tries, next_at FROM record_files"
)
POLLS = (
    "UPDATE record_versions SET poll_id = json_extract(body, '$.poll.id') "
    "WHERE instr(body, '\"poll\":{') AND json_valid(body)"
)
FOLLOWS = (
    "CREATE TRIGGER ledger_follows BEFORE INSERT ON ledger "
    "WHEN NEW.seq <> 1 + coalesce((SELECT max(seq) FROM ledger WHERE council_id = NEW.council_id), 0) "
    "OR EXISTS (SELECT 1 FROM ledger WHERE rowid = NEW.rowid) "
    "BEGIN SELECT RAISE(ABORT, 'the ledger is only added to'); END"
)


def upgrade() -> None:
    """Add the columns and tables."""
    _columns()
    _members()
    _polls()
    _files()
    _requests()
    _request_parts()
    _schedule()
    _exemptions()
    _disposals()
    _sent_on()
    _search()
    op.execute(FOLLOWS)


def _columns() -> None:
    added: dict[str, tuple[sa.Column[Any], ...]] = {
        "records": (
            sa.Column("classed_by", sa.BigInteger(), nullable=False, server_default="0"),
            sa.Column("ending", sa.String(8), nullable=False, server_default="review"),
            sa.Column("keep_until", sa.String(32), nullable=True),
        ),
        "councils": (
            sa.Column("mailbox", sa.String(254), nullable=False, server_default=""),
            sa.Column("mail_records", sa.Boolean(), nullable=False, server_default=sa.false()),
            sa.Column("mail_digest", sa.Boolean(), nullable=False, server_default=sa.false()),
        ),
        "matters": (
            sa.Column("minute", sa.String(80), nullable=False, server_default=""),
            sa.Column("settled_at", sa.String(32), nullable=True),
            sa.Column("settled_by", sa.BigInteger(), nullable=True),
        ),
    }
    for table, columns in added.items():
        for column in columns:
            op.add_column(table, column)
    due = sa.text("dispose_on IS NOT NULL")
    op.create_index("ix_matters_opened", "matters", ["council_id", "opened_at"])
    op.create_index("ix_matters_settled", "matters", ["council_id", "settled_at"])
    op.create_index("ix_records_due", "records", ["council_id", "dispose_on"], sqlite_where=due)
    op.create_index("ix_records_sent", "records", ["council_id", "sent_at"])


def _search() -> None:
    """Make the search index anew, with whose, of when and of what kind each record is; from the records."""
    op.execute("DROP TABLE record_search")
    op.execute(SEARCH)
    op.execute(FILLED)


def _members() -> None:
    op.create_table(
        "record_members",
        sa.Column("record_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("message_id", sa.BigInteger(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("salt", sa.LargeBinary(16), nullable=True),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("poll_id", sa.String(32), nullable=True),
        sa.PrimaryKeyConstraint("record_id", "position", "number", name="pk_record_members"),
        sa.ForeignKeyConstraint(["record_id"], ["records.id"], name="fk_record_members_record_id"),
    )
    op.create_index("ix_record_members_message", "record_members", ["chat_id", "message_id"])


def _polls() -> None:
    """Let what carries a poll be found by it; what is on the record already too."""
    op.add_column("record_versions", sa.Column("poll_id", sa.String(32), nullable=True))
    op.execute(POLLS)
    carries = sa.text("poll_id IS NOT NULL")
    for table in ("record_versions", "record_members"):
        op.create_index(f"ix_{table}_poll", table, ["poll_id"], sqlite_where=carries)


def _files() -> None:
    """Make the table of files anew, so that no key is given twice."""
    op.create_table(
        "record_files_anew",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("record_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(12), nullable=False),
        sa.Column("file_id", sa.Text(), nullable=False),
        sa.Column("unique_id", sa.String(64), nullable=False),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("mime", sa.Text(), nullable=True),
        sa.Column("size", sa.BigInteger(), nullable=True),
        sa.Column("state", sa.String(8), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=True),
        sa.Column("path", sa.String(80), nullable=True),
        sa.Column("tries", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("next_at", sa.String(32), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_record_files"),
        sa.ForeignKeyConstraint(["record_id"], ["records.id"], name="fk_record_files_record_id"),
        sa.UniqueConstraint("record_id", "unique_id", name="uq_record_files_record_id_unique_id"),
        sqlite_autoincrement=True,
    )
    op.execute(FILES)
    op.drop_table("record_files")
    op.rename_table("record_files_anew", "record_files")
    op.create_index("ix_record_files_record_id", "record_files", ["record_id"])
    op.create_index("ix_record_files_sha256", "record_files", ["sha256"])
    wanted = sa.text("state = 'wanted'")
    op.create_index("ix_record_files_wanted", "record_files", ["id"], sqlite_where=wanted)


def _requests() -> None:
    op.create_table(
        "requests",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("council_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(4), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("received_on", sa.String(10), nullable=False),
        sa.Column("due_on", sa.String(10), nullable=True),
        sa.Column("extended_at", sa.String(32), nullable=True),
        sa.Column("extended_by", sa.BigInteger(), nullable=True),
        sa.Column("state", sa.String(6), nullable=False),
        sa.Column("opened_at", sa.String(32), nullable=False),
        sa.Column("opened_by", sa.BigInteger(), nullable=False),
        sa.Column("opened_by_name", sa.String(255), nullable=False),
        sa.Column("closed_at", sa.String(32), nullable=True),
        sa.Column("closed_by", sa.BigInteger(), nullable=True),
        sa.Column("outcome", sa.Text(), nullable=False, server_default=""),
        sa.Column("reminded_at", sa.String(32), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_requests"),
        sa.ForeignKeyConstraint(["council_id"], ["councils.id"], name="fk_requests_council_id"),
        sa.UniqueConstraint("council_id", "number", name="uq_requests_council_id_number"),
    )


def _request_parts() -> None:
    op.create_table(
        "request_pauses",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("request_id", sa.Integer(), nullable=False),
        sa.Column("why", sa.String(14), nullable=False),
        sa.Column("began_on", sa.String(10), nullable=False),
        sa.Column("ended_on", sa.String(10), nullable=True),
        sa.Column("by_id", sa.BigInteger(), nullable=False),
        sa.Column("ended_by", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_request_pauses"),
        sa.ForeignKeyConstraint(["request_id"], ["requests.id"], name="fk_request_pauses_request_id"),
    )
    op.create_index("ix_request_pauses_request_id", "request_pauses", ["request_id"])
    op.create_table(
        "held",
        sa.Column("request_id", sa.Integer(), nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("message_id", sa.BigInteger(), nullable=False),
        sa.Column("council_id", sa.Integer(), nullable=False),
        sa.Column("held_at", sa.String(32), nullable=False),
        sa.Column("held_by", sa.BigInteger(), nullable=False),
        sa.Column("released_at", sa.String(32), nullable=True),
        sa.Column("released_by", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("request_id", "chat_id", "message_id", name="pk_held"),
        sa.ForeignKeyConstraint(["request_id"], ["requests.id"], name="fk_held_request_id"),
        sa.ForeignKeyConstraint(["council_id"], ["councils.id"], name="fk_held_council_id"),
    )
    kept = sa.text("state <> 'open' AND body IS NOT NULL")
    op.create_index("ix_candidates_kept", "candidates", ["id"], sqlite_where=kept)
    live = sa.text("released_at IS NULL")
    op.create_index("ix_held_live", "held", ["chat_id", "message_id"], sqlite_where=live)
    op.create_table(
        "searches",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("council_id", sa.Integer(), nullable=False),
        sa.Column("request_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.String(32), nullable=False),
        sa.Column("by_id", sa.BigInteger(), nullable=False),
        sa.Column("by_name", sa.String(255), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("records", sa.Integer(), nullable=False),
        sa.Column("others", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_searches"),
        sa.ForeignKeyConstraint(["council_id"], ["councils.id"], name="fk_searches_council_id"),
        sa.ForeignKeyConstraint(["request_id"], ["requests.id"], name="fk_searches_request_id"),
    )
    op.create_index("ix_searches_request_id", "searches", ["request_id"])


def _schedule() -> None:
    op.create_table(
        "schedule",
        sa.Column("council_id", sa.Integer(), nullable=False),
        sa.Column("klass", sa.String(40), nullable=False),
        sa.Column("label", sa.String(120), nullable=False),
        sa.Column("months", sa.Integer(), nullable=True),
        sa.Column("starts", sa.String(12), nullable=False),
        sa.Column("ending", sa.String(8), nullable=False),
        sa.Column("changed_at", sa.String(32), nullable=False),
        sa.Column("changed_by", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("council_id", "klass", name="pk_schedule"),
        sa.ForeignKeyConstraint(["council_id"], ["councils.id"], name="fk_schedule_council_id"),
    )


def _exemptions() -> None:
    op.create_table(
        "exemptions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("council_id", sa.Integer(), nullable=False),
        sa.Column("record_id", sa.Integer(), nullable=False),
        sa.Column("request_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("begins", sa.Integer(), nullable=True),
        sa.Column("ends", sa.Integer(), nullable=True),
        sa.Column("words", sa.Text(), nullable=False, server_default=""),
        sa.Column("seen", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("file_id", sa.Integer(), nullable=True),
        sa.Column("about_chat", sa.BigInteger(), nullable=True),
        sa.Column("about_message", sa.BigInteger(), nullable=True),
        sa.Column("reason", sa.String(40), nullable=False),
        sa.Column("note", sa.Text(), nullable=False, server_default=""),
        sa.Column("marked_at", sa.String(32), nullable=False),
        sa.Column("marked_by", sa.BigInteger(), nullable=False),
        sa.Column("marked_by_name", sa.String(255), nullable=False),
        sa.Column("lifted_at", sa.String(32), nullable=True),
        sa.Column("lifted_by", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_exemptions"),
        sa.ForeignKeyConstraint(["council_id"], ["councils.id"], name="fk_exemptions_council_id"),
        sa.ForeignKeyConstraint(["record_id"], ["records.id"], name="fk_exemptions_record_id"),
        sa.ForeignKeyConstraint(["request_id"], ["requests.id"], name="fk_exemptions_request_id"),
    )
    op.create_index("ix_exemptions_record_id", "exemptions", ["record_id"])


def _disposals() -> None:
    op.create_table(
        "disposals",
        sa.Column("record_id", sa.Integer(), nullable=False),
        sa.Column("council_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("route", sa.String(8), nullable=False),
        sa.Column("klass", sa.String(40), nullable=False),
        sa.Column("grounds", sa.String(12), nullable=False),
        sa.Column("at", sa.String(32), nullable=False),
        sa.Column("by_id", sa.BigInteger(), nullable=False),
        sa.Column("by_name", sa.String(255), nullable=False),
        sa.Column("messages", sa.Text(), nullable=False),
        sa.Column("content", sa.String(64), nullable=False),
        sa.Column("files", sa.Text(), nullable=False),
        sa.Column("copies", sa.Text(), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("record_id", name="pk_disposals"),
        sa.ForeignKeyConstraint(["council_id"], ["councils.id"], name="fk_disposals_council_id"),
    )
    op.create_index("ix_disposals_reference", "disposals", ["council_id", "year", "number"])


def _sent_on() -> None:
    op.create_table(
        "copies",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("council_id", sa.Integer(), nullable=False),
        sa.Column("record_id", sa.Integer(), nullable=False),
        sa.Column("way", sa.String(8), nullable=False),
        sa.Column("place", sa.String(254), nullable=False),
        sa.Column("at", sa.String(32), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_copies"),
        sa.ForeignKeyConstraint(["council_id"], ["councils.id"], name="fk_copies_council_id"),
        sa.ForeignKeyConstraint(["record_id"], ["records.id"], name="fk_copies_record_id"),
    )
    op.create_index("ix_copies_record_id", "copies", ["record_id"])
    op.create_table(
        "dispatches",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("natural_key", sa.String(120), nullable=False),
        sa.Column("council_id", sa.Integer(), nullable=False),
        sa.Column("way", sa.String(8), nullable=False),
        sa.Column("kind", sa.String(10), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("payload", sa.Text(), nullable=True),
        sa.Column("state", sa.String(8), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("next_at", sa.String(32), nullable=False),
        sa.Column("made_at", sa.String(32), nullable=False),
        sa.Column("sent_at", sa.String(32), nullable=True),
        sa.Column("fault", sa.String(120), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_dispatches"),
        sa.ForeignKeyConstraint(["council_id"], ["councils.id"], name="fk_dispatches_council_id"),
        sa.UniqueConstraint("natural_key", name="uq_dispatches_natural_key"),
    )
    waiting = sa.text("state = 'waiting'")
    op.create_index("ix_dispatches_waiting", "dispatches", ["next_at"], sqlite_where=waiting)
