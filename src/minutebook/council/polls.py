"""What a poll that was stopped says: how many voted in favour of what it asks. Pure."""

import re

from minutebook.council.matters import Stance, stance
from minutebook.council.messages import Poll

_AGREES = re.compile(
    r"^\W*(?:yes|yep|yeah|aye|ie|ydw|agreed?|approved?|accept(?:ed)?|support|for|in favour|happy|go ahead|ok(?:ay)?"
    r"|fine)\b|👍|✅",
    re.IGNORECASE,
)


def in_favour(poll: Poll) -> int:
    """Return how many voted for the option that reads as agreeing, else for the first; 0 where no totals are known.

    Of several that agree ("Yes", "Yes, but later") the greatest counts: where several may be chosen,
    a sum would count some members twice. A first option that reads as an objection is none in favour.
    """
    if not poll.closed or len(poll.counts) != len(poll.options):
        return 0
    totals = [
        count
        for name, count in zip(poll.options, poll.counts, strict=True)
        if _AGREES.search(name) and stance(name) is Stance.AGREES
    ]
    if totals:
        return max(totals)
    return poll.counts[0] if stance(poll.options[0]) is Stance.AGREES else 0
