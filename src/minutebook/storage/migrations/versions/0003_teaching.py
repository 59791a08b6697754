"""What a council teaches the detector: its own words, its meetings, and what its clerk has judged."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Add the three tables, and to what is flagged what the message is like, so that it can become an example."""
    _own_words()
    _meetings()
    _examples()
    op.add_column("candidates", sa.Column("vector", sa.LargeBinary(), nullable=True))
    op.add_column("candidates", sa.Column("model", sa.String(40), nullable=True))


def _own_words() -> None:
    op.create_table(
        "own_words",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("council_id", sa.Integer(), nullable=False),
        sa.Column("label", sa.String(20), nullable=True),
        sa.Column("phrase", sa.String(60), nullable=False),
        sa.Column("added_by", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.String(32), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_own_words"),
        sa.ForeignKeyConstraint(["council_id"], ["councils.id"], name="fk_own_words_council_id"),
    )
    op.create_index("ix_own_words_once", "own_words", ["council_id", "label", "phrase"], unique=True)
    op.create_index(
        "ix_own_words_once_ignored",
        "own_words",
        ["council_id", "phrase"],
        unique=True,
        sqlite_where=sa.text("label IS NULL"),
    )


def _meetings() -> None:
    op.create_table(
        "meetings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("council_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.String(32), nullable=False),
        sa.Column("entered_by", sa.BigInteger(), nullable=False),
        sa.Column("entered_at", sa.String(32), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_meetings"),
        sa.ForeignKeyConstraint(["council_id"], ["councils.id"], name="fk_meetings_council_id"),
        sa.UniqueConstraint("council_id", "at", name="uq_meetings_council_id_at"),
    )


def _examples() -> None:
    op.create_table(
        "examples",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("council_id", sa.Integer(), nullable=False),
        sa.Column("candidate_id", sa.Integer(), nullable=False),
        sa.Column("labels", sa.Text(), nullable=False),
        sa.Column("raises", sa.Boolean(), nullable=False),
        sa.Column("vector", sa.LargeBinary(), nullable=False),
        sa.Column("model", sa.String(40), nullable=False),
        sa.Column("by_id", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.String(32), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_examples"),
        sa.ForeignKeyConstraint(["council_id"], ["councils.id"], name="fk_examples_council_id"),
        sa.ForeignKeyConstraint(["candidate_id"], ["candidates.id"], name="fk_examples_candidate_id"),
        sa.UniqueConstraint("candidate_id", name="uq_examples_candidate_id"),
    )
    op.create_index("ix_examples_council_at", "examples", ["council_id", "at"])
