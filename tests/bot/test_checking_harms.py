"""Every harm to a bundle whose tables and manifest were made to fit it: found where the entries show it, else said."""

import hashlib
import io
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.test_checking import Members, bundle, lines, members_of, put, rewritten
from minutebook.bot.checking import check, verify
from minutebook.council.errors import BundleBroken
from minutebook.council.ledger import Act, Head, append
from minutebook.council.records import Record
from minutebook.reports.bundle.lines import csv_head, csv_row
from reports.bundles import COVER, history, made, stored
from reports.material import EVENING, record

Row = dict[str, object]
Harm = Callable[[Members], None]
OTHER = "Cllr Somebody Else"


def put_records(found: Members, rows: list[Row]) -> None:
    """Put records in the place of those of both tables."""
    put(found, "records.jsonl", rows)
    found["records.csv"] = csv_head() + b"".join(csv_row(row) for row in rows)


def changed(number: int = 0, **fields: object) -> Harm:
    """Say something else of a record, in both tables."""

    def change(found: Members) -> None:
        rows = lines(found, "records.jsonl")
        assert any(repr(rows[number][name]) != repr(value) for name, value in fields.items())
        rows[number] |= fields
        put_records(found, rows)

    return change


def attachment(**fields: object) -> Harm:
    """Say something else of the file of the third record."""

    def change(found: Members) -> None:
        rows = lines(found, "records.jsonl")
        attachments = rows[2]["attachments"]
        assert isinstance(attachments, list)
        attachments[0] |= fields
        put_records(found, rows)

    return change


def references_swapped(found: Members) -> None:
    """Give two records each other's reference, wherever it stands."""
    rows, contents = lines(found, "records.jsonl"), lines(found, "contents.jsonl")
    swapped = {rows[0]["ref"]: rows[3]["ref"], rows[3]["ref"]: rows[0]["ref"]}
    for row in (*rows, *contents):
        row["ref"] = swapped.get(row["ref"], row["ref"])
    put_records(found, rows)
    put(found, "contents.jsonl", contents)


def records_swapped(found: Members) -> None:
    """The same, and in the order of the references."""
    references_swapped(found)
    rows, contents = lines(found, "records.jsonl"), lines(found, "contents.jsonl")
    put_records(found, sorted(rows, key=lambda row: str(row["ref"])))
    put(found, "contents.jsonl", sorted(contents, key=lambda row: str(row["ref"])))


def reference_of_another_year(found: Members) -> None:
    """Give the last record a reference of years later."""
    rows, contents = lines(found, "records.jsonl"), lines(found, "contents.jsonl")
    rows[-1]["ref"] = contents[-1]["ref"] = "2029/0001"
    put_records(found, rows)
    put(found, "contents.jsonl", contents)


def left_out(number: int) -> Harm:
    """Leave a record out, with what proves it; its entries stay."""

    def change(found: Members) -> None:
        rows = lines(found, "records.jsonl")
        gone = rows.pop(number)
        put_records(found, rows)
        contents = lines(found, "contents.jsonl")
        put(found, "contents.jsonl", [row for row in contents if row["ref"] != gone["ref"]])
        for name in gone["files"] if isinstance(gone["files"], list) else ():
            del found[name]

    return change


def capture_left_out(found: Members) -> None:
    """Leave a record out, and the entry of its capture; that of its file stays."""
    left_out(2)(found)
    rows = lines(found, "ledger.jsonl")
    key = next(row["record"] for row in rows if row.get("act") == "filed")
    put(found, "ledger.jsonl", [r for r in rows if not (r.get("record") == key and r["act"] == "captured")])


def files_left_out(found: Members) -> None:
    """Leave out all files, and that there were any."""
    rows = lines(found, "records.jsonl")
    for row in rows:
        row |= {"attachments": [], "files": []}
    put_records(found, rows)
    for name in [name for name in found if name.startswith("files/")]:
        del found[name]


def file_left_out(found: Members) -> None:
    """Leave out a file, and say of it what is said of one that is there."""
    del found[next(name for name in found if name.startswith("files/"))]


def file_unnamed(found: Members) -> None:
    """Leave out a file, and name it no more."""
    file_left_out(found)
    changed(2, files=[])(found)


def unproved(found: Members) -> None:
    """Say something else in a record, and that it is not proved."""
    changed(0, proved=False, text="The wall is fine.", texts=["The wall is fine."])(found)
    put(found, "contents.jsonl", lines(found, "contents.jsonl")[1:])


def version_left_out(found: Members) -> None:
    """Leave out the version that a message was edited into, with what proves it."""
    changed(1, texts=["Let us mend it."], versions=1)(found)
    put(found, "contents.jsonl", [row for row in lines(found, "contents.jsonl") if row["version"] == 1])


def csv_changed(found: Members) -> None:
    """Say something else in the table for spreadsheets alone."""
    found["records.csv"] = found["records.csv"].replace(b"The wall leans.", b"The wall is fine.")


def csv_longer(found: Members) -> None:
    """Add a record to the table for spreadsheets alone."""
    found["records.csv"] += csv_row(lines(found, "records.jsonl")[0])


HARMS: dict[str, tuple[Harm, str]] = {
    "sender": (changed(sender_name=OTHER), "record 2026/0001: who said it"),
    "sender's number": (changed(sender_id=99), "record 2026/0001: who said it"),
    "time": (changed(sent_at="2020-01-01T00:00:00Z"), "when it was said"),
    "chat": (changed(chat_id=-5), "where it was said"),
    "message": (changed(message_id=5), "where it was said"),
    "captured by": (changed(captured_by=99), "who put it on the record"),
    "captured at": (changed(captured_at="2026-03-10T19:00:01Z"), "who put it on the record"),
    "text alone": (changed(text="The wall is fine."), "its text is not what the ledger states"),
    "later text": (
        changed(1, texts=["Let us mend it.", "Never."]),
        "version 2 is not what the ledger states",
    ),
    "one text more": (changed(texts=["The wall leans.", "And falls."]), "how many versions it has"),
    "versions": (changed(versions=2), "how many versions it has"),
    "answer": (changed(in_answer_to="Shall we sell it?"), "what it answers"),
    "withheld": (changed(withheld=["personal"]), "that something is withheld"),
    "council": (changed(council="Lenham Town Council"), "is said to be another council’s"),
    "file's name": (attachment(name="bribe.pdf"), "what it says of its files"),
    "file's kind": (attachment(kind="photo"), "what it says of its files"),
    "file withheld": (attachment(state="withheld"), "what it says of its files"),
    "file's size": (attachment(size=4), "is not of the size it says"),
    "file said never to have come": (attachment(state="wanted", sha256=None), "what it says of its files"),
    "references swapped": (references_swapped, "not in the order in which records were captured"),
    "records swapped": (records_swapped, "not in the order in which records were captured"),
    "another year": (reference_of_another_year, "not of the year it was captured in"),
    "first record left out": (left_out(0), "lacks the record that was captured at 2026-03-10 19:00 UTC"),
    "last record left out": (left_out(3), "lacks the record that was captured at"),
    "capture left out": (capture_left_out, "is about no record of this bundle"),
    "all files left out": (files_left_out, "record 2026/0003: what it says of its files"),
    "file left out": (file_left_out, "record 2026/0003: its file files/.* is missing"),
    "file unnamed": (file_unnamed, "a file of it is missing, and it does not say so"),
    "unproved": (unproved, "record 2026/0001: nothing is given to prove it by"),
    "version left out": (version_left_out, "record 2026/0002: not all of it is given to prove it by"),
    "csv": (csv_changed, "record 2026/0001: says something else in records.csv"),
    "csv longer": (csv_longer, "tells of more records than records.jsonl"),
}


@pytest.mark.parametrize(("harm", "told"), HARMS.values(), ids=HARMS)
def test_what_the_entries_show_is_found_although_all_else_was_made_to_fit(
    tmp_path: Path, harm: Harm, told: str
) -> None:
    """Whoever changes a field, swaps or leaves something out in every table is found out by what is sealed."""
    [path] = bundle(tmp_path)
    with pytest.raises(BundleBroken, match=told):
        check([rewritten(path, harm)])


SEALED = (
    "chat_id",
    "message_id",
    "sender_id",
    "sender_name",
    "text",
    "sent_at",
    "captured_by",
    "captured_at",
)
SEALED += ("versions", "in_answer_to", "texts", "attachments", "files", "withheld", "proved")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(
    number=st.integers(0, 3),
    name=st.sampled_from(SEALED),
    value=st.none() | st.booleans() | st.integers() | st.text(max_size=9) | st.lists(st.text(max_size=3)),
)
def test_any_other_value_of_a_sealed_field_is_found(
    tmp_path: Path, number: int, name: str, value: object
) -> None:
    """Whatever is put in the place of what repeats the sealed content, the record is named."""
    parts = sorted((tmp_path / "b").glob("part-*.zip")) or bundle(tmp_path)
    now = lines(members_of(parts[0]), "records.jsonl")[number][name]
    if (type(value), value) == (type(now), now):
        return
    with pytest.raises(BundleBroken):
        check([rewritten(parts[0], changed(number, **{name: value}))])


def test_a_file_that_is_left_out_with_a_word_is_counted(tmp_path: Path) -> None:
    """A record may say that its file was missing when the bundle was made; then it is told that it is not there."""
    file = stored(tmp_path / "store", b"quote", "quote.pdf")
    (tmp_path / "store" / str(file.path)).unlink()
    path = one_record(tmp_path, record(files=(file,)))
    out = io.StringIO()
    assert verify([path], out)
    assert "1 file of its records is not in it: it says itself that this was missing" in out.getvalue()
    assert check([path]).files == 0


def one_record(folder: Path, what: Record) -> Path:
    """A bundle of one record."""
    items, entries = history([what])
    head = Head(entries[-1].seq, entries[-1].seal)
    cover = replace(COVER, head=head)
    [path] = made(folder / "b", items, cover=cover, entries=entries, files=folder / "store").parts
    return path


def page_changed(found: Members) -> None:
    """Say something else on the first page."""
    found["index.html"] = found["index.html"].replace(b"The wall leans.", b"The wall is fine.")


def note_changed(found: Members) -> None:
    """Say something else in a note, which is not compared."""
    changed(note="forged")(found)


@pytest.mark.parametrize("harm", [page_changed, note_changed])
def test_what_no_bundle_can_show_by_itself_is_said(tmp_path: Path, harm: Harm) -> None:
    """Pages and notes are compared with nothing in it: that is said, and that its SHA-256 tells; it is then another."""
    [path] = bundle(tmp_path)
    out = io.StringIO()
    assert verify([rewritten(path, harm)], out)
    told = " ".join(out.getvalue().split())
    for words in (
        "the bundle is whole in itself",
        "Not compared were references, notes, labels, classes, how long records are kept, days of disposal",
        "what is marked as exempt, holds and minute references",
        "Nor were the pages and the PDF",
        "cannot show by itself that no record was left out with all its entries",
        "Compare that SHA-256 with the one told when the bundle was made",
    ):
        assert words in told
    honest = hashlib.sha256(members_of(path)["manifest.sha256"]).hexdigest()
    assert honest not in told


def test_an_extract_that_does_not_end_in_the_making_of_a_bundle_is_none(tmp_path: Path) -> None:
    """The last entry states that a bundle was made; an extract that ends elsewhere was cut, with the head it states."""

    def cut(found: Members) -> None:
        rows = lines(found, "ledger.jsonl")[:-1]
        rows[0] |= {"count": rows[-1]["seq"], "head": rows[-1]["seal"]}
        put(found, "ledger.jsonl", rows)

    with pytest.raises(BundleBroken, match="does not end in the entry that states this bundle"):
        check([rewritten(bundle(tmp_path)[0], cut)])


def test_entries_about_others_are_no_part_of_a_bundle(tmp_path: Path) -> None:
    """An entry about no record of the bundle, last but one, is named."""
    items, entries = history([record()])
    before = Head(entries[-1].seq, entries[-1].seal)
    last = append(before, council_id=1, at=EVENING, act=Act.EXPORTED, record_id=None)
    cover = replace(COVER, head=Head(last.seq, last.seal))
    [path] = made(tmp_path / "b", items, cover=cover, entries=[*entries, last]).parts
    with pytest.raises(BundleBroken, match="is about no record of this bundle"):
        check([path])
