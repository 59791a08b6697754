"""Which version and which file of a record a copy brought, and the indexes by which what is owed is found.

What was noted before says neither: no row is touched, so that a million take no longer than a few.
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

ONWARD = ("council_id", "way", "record_id", "file_id", "version", "place", "at")


def upgrade() -> None:
    """Add the two columns, and the indexes."""
    op.add_column("copies", sa.Column("version", sa.Integer(), nullable=True))
    op.add_column("copies", sa.Column("file_id", sa.Integer(), nullable=True))
    kept = sa.text("way <> 'bundle'")
    op.create_index("ix_copies_onward", "copies", list(ONWARD), sqlite_where=kept)
    about = ["subject_id", "kind", "way", "version"]
    waiting = sa.text("state = 'waiting'")
    op.create_index("ix_dispatches_subject", "dispatches", about, sqlite_where=waiting)
    few = sa.text("route = 'staffing'")
    op.create_index("ix_records_staffing", "records", ["council_id"], sqlite_where=few)
