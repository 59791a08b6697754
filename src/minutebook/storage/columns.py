"""Column types of the record store: how an instant and a set of names are written."""

from collections.abc import Callable
from datetime import UTC, datetime

import sqlalchemy as sa
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator

Salt = Callable[[int], bytes]
"""Gives so many random bytes."""


class Instant(TypeDecorator[datetime]):
    """An aware instant as ISO 8601 text in UTC to the microsecond, which sorts and which a person can read."""

    impl = sa.String(32)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:
        """Return the text of `value`.

        Raises:
            ValueError: it has no zone.
        """
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("an instant without a zone")
        return value.astimezone(UTC).isoformat(timespec="microseconds")

    def process_result_value(self, value: str | None, dialect: Dialect) -> datetime | None:
        """Return the instant that `value` spells."""
        return None if value is None else datetime.fromisoformat(value)


class Names(TypeDecorator[frozenset[str]]):
    """A set of names (no spaces in them) as sorted words."""

    impl = sa.Text
    cache_ok = True

    def process_bind_param(self, value: frozenset[str] | None, dialect: Dialect) -> str | None:
        """Return the names in order, with a space between them."""
        return None if value is None else " ".join(sorted(value))

    def process_result_value(self, value: str | None, dialect: Dialect) -> frozenset[str] | None:
        """Return the names."""
        return None if value is None else frozenset(value.split())
