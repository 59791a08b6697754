"""The digest's sections on requests for information.

What is overdue, due within a week, or waits for the requester; then, a short line each, the deadlines of the others.
"""

from collections.abc import Sequence

from minutebook.council.requests import Request, urgency
from minutebook.council.wording import Html, Wording, join
from minutebook.council.working_days import Calendar
from minutebook.reports.requests import due_line, head_line, passed_lines, spelt, time_left

IN_FULL = 12
"""Requests that one digest lists; the rest it counts."""

LATER = 5
"""Deadlines more than a week off that one digest lists; where there are more it counts them."""


def request_lines(requests: Sequence[Request], calendar: Calendar, wording: Wording) -> list[Html]:
    """Return the section's lines, what is most urgent first; none where nothing presses."""
    overdue, soon, stopped = urgency(requests, calendar.today)
    pressing = [*overdue, *soon, *stopped]
    lines = []
    for request in pressing[:IN_FULL]:
        head = Html(f"{wording.plain('foi.mark')} {head_line(request, wording)}")
        lines.append(join([head, due_line(request, calendar, wording)]))
    if len(pressing) > IN_FULL:
        lines.append(wording.say("foi.more_requests", count=len(pressing) - IN_FULL))
    return lines


def deadline_lines(to_come: Sequence[Request], calendar: Calendar, wording: Wording) -> list[Html]:
    """Return a line for each request that does not press; for many, how many there are and when the first is due.

    Args:
        to_come: with their days, the first due first.
    """
    lines = []
    for request in to_come:
        assert request.due is not None
        facts = {
            "number": request.number,
            "kind": wording.plain(f"foi.kind_{request.kind}"),
            "day": spelt(request.due),
            "left": time_left(request.kind, request.due, calendar, wording),
        }
        if len(to_come) > LATER:
            counted = wording.say("foi.deadlines_counted", amount=len(to_come), **facts)
            return [join([counted, *passed_lines(request, calendar, wording)])]
        lines.append(join([wording.say("foi.deadline", **facts), *passed_lines(request, calendar, wording)]))
    return lines


def withheld_lines(held: Sequence[tuple[Request, int]], wording: Wording) -> list[Html]:
    """Return, for the staffing recipient, how much of theirs is on hold for which request."""
    return [
        wording.say("foi.withheld", head=head_line(request, wording), count=count) for request, count in held
    ]
