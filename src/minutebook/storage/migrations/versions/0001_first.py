"""The first schema: inbox, councils, people, short memory, matters, records, ledger, outbox."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

SEARCH = (
    "CREATE VIRTUAL TABLE record_search "
    "USING fts5(body, sender, note, tokenize = 'unicode61 remove_diacritics 2')"
)
TRIGGERS = (
    "CREATE TRIGGER ledger_no_update BEFORE UPDATE ON ledger "
    "BEGIN SELECT RAISE(ABORT, 'the ledger is only added to'); END",
    "CREATE TRIGGER ledger_no_delete BEFORE DELETE ON ledger "
    "BEGIN SELECT RAISE(ABORT, 'the ledger is only added to'); END",
)


def upgrade() -> None:
    """Make every table, the search index and the ledger's triggers."""
    _ways_in_and_out()
    _councils_and_people()
    _what_is_said()
    _records()
    op.execute(SEARCH)
    for trigger in TRIGGERS:
        op.execute(trigger)


def _ways_in_and_out() -> None:
    op.create_table(
        "facts",
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_facts"),
    )
    op.create_table(
        "inbox",
        sa.Column("bot_id", sa.BigInteger(), nullable=False),
        sa.Column("update_id", sa.BigInteger(), nullable=False),
        sa.Column("kept_at", sa.String(32), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("payload", sa.Text(), nullable=True),
        sa.Column("tries", sa.Integer(), server_default="0", nullable=False),
        sa.Column("fault", sa.String(length=80), nullable=True),
        sa.PrimaryKeyConstraint("bot_id", "update_id", name="pk_inbox"),
    )
    op.create_index("ix_inbox_open", "inbox", ["state", "update_id"], sqlite_where=sa.text("state <> 'done'"))
    op.create_table(
        "outbox_chats",
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("next_at", sa.String(32), nullable=False),
        sa.PrimaryKeyConstraint("chat_id", name="pk_outbox_chats"),
    )
    op.create_table(
        "digests",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("council_id", sa.Integer(), nullable=False),
        sa.Column("due_at", sa.String(32), nullable=False),
        sa.Column("since", sa.String(32), nullable=False),
        sa.Column("until", sa.String(32), nullable=False),
        sa.Column("made_at", sa.String(32), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("head", sa.String(length=64), nullable=False),
        sa.Column("candidates", sa.Text(), nullable=False),
        sa.Column("settled_at", sa.String(32), nullable=True),
        sa.ForeignKeyConstraint(["council_id"], ["councils.id"], name="fk_digests_council_id"),
        sa.PrimaryKeyConstraint("id", name="pk_digests"),
        sa.UniqueConstraint("council_id", "due_at", name="uq_digests_council_id_due_at"),
    )
    op.create_table(
        "gaps",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("council_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("began_at", sa.String(32), nullable=False),
        sa.Column("ended_at", sa.String(32), nullable=True),
        sa.Column("detail", sa.String(length=200), server_default="", nullable=False),
        sa.ForeignKeyConstraint(["council_id"], ["councils.id"], name="fk_gaps_council_id"),
        sa.PrimaryKeyConstraint("id", name="pk_gaps"),
        sa.UniqueConstraint("council_id", "kind", "began_at", name="uq_gaps_council_id_kind_began_at"),
    )
    op.create_index("ix_gaps_council_id", "gaps", ["council_id"])
    op.create_table(
        "outbox",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("natural_key", sa.String(length=120), nullable=False),
        sa.Column("council_id", sa.Integer(), nullable=True),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=True),
        sa.Column("payload", sa.Text(), nullable=True),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("tries", sa.Integer(), server_default="0", nullable=False),
        sa.Column("uncertain", sa.Integer(), server_default="0", nullable=False),
        sa.Column("next_at", sa.String(32), nullable=False),
        sa.Column("made_at", sa.String(32), nullable=False),
        sa.Column("sent_at", sa.String(32), nullable=True),
        sa.Column("message_id", sa.BigInteger(), nullable=True),
        sa.Column("way", sa.String(length=16), nullable=True),
        sa.Column("digest", sa.String(length=64), server_default="", nullable=False),
        sa.Column("fault", sa.String(length=120), nullable=True),
        sa.Column("take_down_at", sa.String(32), nullable=True),
        sa.ForeignKeyConstraint(["council_id"], ["councils.id"], name="fk_outbox_council_id"),
        sa.PrimaryKeyConstraint("id", name="pk_outbox"),
        sa.UniqueConstraint("natural_key", name="uq_outbox_natural_key"),
    )
    op.create_index(
        "ix_outbox_down", "outbox", ["take_down_at"], sqlite_where=sa.text("take_down_at IS NOT NULL")
    )
    op.create_index(
        "ix_outbox_due", "outbox", ["next_at", "id"], sqlite_where=sa.text("state IN ('waiting', 'sending')")
    )
    op.create_index("ix_outbox_subject", "outbox", ["kind", "subject_id"])


def _councils_and_people() -> None:
    op.create_table(
        "claimed_admins",
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("claimed_at", sa.String(32), nullable=False),
        sa.PrimaryKeyConstraint("user_id", name="pk_claimed_admins"),
    )
    op.create_table(
        "claims",
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.String(32), nullable=False),
        sa.Column("tries", sa.Integer(), server_default="0", nullable=False),
        sa.Column("used_at", sa.String(32), nullable=True),
        sa.PrimaryKeyConstraint("digest", name="pk_claims"),
    )
    op.create_table(
        "councils",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("policy", sa.String(length=40), nullable=False),
        sa.Column("cautions", sa.String(length=8), nullable=False),
        sa.Column("quorum", sa.Integer(), nullable=False),
        sa.Column("digest_at", sa.String(length=5), nullable=False),
        sa.Column("timezone", sa.String(length=64), nullable=False),
        sa.Column("quiet_minutes", sa.Integer(), nullable=False),
        sa.Column("memory_hours", sa.Integer(), nullable=False),
        sa.Column("capture_emoji", sa.String(length=8), nullable=False),
        sa.Column("contact", sa.String(length=200), server_default="", nullable=False),
        sa.Column("next_digest_at", sa.String(32), nullable=False),
        sa.Column("created_at", sa.String(32), nullable=False),
        sa.Column("created_by", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_councils"),
        sa.UniqueConstraint("name", name="uq_councils_name"),
    )
    op.create_table(
        "members",
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("present", sa.Boolean(), nullable=False),
        sa.Column("changed_at", sa.String(32), nullable=False),
        sa.PrimaryKeyConstraint("chat_id", "user_id", name="pk_members"),
    )
    op.create_table(
        "people",
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.String(length=255), nullable=False),
        sa.Column("username", sa.String(length=64), nullable=True),
        sa.Column("private_open", sa.Boolean(), server_default=sa.text("0"), nullable=False),
        sa.Column("seen_at", sa.String(32), nullable=False),
        sa.PrimaryKeyConstraint("user_id", name="pk_people"),
    )
    op.create_index("ix_people_username", "people", ["username"])
    op.create_table(
        "waiting_groups",
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("since", sa.String(32), nullable=False),
        sa.PrimaryKeyConstraint("chat_id", name="pk_waiting_groups"),
    )
    op.create_table(
        "groups",
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("council_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=255), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("forum", sa.Boolean(), nullable=False),
        sa.Column("bot_status", sa.String(length=16), nullable=False),
        sa.Column("set_up_at", sa.String(32), nullable=False),
        sa.Column("set_up_by", sa.BigInteger(), nullable=False),
        sa.Column("migrated_to", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["council_id"], ["councils.id"], name="fk_groups_council_id"),
        sa.PrimaryKeyConstraint("chat_id", name="pk_groups"),
    )
    op.create_table(
        "invitations",
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("council_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(length=10), nullable=False),
        sa.Column("created_at", sa.String(32), nullable=False),
        sa.Column("created_by", sa.BigInteger(), nullable=False),
        sa.Column("used_at", sa.String(32), nullable=True),
        sa.ForeignKeyConstraint(["council_id"], ["councils.id"], name="fk_invitations_council_id"),
        sa.PrimaryKeyConstraint("digest", name="pk_invitations"),
    )
    op.create_table(
        "roles",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("council_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("role", sa.String(length=10), nullable=False),
        sa.Column("granted_at", sa.String(32), nullable=False),
        sa.Column("granted_by", sa.BigInteger(), nullable=False),
        sa.Column("ended_at", sa.String(32), nullable=True),
        sa.Column("ended_by", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["council_id"], ["councils.id"], name="fk_roles_council_id"),
        sa.PrimaryKeyConstraint("id", name="pk_roles"),
    )
    op.create_index(
        "ix_roles_live", "roles", ["council_id", "user_id"], sqlite_where=sa.text("ended_at IS NULL")
    )
    op.create_table(
        "settings_log",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("council_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.String(32), nullable=False),
        sa.Column("by_id", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("old", sa.Text(), nullable=False),
        sa.Column("new", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["council_id"], ["councils.id"], name="fk_settings_log_council_id"),
        sa.PrimaryKeyConstraint("id", name="pk_settings_log"),
    )
    op.create_index("ix_settings_log_council_id", "settings_log", ["council_id"])


def _what_is_said() -> None:
    op.create_table(
        "buttons",
        sa.Column("key", sa.String(length=24), nullable=False),
        sa.Column("council_id", sa.Integer(), nullable=False),
        sa.Column("action", sa.String(length=24), nullable=False),
        sa.Column("target", sa.BigInteger(), nullable=True),
        sa.Column("extra", sa.String(length=200), server_default="", nullable=False),
        sa.Column("made_at", sa.String(32), nullable=False),
        sa.ForeignKeyConstraint(["council_id"], ["councils.id"], name="fk_buttons_council_id"),
        sa.PrimaryKeyConstraint("key", name="pk_buttons"),
    )
    op.create_table(
        "matters",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("council_id", sa.Integer(), nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("topic_id", sa.BigInteger(), nullable=True),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("raised_by", sa.BigInteger(), nullable=False),
        sa.Column("opened_at", sa.String(32), nullable=False),
        sa.Column("last_at", sa.String(32), nullable=False),
        sa.Column("cautioned", sa.Text(), nullable=False),
        sa.Column("quietened_by", sa.BigInteger(), nullable=True),
        sa.Column("consensus_at", sa.String(32), nullable=True),
        sa.Column("consensus_count", sa.Integer(), server_default="0", nullable=False),
        sa.ForeignKeyConstraint(["council_id"], ["councils.id"], name="fk_matters_council_id"),
        sa.PrimaryKeyConstraint("id", name="pk_matters"),
    )
    op.create_index("ix_matters_chat", "matters", ["chat_id", "last_at"])
    op.create_table(
        "memory",
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("message_id", sa.BigInteger(), nullable=False),
        sa.Column("council_id", sa.Integer(), nullable=False),
        sa.Column("topic_id", sa.BigInteger(), nullable=True),
        sa.Column("sender_id", sa.BigInteger(), nullable=False),
        sa.Column("sent_at", sa.String(32), nullable=False),
        sa.Column("poll_id", sa.String(length=32), nullable=True),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("earlier", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["council_id"], ["councils.id"], name="fk_memory_council_id"),
        sa.PrimaryKeyConstraint("chat_id", "message_id", name="pk_memory"),
    )
    op.create_index("ix_memory_poll", "memory", ["poll_id"], sqlite_where=sa.text("poll_id IS NOT NULL"))
    op.create_index("ix_memory_sent", "memory", ["council_id", "sent_at"])
    op.create_table(
        "agenda",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("council_id", sa.Integer(), nullable=False),
        sa.Column("matter_id", sa.Integer(), nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("message_id", sa.BigInteger(), nullable=False),
        sa.Column("title", sa.String(length=300), server_default="", nullable=False),
        sa.Column("raised_by", sa.BigInteger(), nullable=False),
        sa.Column("raised_by_name", sa.String(length=255), nullable=False),
        sa.Column("at", sa.String(32), nullable=False),
        sa.Column("done_at", sa.String(32), nullable=True),
        sa.ForeignKeyConstraint(["council_id"], ["councils.id"], name="fk_agenda_council_id"),
        sa.ForeignKeyConstraint(["matter_id"], ["matters.id"], name="fk_agenda_matter_id"),
        sa.PrimaryKeyConstraint("id", name="pk_agenda"),
        sa.UniqueConstraint("matter_id", name="uq_agenda_matter_id"),
    )
    op.create_index("ix_agenda_council_id", "agenda", ["council_id"])
    op.create_table(
        "candidates",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("council_id", sa.Integer(), nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("message_id", sa.BigInteger(), nullable=False),
        sa.Column("matter_id", sa.Integer(), nullable=True),
        sa.Column("labels", sa.Text(), nullable=False),
        sa.Column("route", sa.String(length=8), nullable=False),
        sa.Column("late", sa.Boolean(), nullable=False),
        sa.Column("sent_at", sa.String(32), nullable=False),
        sa.Column("flagged_at", sa.String(32), nullable=False),
        sa.Column("listings", sa.Integer(), server_default="0", nullable=False),
        sa.Column("said_transitory", sa.String(length=255), nullable=True),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("decided_at", sa.String(32), nullable=True),
        sa.Column("decided_by", sa.BigInteger(), nullable=True),
        sa.Column("body", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["council_id"], ["councils.id"], name="fk_candidates_council_id"),
        sa.ForeignKeyConstraint(["matter_id"], ["matters.id"], name="fk_candidates_matter_id"),
        sa.PrimaryKeyConstraint("id", name="pk_candidates"),
        sa.UniqueConstraint("chat_id", "message_id", name="uq_candidates_chat_id_message_id"),
    )
    op.create_index(
        "ix_candidates_open",
        "candidates",
        ["council_id", "flagged_at"],
        sqlite_where=sa.text("state = 'open'"),
    )
    op.create_table(
        "matter_messages",
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("message_id", sa.BigInteger(), nullable=False),
        sa.Column("matter_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["matter_id"], ["matters.id"], name="fk_matter_messages_matter_id"),
        sa.PrimaryKeyConstraint("chat_id", "message_id", name="pk_matter_messages"),
    )
    op.create_index("ix_matter_messages_matter_id", "matter_messages", ["matter_id"])
    op.create_table(
        "matter_votes",
        sa.Column("matter_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("message_id", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.String(32), nullable=False),
        sa.ForeignKeyConstraint(["matter_id"], ["matters.id"], name="fk_matter_votes_matter_id"),
        sa.PrimaryKeyConstraint("matter_id", "user_id", "message_id", name="pk_matter_votes"),
    )


def _records() -> None:
    op.create_table(
        "ledger",
        sa.Column("council_id", sa.Integer(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("at", sa.String(32), nullable=False),
        sa.Column("act", sa.String(length=12), nullable=False),
        sa.Column("record_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("actor_id", sa.BigInteger(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("previous", sa.String(length=64), nullable=False),
        sa.Column("seal", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["council_id"], ["councils.id"], name="fk_ledger_council_id"),
        sa.PrimaryKeyConstraint("council_id", "seq", name="pk_ledger"),
    )
    op.create_table(
        "records",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("council_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("message_id", sa.BigInteger(), nullable=False),
        sa.Column("topic_id", sa.BigInteger(), nullable=True),
        sa.Column("sender_id", sa.BigInteger(), nullable=False),
        sa.Column("sender_name", sa.Text(), nullable=False),
        sa.Column("sender_username", sa.String(length=64), nullable=True),
        sa.Column("sender_kind", sa.String(length=16), nullable=False),
        sa.Column("sent_at", sa.String(32), nullable=False),
        sa.Column("captured_by", sa.BigInteger(), nullable=False),
        sa.Column("captured_by_name", sa.Text(), nullable=False),
        sa.Column("captured_at", sa.String(32), nullable=False),
        sa.Column("method", sa.String(length=10), nullable=False),
        sa.Column("concerns", sa.Text(), nullable=False),
        sa.Column("subjects", sa.Text(), nullable=False),
        sa.Column("route", sa.String(length=8), nullable=False),
        sa.Column("klass", sa.String(length=40), server_default="", nullable=False),
        sa.Column("dispose_on", sa.String(32), nullable=True),
        sa.Column("note", sa.Text(), server_default="", nullable=False),
        sa.Column("reply_to", sa.BigInteger(), nullable=True),
        sa.Column("reply_sender", sa.Text(), nullable=True),
        sa.Column("reply_text", sa.Text(), nullable=True),
        sa.Column("quote", sa.Text(), nullable=True),
        sa.Column("forward_from", sa.Text(), nullable=True),
        sa.Column("other", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["council_id"], ["councils.id"], name="fk_records_council_id"),
        sa.PrimaryKeyConstraint("id", name="pk_records"),
        sa.UniqueConstraint("chat_id", "message_id", name="uq_records_chat_id_message_id"),
        sa.UniqueConstraint("council_id", "year", "number", name="uq_records_council_id_year_number"),
    )
    op.create_index("ix_records_captured", "records", ["council_id", "captured_at"])
    op.create_table(
        "record_files",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("record_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("file_id", sa.Text(), nullable=False),
        sa.Column("unique_id", sa.String(length=64), nullable=False),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("mime", sa.Text(), nullable=True),
        sa.Column("size", sa.BigInteger(), nullable=True),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=True),
        sa.Column("path", sa.String(length=80), nullable=True),
        sa.Column("tries", sa.Integer(), server_default="0", nullable=False),
        sa.Column("next_at", sa.String(32), nullable=True),
        sa.ForeignKeyConstraint(["record_id"], ["records.id"], name="fk_record_files_record_id"),
        sa.PrimaryKeyConstraint("id", name="pk_record_files"),
        sa.UniqueConstraint("record_id", "unique_id", name="uq_record_files_record_id_unique_id"),
    )
    op.create_index("ix_record_files_record_id", "record_files", ["record_id"])
    op.create_index("ix_record_files_sha256", "record_files", ["sha256"])
    op.create_table(
        "record_versions",
        sa.Column("record_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("at", sa.String(32), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("salt", sa.LargeBinary(length=16), nullable=True),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["record_id"], ["records.id"], name="fk_record_versions_record_id"),
        sa.PrimaryKeyConstraint("record_id", "number", name="pk_record_versions"),
    )
