"""The digest's lines on what keeps the records safe: the last good backup, and copies that do not get through. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from minutebook.council.letters import Channel
from minutebook.council.schedule import local_time
from minutebook.council.wording import Html, Wording

OLD = timedelta(days=7)
"""A backup of longer ago, or none since a council was set up so long ago, is warned of."""


@dataclass(frozen=True, slots=True)
class Delayed:
    """Copies that wait to go: by which channel, how many, and since when."""

    channel: Channel
    count: int
    since: datetime


@dataclass(frozen=True, slots=True)
class Upkeep:
    """What keeps the records safe.

    Attributes:
        now: when it was asked.
        backup_at: when the last good backup was made, or None.
        since: since when there has been something to lose.
        came_back: records that had been disposed of, back with a backup and on hold.
    """

    now: datetime
    backup_at: datetime | None
    since: datetime
    delayed: Sequence[Delayed] = ()
    came_back: int = 0


def upkeep_lines(upkeep: Upkeep | None, zone: ZoneInfo, wording: Wording) -> list[Html]:
    """Return the lines on copies that wait, what came back with a backup, and the last one, a warning where it is old."""
    if upkeep is None:
        return []
    lines = [
        wording.say(
            f"upkeep.waits_{item.channel}", count=item.count, since=local_time(item.since, zone, upkeep.now)
        )
        for item in upkeep.delayed
    ]
    if upkeep.came_back:
        lines.append(wording.say("upkeep.came_back", count=upkeep.came_back))
    last = upkeep.backup_at
    if last is not None and upkeep.now - last <= OLD:
        lines.append(wording.say("upkeep.backup", at=local_time(last, zone, upkeep.now)))
    elif last is not None:
        days = (upkeep.now - last).days
        lines.append(wording.say("upkeep.backup_old", days=days, at=local_time(last, zone, upkeep.now)))
    elif upkeep.now - upkeep.since > OLD:
        lines.append(wording.say("upkeep.backup_never"))
    return lines
