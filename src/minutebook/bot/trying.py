"""How long an update is tried whose handling fails, and with what pauses."""

from collections.abc import Sequence
from datetime import timedelta

from telegram.error import BadRequest, NetworkError, RetryAfter

TRIES = 3
PATIENT_TRIES = 9
"""Tries of an update, and of one that failed because Telegram could not be reached."""

PAUSES = (0.2, 1.0, 5.0, 15.0, 30.0)
"""Seconds before a failed update is tried again; storage faults go on at the last."""

ASKING_PAUSES = (0.1, 0.2, 0.4, 0.8, 1.5, 3.0, 6.0, 12.0)
"""The same where Telegram did not answer a question: all of a council's talk waits behind it."""

LONGEST_HOLD = 60.0
"""Seconds that one update may hold its lane waiting for Telegram, what a 429 asks for included."""


class Trouble:
    """What handling one update has met with so far."""

    def __init__(self) -> None:
        self._waits = 0
        self._tries = 0
        self._waited = 0.0
        self._asked = 0.0

    def is_enough(self, error: Exception) -> bool:
        """Count a failed try; say whether the update is to be given up."""
        self._tries += 1
        self._asked = _asked_for(error)
        if not passes(error):
            return self._tries >= TRIES
        return self._tries >= PATIENT_TRIES or self._waited + self._asked > LONGEST_HOLD

    def pause(self, pauses: Sequence[float]) -> float:
        """Return the seconds before the next try."""
        seconds = max(self._asked, pauses[min(self._waits, len(pauses) - 1)])
        self._asked = 0.0
        self._waits += 1
        self._waited += seconds
        return seconds


def passes(error: Exception) -> bool:
    """Whether an update failed because Telegram could not be reached, was slow, or says wait."""
    return isinstance(error, (NetworkError, RetryAfter)) and not isinstance(error, BadRequest)


def _asked_for(error: Exception) -> float:
    """Return how many seconds Telegram asks us to wait."""
    if not isinstance(error, RetryAfter):
        return 0.0
    seconds = error.retry_after
    return seconds.total_seconds() if isinstance(seconds, timedelta) else float(seconds)
