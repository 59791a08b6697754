"""Which group a gap is about, and the indexes that the queries asked every few seconds need."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

# Only where a council has one group is it certain which one an earlier gap was about.
GAPS_OF_ONE_GROUP = (
    "UPDATE gaps SET chat_id = (SELECT chat_id FROM groups"
    " WHERE groups.council_id = gaps.council_id AND migrated_to IS NULL)"
    " WHERE kind IN ('away', 'rights')"
    " AND 1 = (SELECT count(*) FROM groups WHERE groups.council_id = gaps.council_id AND migrated_to IS NULL)"
)

# What is looked for by its state is few among many: the index holds those rows alone.
PARTIAL = (
    ("ix_roles_held", "roles", ["user_id"], "ended_at IS NULL"),
    ("ix_candidates_staffing", "candidates", ["council_id", "flagged_at"], "route = 'staffing'"),
    ("ix_matters_consensus", "matters", ["council_id", "consensus_at"], "consensus_at IS NOT NULL"),
    ("ix_record_files_wanted", "record_files", ["id"], "state = 'wanted'"),
    ("ix_digests_unsettled", "digests", ["id"], "settled_at IS NULL"),
    ("ix_outbox_waiting", "outbox", ["chat_id", "id"], "state = 'waiting'"),
)

WHOLE = (
    ("ix_groups_council_id", "groups", ["council_id"]),
    ("ix_members_user_id", "members", ["user_id"]),
    ("ix_candidates_matter_id", "candidates", ["matter_id"]),
    ("ix_ledger_record", "ledger", ["council_id", "record_id"]),
    ("ix_outbox_message", "outbox", ["chat_id", "message_id"]),
)


def upgrade() -> None:
    """Add the group to gaps, the indexes that were missing, and take away the two that no query could use."""
    _gaps()
    for name, table, columns in WHOLE:
        op.create_index(name, table, columns)
    for name, table, columns, where in PARTIAL:
        op.create_index(name, table, columns, sqlite_where=sa.text(where))
    op.drop_index("ix_outbox_due", "outbox")
    op.drop_index("ix_inbox_open", "inbox")


def _gaps() -> None:
    with op.batch_alter_table("gaps") as gaps:
        gaps.add_column(sa.Column("chat_id", sa.BigInteger(), nullable=True))
        gaps.drop_constraint("uq_gaps_council_id_kind_began_at", type_="unique")
    once = ["council_id", "kind", "began_at"]
    op.create_index("ix_gaps_once", "gaps", [*once, "chat_id"], unique=True)
    op.create_index("ix_gaps_once_whole", "gaps", once, unique=True, sqlite_where=sa.text("chat_id IS NULL"))
    op.execute(GAPS_OF_ONE_GROUP)
