"""What a poll that was stopped says: how many voted in favour of what it asks, and its options once more. Pure."""

import re
from collections.abc import Iterator

from minutebook.council.matters import Stance, stance
from minutebook.council.messages import Poll
from minutebook.council.passages import occurrences
from minutebook.council.records import Record

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


def told_otherwise(record: Record, words: str) -> Iterator[str]:
    """Yield how else a record tells a poll's options where `words` stand in one telling of them and not in another.

    A poll is told with its counts and without: who withholds “Hendersons 1, Bell” withholds “Hendersons, Bell” too.
    """
    tellings = [[record.other or "", *(version.totals for version in record.versions)]]
    tellings += [[one.other or "" for one in member.versions if one.poll] for member in record.members]
    for known in tellings if words else ():
        without = [text for text in known if text and not occurrences(text, words, whole=False)]
        if len(without) < sum(map(bool, known)):
            yield from without
