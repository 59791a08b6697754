"""What becomes of a record's time when its class is put right: nothing that stood is shortened unasked. Pure."""

from dataclasses import dataclass
from datetime import datetime

from minutebook.council.schedules import Ending


@dataclass(frozen=True, slots=True)
class Time:
    """How long a record is kept by the schedule.

    Attributes:
        up: when its time is up, aware UTC; None for never.
        ending: what it is then proposed for.
    """

    up: datetime | None
    ending: Ending


@dataclass(frozen=True, slots=True)
class Stood:
    """In which class a record stood, and how long it was kept, before the class was changed."""

    klass: str
    time: Time

    @property
    def spelt(self) -> str:
        """It in a line, for `read_stood`."""
        up = self.time.up.isoformat() if self.time.up else ""
        return f"{self.klass}|{up}|{self.time.ending}"


def read_stood(spelt: str) -> Stood:
    """Return what `Stood.spelt` gave."""
    klass, up, ending = spelt.split("|")
    return Stood(klass, Time(datetime.fromisoformat(up) if up else None, Ending(ending)))


def is_sooner(time: Time, than: Time) -> bool:
    """Whether by `time` a record's time is up before it is by the other."""
    return time.up is not None and (than.up is None or time.up < than.up)


def kept(stood: Time, given: Time) -> Time:
    """Return how long a record is kept whose class gives it another time: the later one.

    Where what stood is the later, what was to be looked at, by either, does not become ready to go.
    """
    if not is_sooner(given, stood):
        return given
    looked_at = Ending.REVIEW in (stood.ending, given.ending)
    return Time(stood.up, Ending.REVIEW if looked_at else Ending.DISPOSE)
