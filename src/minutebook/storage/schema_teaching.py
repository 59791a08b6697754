"""The tables of what a council teaches the detector: its own words, its meetings, what its clerk has judged."""

import sqlalchemy as sa

from minutebook.storage.columns import Instant, Names
from minutebook.storage.schema import column, council_column, metadata

own_words = sa.Table(
    "own_words",
    metadata,
    column("id", sa.Integer, "key", primary_key=True),
    council_column(),
    column("label", sa.String(20), "what it tells of; empty where it is to be ignored", nullable=True),
    column("phrase", sa.String(60), "in lower case"),
    column("added_by", sa.BigInteger, "by whom"),
    column("at", Instant, "when"),
    # Two, because SQLite takes no two empty ones for the same.
    sa.Index("ix_own_words_once", "council_id", "label", "phrase", unique=True),
    sa.Index(
        "ix_own_words_once_ignored",
        "council_id",
        "phrase",
        unique=True,
        sqlite_where=sa.text("label IS NULL"),
    ),
)

meetings = sa.Table(
    "meetings",
    metadata,
    column("id", sa.Integer, "key", primary_key=True),
    council_column(),
    column("at", Instant, "when the council meets or met"),
    column("entered_by", sa.BigInteger, "by whom"),
    column("entered_at", Instant, "when that was said"),
    sa.UniqueConstraint("council_id", "at"),
)

examples = sa.Table(
    "examples",
    metadata,
    column("id", sa.Integer, "key", primary_key=True),
    council_column(),
    column("candidate_id", sa.Integer, "the flag it was", unique=True, references="candidates.id"),
    column("labels", Names, "what the detector had called it"),
    column("raises", sa.Boolean, "whether it was recorded, and so is to be flagged sooner"),
    column("vector", sa.LargeBinary, "what the message was like, in numbers; never its text"),
    column("model", sa.String(40), "whose numbers these are"),
    column("by_id", sa.BigInteger, "who judged it"),
    column("at", Instant, "when"),
    sa.Index("ix_examples_council_at", "council_id", "at"),
)
