"""When the digest is due. Pure: instants are aware UTC, the council's zone turns them into local time."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo


def next_occurrence(after: datetime, at: time, zone: ZoneInfo) -> datetime:
    """Return the first instant strictly after `after` at which it is `at` in `zone`.

    On the day clocks go forward a time that does not exist falls at the instant it would have been;
    on the day they go back the first of the two is taken. Either way there is one a day.
    """
    local_day = after.astimezone(zone).date()
    for days in range(-1, 4):
        local = datetime.combine(local_day + timedelta(days=days), at, tzinfo=zone)
        instant = local.astimezone(UTC)
        if instant > after:
            return instant
    raise RuntimeError("no such time within four days")


def is_late(sent_at: datetime, read_at: datetime, limit: timedelta = timedelta(minutes=30)) -> bool:
    """Whether a message is too old, when it is read, to be cautioned in the group (design: "late is not now")."""
    return read_at - sent_at > limit


def local_day(instant: datetime, zone: ZoneInfo) -> str:
    """Return the date of `instant` in `zone` as people write it: `Tue 8 Dec 2026`."""
    local = instant.astimezone(zone)
    return f"{local:%a} {local.day} {local:%b %Y}"


def short_day(instant: datetime, zone: ZoneInfo, now: datetime | None = None) -> str:
    """Return the date of `instant` in `zone`: `Tue 8 Dec`; with its year where that is not this year there.

    Args:
        now: the present, aware; None for what may be read long after it was written: the year is always said.
    """
    local = instant.astimezone(zone)
    if now is None or local.year != now.astimezone(zone).year:
        return local_day(instant, zone)
    return f"{local:%a} {local.day} {local:%b}"


def local_time(instant: datetime, zone: ZoneInfo, now: datetime | None = None) -> str:
    """Return date and time of `instant` in `zone`: `Tue 8 Dec, 19:30`; the year and `now` as for `short_day`."""
    return f"{short_day(instant, zone, now)}, {instant.astimezone(zone):%H:%M}"
