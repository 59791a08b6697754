"""The digest's section on what was acted on without a resolution. Pure."""

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from minutebook.council.wording import Html, Wording
from minutebook.reports.material import Entry
from minutebook.reports.register import overdue_line

IN_FULL = 5
"""Overdue matters that a digest lists; the rest it counts, and /decisions shows."""


def overdue_lines(entries: Sequence[Entry], zone: ZoneInfo, wording: Wording) -> list[Html]:
    """Return the section's lines, the longest overdue first; none where nothing is overdue."""
    lines = [overdue_line(entry, zone, wording) for entry in entries[:IN_FULL]]
    if len(entries) > IN_FULL:
        lines.append(wording.say("register.more_overdue", count=len(entries) - IN_FULL))
    return lines
