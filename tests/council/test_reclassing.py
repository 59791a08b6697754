"""What becomes of a record's time when its class is put right."""

from datetime import UTC, datetime

import pytest

from minutebook.council.reclassing import Stood, Time, is_sooner, kept, read_stood
from minutebook.council.schedules import Ending

EARLY, LATE = datetime(2028, 3, 12, tzinfo=UTC), datetime(2032, 3, 31, 23, tzinfo=UTC)
REVIEW, DISPOSE = Ending.REVIEW, Ending.DISPOSE


@pytest.mark.parametrize(
    ("stood", "given", "then"),
    [
        pytest.param((EARLY, REVIEW), (LATE, DISPOSE), (LATE, DISPOSE), id="later: as the class has it"),
        pytest.param((EARLY, REVIEW), (None, REVIEW), (None, REVIEW), id="for good"),
        pytest.param((EARLY, REVIEW), (EARLY, DISPOSE), (EARLY, DISPOSE), id="the same day"),
        pytest.param((LATE, REVIEW), (EARLY, DISPOSE), (LATE, REVIEW), id="sooner: what stood"),
        pytest.param((LATE, DISPOSE), (EARLY, REVIEW), (LATE, REVIEW), id="sooner, to be looked at"),
        pytest.param((LATE, DISPOSE), (EARLY, DISPOSE), (LATE, DISPOSE), id="sooner, to go either way"),
        pytest.param((None, REVIEW), (LATE, DISPOSE), (None, REVIEW), id="no longer for good"),
    ],
)
def test_the_later_of_two_times_is_kept(
    stood: tuple[datetime | None, Ending],
    given: tuple[datetime | None, Ending],
    then: tuple[datetime | None, Ending],
) -> None:
    """A class never makes a record go sooner; nor does what was to be looked at become ready to go by it."""
    assert kept(Time(*stood), Time(*given)) == Time(*then)
    assert not is_sooner(Time(*then), Time(*stood))


@pytest.mark.parametrize("up", [EARLY, None])
def test_how_a_record_stood_is_read_as_it_was_written(up: datetime | None) -> None:
    """A button holds in which class a record stood and until when, for good as well."""
    stood = Stood("finance", Time(up, DISPOSE))
    assert read_stood(stood.spelt) == stood
