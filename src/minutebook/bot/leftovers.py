"""What was being written when the program was cut off: cleared away the next time, for it holds records and takes room.

It is known by its name alone, which nothing else bears.
"""

import shutil
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path

LEFT_OVER = timedelta(days=1)
"""How old it is before it is taken for left over where another may be writing beside."""


def clear(folder: Path, prefix: str, now: datetime, *, after: timedelta = LEFT_OVER) -> None:
    """Remove the folders of that name which nobody has written to for so long.

    Args:
        now: aware UTC.
    """
    for left in folder.glob(f"{prefix}*"):
        # Another may be clearing away the same.
        with suppress(FileNotFoundError):
            if now.timestamp() - left.stat().st_mtime > after.total_seconds():
                shutil.rmtree(left, ignore_errors=True)
