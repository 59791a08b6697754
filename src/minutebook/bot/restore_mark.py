"""The mark that a restore leaves while it moves things to their place, so that one cut off can be begun again."""

from pathlib import Path

STAGING = ".minutebook-restore-"
"""With what the name of everything begins that a restore makes beside the database."""


def mark_of(database: Path) -> Path:
    """Return the file that is there while a backup is moved to its place, and names the files that are.

    Beside what a database that is a link leads to: there it is moved.
    """
    real = database.resolve()
    return real.with_name(f"{STAGING}{real.name}.json")


def forget(database: Path) -> None:
    """Remove the mark, for the database is in its place: the files are its own now, and no restore may take them back."""
    mark_of(database).unlink(missing_ok=True)
