"""How many voted in favour, by the totals of a poll that was stopped."""

import pytest

from minutebook.council.messages import Poll
from minutebook.council.polls import in_favour


@pytest.mark.parametrize(
    ("options", "counts", "expected"),
    [
        (("Yes", "No"), (4, 1), 4),
        (("No", "Yes"), (4, 1), 1),
        (("No", "Abstain"), (4, 1), 0),
        (("Yes now", "Yes, but in May", "No"), (2, 3, 1), 3),
        (("Not agreed", "Agreed"), (5, 2), 2),
        (("Hendersons", "Pughs"), (3, 2), 3),
        (("👎", "👍"), (3, 2), 2),
        (("Yes", "No"), (), 0),
    ],
)
def test_the_option_that_agrees_counts(
    options: tuple[str, ...], counts: tuple[int, ...], expected: int
) -> None:
    """What reads as agreeing counts, else the first option unless that objects; without totals nothing does."""
    assert in_favour(Poll("1", "Shall we?", options, closed=True, counts=counts)) == expected


def test_a_poll_that_is_open_says_nothing() -> None:
    """Totals count only once a poll is stopped."""
    assert in_favour(Poll("1", "Shall we?", ("Yes", "No"), counts=(4, 1))) == 0
