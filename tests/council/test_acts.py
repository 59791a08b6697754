"""What an act left behind: a format of its own, in which nothing may change by what is added to a table."""

from datetime import UTC, datetime

from minutebook.council.acts import act_digest, classed, held, kept, marked, minuted, scheduled
from minutebook.council.matters import MatterState

NOW = datetime(2026, 3, 10, 19, 0, tzinfo=UTC)
SALT = b"s" * 16
MARK = {
    "id": 1,
    "version": 1,
    "begins": 0,
    "ends": 4,
    "words": "Ann",
    "seen": 1,
    "reason": "s40",
    "marked_at": NOW,
}
TERM = {"klass": "tents", "label": "Marquees", "months": 12, "starts": "sent", "ending": "review"}


def test_the_format_stays() -> None:
    """What was stated once is stated in the same bytes by every later program."""
    stated = [
        act_digest(facts, SALT)[:16]
        for facts in (
            classed("finance", 5),
            kept(NOW),
            held(3),
            marked([MARK]),
            scheduled([TERM]),
            minuted(1, MatterState.RESOLVED, "45/26", NOW, 5),
        )
    ]
    assert stated == [
        "19ef6042aaa6d5fc",
        "3cc215b4bf761a1c",
        "d2192b297088e0ec",
        "3947ed11989a6f49",
        "7c82c7d97888071f",
        "e0740bf6241f5a28",
    ]


def test_a_column_added_later_changes_no_digest() -> None:
    """What a mark or a term does not have is left out; a nought is something it has."""
    for facts, row in ((marked, MARK), (scheduled, TERM)):
        before = act_digest(facts([row]), SALT)
        assert act_digest(facts([{**row, "later": None, "also": ""}]), SALT) == before
        assert act_digest(facts([{**row, "later": 0}]), SALT) != before
