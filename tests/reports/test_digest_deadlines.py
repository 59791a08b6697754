"""The deadlines of requests for information that do not press, as the digest lists them: shortly, all or a count."""

import html
import re
from datetime import UTC, date, datetime, timedelta

from minutebook.council.requests import SOON, Request, to_come
from minutebook.council.wording import load_wording
from minutebook.council.working_days import Calendar, Kind
from minutebook.reports.digest import compose
from minutebook.reports.digest_requests import LATER
from minutebook.reports.material import Requests
from reports.material import EVENING, MORNING, ZONE, material

TODAY = date(2026, 3, 11)
CALENDAR = Calendar(ZONE, MORNING, lambda year: {date(year, 3, 17)})


def request(number: int, due: date | None, kind: Kind = Kind.FOI, closed: datetime | None = None) -> Request:
    """A request that is due then."""
    title = f"Papers of number {number}"
    return Request(number, 1, number, kind, title, TODAY, due, EVENING, 7, "Ruth", closed_at=closed)


def text(*requests: Request, pressing: tuple[Request, ...] = ()) -> str:
    """The digest that tells of these, as Telegram shows it."""
    what = Requests(pressing, CALENDAR, to_come=to_come(requests, TODAY))
    [part] = compose(material(requests=what), load_wording())
    return html.unescape(re.sub("<[^<>]*>", "", part.text))


def test_each_deadline_is_one_short_line() -> None:
    """A line has number, kind, day, and what is left as its law counts it, the first due first; no title."""
    said = text(
        request(1, date(2026, 4, 9)),
        request(2, date(2026, 3, 20), Kind.EIR),
        request(3, date(2026, 4, 13), Kind.SAR),
    )
    assert said.split("\n\n")[1].splitlines() == [
        "📨 Deadlines more than a week off (/foi)",
        "• Request 2 · EIR: by Fri 20 Mar 2026, in 6 working days",
        "• Request 1 · FOI: by Thu 9 Apr 2026, in 20 working days",
        "• Request 3 · Subject access: by Mon 13 Apr 2026, in 33 days",
    ]
    assert "Papers" not in said


def test_a_deadline_to_come_ends_a_quiet_day_and_none_does_not() -> None:
    """With a deadline there is something to tell; what is closed, stopped or due within the week has no such line."""
    assert "a quiet day" not in text(request(1, date(2026, 4, 9)))
    closed = request(1, date(2026, 4, 9), closed=datetime(2026, 3, 10, tzinfo=UTC))
    assert "a quiet day" in text(closed, request(2, None), request(3, TODAY + SOON))


def test_more_than_five_are_counted() -> None:
    """Five stand line by line; of six there is the number, the first due, and where the list is."""
    several = [request(n, date(2026, 4, 9) + timedelta(days=n)) for n in range(1, LATER + 2)]
    assert text(*several[:LATER]).count("• Request") == LATER
    assert text(*several).split("\n\n")[1].splitlines() == [
        "📨 Deadlines more than a week off (/foi)",
        "6 requests, the first of them 1 (FOI): by Fri 10 Apr 2026, in 21 working days",
    ]


def test_what_presses_stands_before_it_as_ever() -> None:
    """An overdue request has its own section in full; the others' deadlines follow it."""
    late = request(1, date(2026, 3, 9))
    said = text(late, request(2, date(2026, 4, 9)), pressing=(late,))
    pressing, later = said.split("\n\n")[1:3]
    assert "One request for information needs attention" in pressing
    assert "Papers of number 1" in pressing
    assert later.endswith("• Request 2 · FOI: by Thu 9 Apr 2026, in 20 working days")
