"""The digest's section on what was acted on without a resolution. Pure."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from minutebook.council.wording import Html, Wording
from minutebook.reports.material import Entry
from minutebook.reports.register import overdue_line

IN_FULL = 5
"""Overdue matters that a digest lists; the rest it counts, and /decisions shows."""


def overdue_lines(
    entries: Sequence[Entry], count: int, zone: ZoneInfo, now: datetime, wording: Wording
) -> list[Html]:
    """Return the section's lines, the longest overdue first; none where nothing is overdue.

    Args:
        entries: those told in full.
        count: how many there are.
        now: the present, aware: a date of another year says it.
    """
    lines = [overdue_line(entry, zone, now, wording) for entry in entries]
    if count > len(entries):
        lines.append(wording.say("register.more_overdue", count=count - len(entries)))
    return lines
