"""The clock: a port, so that time is an argument everywhere else. The only place that reads the present."""

from datetime import UTC, datetime, timedelta


class SystemClock:
    """The computer's clock."""

    def now(self) -> datetime:
        """Return the present as aware UTC."""
        return datetime.now(UTC)


class DemoClock:
    """The computer's clock, put forward by as much as the demo was moved. It never goes back."""

    def __init__(self) -> None:
        self._ahead = timedelta(0)

    def now(self) -> datetime:
        """Return the demo's present as aware UTC."""
        return datetime.now(UTC) + self._ahead

    def move_to(self, instant: datetime) -> None:
        """Move the demo's present forward to `instant`.

        Raises:
            ValueError: it lies before the demo's present.
        """
        gap = instant - self.now()
        if gap < timedelta(0):
            raise ValueError("the demo's clock only goes forward")
        self._ahead += gap
