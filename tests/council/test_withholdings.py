"""What is in fact withheld of a copy: where, by which mark, each once."""

from dataclasses import replace

from minutebook.council.exemptions import Mark
from minutebook.council.records import Version
from minutebook.council.withholdings import withholdings
from reports.bundles import mark
from reports.material import EVENING, record

ANSWERED = (-1001, 99)


def lent(one: Mark, key: int, *, about: tuple[int, int] | None = ANSWERED) -> Mark:
    """A mark as another record lends it."""
    return replace(one, id=key, record_id=9, version=0, begins=None, ends=None, seen=0, about=about)


def versions(*texts: str) -> tuple[Version, ...]:
    """The versions of a record, the first first."""
    return tuple(Version(number, EVENING, text) for number, text in enumerate(texts, start=1))


def test_a_lent_mark_that_withholds_nothing_is_none() -> None:
    """An answer to a wording that no longer has the words that are marked withholds nothing."""
    marked = record("Jane owes us.", number=9)
    repeats = record("Who is it?", reply_text="Jane owes us.")
    edited = record("Who is it?", reply_text="Somebody owes us.")
    own = lent(mark(marked, "Jane"), 4)
    assert [one.mark for one in withholdings(repeats, [own])] == [own]
    assert withholdings(edited, [own]) == []


def test_a_mark_that_is_lent_in_two_ways_is_one() -> None:
    """A record that answers a conversation which holds it is withheld once for each mark on that."""
    repeats = record("Jane owes us.", reply_text="Does Jane?")
    own = mark(record("Jane owes us.", number=9), "Jane")
    [one] = withholdings(repeats, [lent(own, 4), lent(own, 4, about=None)])
    assert (one.mark.id, one.lent, one.versions) == (4, True, (1,))


def test_what_withholds_everything_is_told_as_that_alone() -> None:
    """A mark on the whole of another record that repeats this one and is answered by it leaves nothing else to tell."""
    repeats = record("Jane owes us.", reply_text="Does Jane?")
    whole = lent(mark(record("Jane owes us.", number=9)), 4, about=None)
    [one] = withholdings(repeats, [replace(whole, about=ANSWERED), whole])
    assert one.mark == whole


def test_each_version_that_has_the_words_is_named() -> None:
    """The places of a passage are every version that has it, whichever it was marked in."""
    said = record("", versions=versions("Jane owes.", "Somebody owes.", "Jane owes £5."))
    [one] = withholdings(said, [mark(said, "Jane", version=3)])
    assert (one.versions, one.waiting, one.of) == ((1, 3), (), 3)


def test_a_version_nobody_has_looked_at_is_withheld_in_full() -> None:
    """What came after the mark in other words waits, until any mark is made on it: then it is no longer told."""
    said = record("", versions=versions("Jane owes.", "J. owes."))
    first = replace(mark(said, "Jane"), seen=1)
    [one] = withholdings(said, [first])
    assert (one.versions, one.waiting) == ((1,), (2,))
    later = replace(mark(said, "J.", version=2), id=7)
    assert [(one.versions, one.waiting) for one in withholdings(said, [first, later])] == [
        ((1,), ()),
        ((2,), ()),
    ]
