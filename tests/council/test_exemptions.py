"""What is withheld never appears in a copy: in no version, reply, quotation, note, file name or part."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from minutebook.council.exemptions import (
    Mark,
    Piece,
    RecordCopy,
    copy_of,
    part,
    plain,
    redacted,
)
from minutebook.council.messages import Sender
from minutebook.council.records import Method, Record, RecordFile, Reference, Route, Version
from minutebook.council.unlooked import unseen_versions

NOON = datetime(2026, 3, 10, 12, tzinfo=UTC)
SECRET = st.text("ΩΨΦΞΛΔ", min_size=5, max_size=12)
"""Letters that stand nowhere else: one of them in a copy is a leak. Shorter words must stand alone to be covered."""
OPEN = st.text("abc de.,\n_-👍é", max_size=20)


def mark(words: str = "", *, version: int = 0, begins: int | None = None, **more: object) -> Mark:
    """A mark made at noon; its passage begins there where `begins` is given."""
    ends = None if begins is None else begins + len(words)
    values: dict[str, object] = {
        "id": 1,
        "record_id": 1,
        "reason": "personal",
        "seen": max(1, version),
        **more,
    }
    return Mark(
        at=NOON,
        by=5,
        by_name="Ruth",
        words=words,
        version=version,
        begins=begins,
        ends=ends,
        **values,  # type: ignore[arg-type]
    )


def record(texts: Sequence[str], beside: Sequence[str] = ("",) * 7, reply_to: int | None = 3) -> Record:
    """A record of a message with these versions, and with other texts beside it."""
    sender, reply_sender, reply_text, quote, note, other, name = beside
    return Record(
        id=1,
        council_id=1,
        reference=Reference(2026, 1),
        chat_id=-100,
        message_id=7,
        topic_id=None,
        sender=Sender(4, sender),
        sent_at=NOON,
        captured_by=5,
        captured_by_name="Ruth",
        captured_at=NOON,
        method=Method.COMMAND,
        concerns=frozenset(),
        subjects=frozenset(),
        route=Route.CLERK,
        note=note,
        reply_to=reply_to,
        reply_sender=reply_sender,
        reply_text=reply_text,
        quote=quote,
        forward_from=None,
        other=other,
        versions=tuple(Version(n, NOON + timedelta(hours=n), text) for n, text in enumerate(texts, start=1)),
        files=(RecordFile(1, "document", name, None, 1, "stored"),),
    )


def everything(copy: RecordCopy) -> str:
    """Every text that a copy shows, on lines of their own."""
    parts = [text for _, text, _ in copy.versions] + [totals for _, _, totals in copy.versions]
    parts += [copy.sender, copy.reply_sender, copy.reply_text, copy.quote, copy.forward_from]
    parts += [copy.other, copy.note, *(file.name for file in copy.files)]
    parts += [part(each, 0, limit) for each in parts for limit in (1, 8, 160)]
    return "\n".join(plain(part, {}) for part in parts)


@given(
    SECRET,
    st.lists(st.tuples(OPEN, OPEN), min_size=1, max_size=4),
    st.lists(st.tuples(OPEN, OPEN), min_size=7, max_size=7),
)
def test_no_withheld_character_is_in_any_text_of_the_copy(
    secret: str, versions: list[tuple[str, str]], beside: list[tuple[str, str]]
) -> None:
    """Marked in one version, words are withheld in every other, and wherever else the record has them."""
    texts = [before + secret + after for before, after in versions]
    whole = record(texts, [before + secret + after for before, after in beside])
    marked = mark(secret, version=1, begins=len(versions[0][0]))
    shown = everything(copy_of(whole, [marked]))
    assert not set(secret) & set(shown)
    assert "[withheld: personal]" in shown


@given(SECRET, OPEN, OPEN, st.integers(1, 11))
def test_no_withheld_character_is_in_a_quotation_cut_inside_the_passage(
    secret: str, before: str, after: str, cut: int
) -> None:
    """A part of the passage that is long enough to be known by is withheld where a quotation breaks off in it."""
    for text in (before + secret[: max(5, cut)], secret[-max(5, cut) :] + after):
        assert not set(secret) & set(plain(redacted(text, [mark(secret)]), {}))


@given(
    st.text(max_size=40), st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40), st.sampled_from("pq")))
)
def test_pieces_are_the_text_less_every_marked_stretch(text: str, spans: list[tuple[int, int, str]]) -> None:
    """Marks that overlap, nest, touch or repeat leave exactly what none of them covers, in order."""
    marks = [mark(text[a:b], version=1, begins=a, reason=why) for a, b, why in spans if a < b and text[a:b]]
    covered = {at for one in marks for at in range(one.begins or 0, (one.begins or 0) + len(one.words))}
    pieces = redacted(text, marks, 1)
    assert "".join(piece.text for piece in pieces) == "".join(
        sign for at, sign in enumerate(text) if at not in covered
    )
    assert all(bool(piece.text) is not bool(piece.reasons) for piece in pieces)
    for first, second in pairwise(pieces):
        assert first.reasons != second.reasons, "what belongs together is one piece"


def test_marks_that_overlap_are_one_gap_with_both_reasons() -> None:
    """Nested and overlapping marks leave one gap, which names each reason once."""
    text = "Ann Smith is off sick with stress."
    marks = [
        mark("Ann Smith is off sick", version=1, begins=0, reason="personal"),
        mark("off sick with stress", version=1, begins=13, reason="s41"),
        mark("Smith", version=1, begins=4, reason="personal"),
    ]
    assert redacted(text, marks, 1) == (Piece("", ("personal", "s41")), Piece("."))


def test_a_whole_record_gives_nothing_but_that_it_is_withheld() -> None:
    """Every text and the file go; the reason stands in their place."""
    whole = record(["a", "b"], ["name", "who", "reply", "quote", "note", "poll", "tender.pdf"])
    copy = copy_of(whole, [mark()])
    assert copy.withheld == ("personal",)
    assert set(everything(copy).split("\n")) <= {"[withheld: personal]", ""}
    assert copy.files[0].withheld == ("personal",)


def test_a_file_goes_with_its_name() -> None:
    """A file whose name has the withheld words is withheld itself; so is one that is marked."""
    named = record(["x"], ["", "", "", "", "", "", "Ann_Smith_contract.pdf"])
    by_name = copy_of(named, [mark("Ann Smith")]).files[0]
    assert by_name.withheld == ("personal",)
    assert plain(by_name.name, {}) == "[withheld: personal]_contract.pdf"
    marked = copy_of(named, [mark(file_id=1)])
    assert marked.files[0].withheld == ("personal",)
    assert marked.withheld == ()
    assert plain(marked.text, {}) == "x"


def test_a_place_chosen_among_several_is_withheld_there_and_nowhere_else_in_its_version() -> None:
    """Where the words stand twice, the clerk's choice holds for that version; others show neither."""
    marks = [mark("Bob", version=1, begins=0)]
    assert plain(redacted("Bob told Bob", marks, 1), {}) == "[withheld: personal] told Bob"
    assert "Bob" not in plain(redacted("Bob told Bob and Jim", marks, 2), {})


def test_an_edit_in_other_words_is_withheld_until_it_was_looked_at() -> None:
    """A version made after the mark, without its words, may say the same: it goes whole until the clerk has seen it."""
    edited = record(["Ann Smith earns £30,000", "Ann S. earns 30 thousand"])
    marked = mark("Ann Smith earns £30,000", version=1, begins=0)
    assert unseen_versions(edited, [marked]) == [2]
    assert everything(copy_of(edited, [marked])).count("30 thousand") == 0
    seen = mark("Ann Smith earns £30,000", version=1, begins=0, seen=2)
    assert unseen_versions(edited, [seen]) == []
    assert "30 thousand" in everything(copy_of(edited, [seen]))


def test_what_an_answer_repeats_of_a_withheld_record_is_withheld_too() -> None:
    """A mark lent by the record that was answered covers its words in the answer, and nothing of the answer's own."""
    answer = record(["Quite so."], ["Tom", "Ann", "She earns too much", "earns", "", "", ""])
    lent = mark(about=(-100, 3), record_id=9)
    copy = copy_of(answer, [lent])
    assert copy.withheld == ()
    assert plain(copy.text, {}) == "Quite so."
    for repeated in (copy.reply_sender, copy.reply_text, copy.quote):
        assert repeated == (Piece("", ("personal",)),)


def test_a_part_is_cut_from_what_is_left() -> None:
    """A part of a text for a copy is made of the redacted text, so that no cut can free a part of a passage."""
    pieces = redacted("The wage of Ann is £30,000 a year", [mark("£30,000", version=1, begins=19)], 1)
    assert plain(part(pieces, 4, 28), {}) == "wage of Ann is [withheld: personal] a"
    assert plain(part(pieces, 21, 30), {}) == "[withheld: personal] a y"
    assert part(part(pieces, 0, 22), 22, 33) == ()
