"""The digest's section on requests for information: what is overdue, due within a week, or waits for the requester."""

from collections.abc import Sequence

from minutebook.council.requests import Request, urgency
from minutebook.council.wording import Html, Wording, join
from minutebook.council.working_days import Calendar
from minutebook.reports.requests import due_line, head_line

IN_FULL = 12
"""Requests that one digest lists; the rest it counts."""


def request_lines(requests: Sequence[Request], calendar: Calendar, wording: Wording) -> list[Html]:
    """Return the section's lines, what is most urgent first; none where nothing presses."""
    overdue, soon, stopped = urgency(requests, calendar.today)
    pressing = [*overdue, *soon, *stopped]
    lines = []
    for request in pressing[:IN_FULL]:
        mark = wording.plain("foi.mark_overdue" if request in overdue else "foi.mark")
        head = Html(f"{mark} {head_line(request, wording)}")
        lines.append(join([head, due_line(request, calendar, wording)]))
    if len(pressing) > IN_FULL:
        lines.append(wording.say("foi.more_requests", count=len(pressing) - IN_FULL))
    return lines


def withheld_lines(held: Sequence[tuple[Request, int]], wording: Wording) -> list[Html]:
    """Return, for the staffing recipient, how much of theirs is on hold for which request."""
    return [
        wording.say("foi.withheld", head=head_line(request, wording), count=count) for request, count in held
    ]
