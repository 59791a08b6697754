"""How long what is not a record stays, and when it goes."""

from dataclasses import dataclass
from datetime import datetime, timedelta

LAPSE_LISTED = timedelta(days=30)
"""A flagged message lapses after this, if the clerk has been told of it often enough."""

LAPSE_UNLISTED = timedelta(days=90)
"""It lapses after this in any case, and the admin is told."""

DIGESTS_NEEDED = 2
"""Delivered digests that must have listed it, with its date, before the shorter time counts."""

INBOX_KEPT = timedelta(days=8)
"""Ids of done updates are kept so long: after a week without updates Telegram's ids start anew."""

SHOWN_FOR = timedelta(hours=24)
"""Answers of /show and /find are taken down after this."""

EXAMPLES_KEPT = timedelta(days=730)
"""What the clerk has judged teaches the detector for so long."""

EXAMPLES_AT_MOST = 300
"""A council's latest examples; older ones go."""

LEAVE_AFTER = timedelta(hours=24)
"""A group that no admin sets up is left after this."""

INVITATION_FOR = timedelta(hours=24)
CLAIM_FOR = timedelta(hours=1)

ASKED_BACK_FOR = timedelta(hours=1)
"""How long a question with a button, whom to appoint or what to be called, may be answered."""

CLAIM_TRIES = 5


@dataclass(frozen=True, slots=True)
class Lapse:
    """Whether a flagged message has lapsed, and whether the admin must be told."""

    lapsed: bool
    tell_admin: bool = False


def lapse(flagged_at: datetime, delivered_listings: int, now: datetime) -> Lapse:
    """Decide whether an undecided flagged message lapses at `now`.

    Args:
        flagged_at: when it was flagged, aware UTC.
        delivered_listings: how many digests that listed it have reached the clerk.
    """
    age = now - flagged_at
    if age >= LAPSE_LISTED and delivered_listings >= DIGESTS_NEEDED:
        return Lapse(True)
    if age >= LAPSE_UNLISTED:
        return Lapse(True, tell_admin=True)
    return Lapse(False)


def lapses_on(flagged_at: datetime) -> datetime:
    """Return the earliest instant at which a flagged message may lapse."""
    return flagged_at + LAPSE_LISTED
