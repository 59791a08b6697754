"""Why a message was flagged: where in it the words stand that told.

What was flagged before says nothing of that, and is shown as it was.
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Add the column."""
    op.add_column("candidates", sa.Column("why", sa.Text(), nullable=True))
