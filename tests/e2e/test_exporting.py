"""/export: a bundle of records, for everything, a time, a class, a search; in parts, left on disk, told as it grows."""

import csv
import hashlib
import io
import sqlite3

import pytest

from e2e.bundled import exported, opened
from e2e.private import DECISION, QUOTE, SICKNESS, answers, ledger, recorded, rows, told
from e2e.stage import Stage

PAGES = {"index.html", "redactions.html", "decisions.html", "gaps.html"}
TABLES = {"records.csv", "records.jsonl", "contents.jsonl", "ledger.jsonl", "manifest.sha256"}


async def store(council: Stage) -> None:
    """Put three messages on the record."""
    await recorded(council, council.ann, QUOTE)
    await recorded(council, council.tom, DECISION)
    await recorded(council, council.priya, SICKNESS)


async def test_export_sends_one_bundle_with_everything(council: Stage) -> None:
    """`/export` sends a ZIP of pages, a PDF and tables that agree, and is stated in the ledger."""
    await store(council)
    await recorded(council, council.ann, '=HYPERLINK("http://x") is what Hendersons want, £1,000')
    before = await ledger(council)
    made = await exported(council, council.ruth)
    assert "Preparing a bundle with 4 records" in made.heard[0].text
    assert made.members.keys() == PAGES | TABLES | {"records.pdf"}
    table = made.members["records.csv"].decode("utf-8-sig")
    lines = list(csv.DictReader(io.StringIO(table, newline="")))
    assert [line["ref"] for line in lines] == made.refs == [f"2026/000{n}" for n in (1, 2, 3, 4)]
    assert made.rows[0]["text"] == QUOTE
    assert lines[3]["text"].startswith("'=HYPERLINK")
    assert QUOTE in made.text("index.html")
    assert "Hendersons want £4,200 for the churchyard wall." in made.paper()
    assert await ledger(council) != before
    assert (await ledger(council))[0] == before[0] + 2


async def test_a_bundle_states_its_ledger_and_its_manifest(council: Stage) -> None:
    """Pages state the ledger with the entry of the bundle itself; whoever asked is told the manifest's digest."""
    await store(council)
    made = await exported(council, council.ruth)
    [(count, head)] = rows(council, "SELECT seq, seal FROM ledger WHERE act = 'exported' AND digest = ''")
    assert str(head) in made.text("index.html")
    assert f"{count} entries" in made.text("index.html")
    digest = hashlib.sha256(made.members["manifest.sha256"]).hexdigest()
    assert digest in made.heard[-1].text
    listed = dict(line.split("  ")[::-1] for line in made.text("manifest.sha256").splitlines())
    assert listed.keys() == made.members.keys() - {"manifest.sha256"}
    for name, stated in listed.items():
        assert hashlib.sha256(made.members[name]).hexdigest() == stated


async def test_export_takes_a_time_a_class_and_words(council: Stage) -> None:
    """A bundle holds what was said in a time, of a class, or found by words; or all of these at once."""
    await store(council)
    await council.forward(days=40)
    await recorded(council, council.owen, "Hendersons sent the invoice for the wall, £4,200.")
    for asked, refs in (
        ("2026-03", ["2026/0001", "2026/0002", "2026/0003"]),
        ("2026-04..", ["2026/0004"]),
        ("find wall", ["2026/0001", "2026/0004"]),
        ("2026-01..2026-03 find wall", ["2026/0001"]),
        ("find “churchyard wall”", ["2026/0001"]),
        ("find wall redacted", ["2026/0001", "2026/0004"]),
    ):
        made = await exported(council, council.ruth, f"/export {asked}")
        assert made.refs == refs, asked


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ("zebra", "I did not understand “zebra”"),
        ("how", "/export class finance: one class"),
        ("2026-06..2026-01", "ends before it begins"),
        ("class zebra", "There is no class “zebra”"),
        ("case 9", "There is no request 9"),
    ],
)
async def test_what_cannot_be_understood_is_told_with_examples(
    council: Stage, asked: str, words: str
) -> None:
    """A mistake is named, the forms that are taken are shown, and nothing is stated in the ledger."""
    await store(council)
    before = await ledger(council)
    said = await told(council, council.ruth, f"/export {asked}")
    assert words in said
    assert "/export 2026-01..2026-06" in said
    assert await ledger(council) == before


async def test_export_of_nothing_says_so(council: Stage) -> None:
    """With no records, or none that match, there is no bundle, and nothing is stated."""
    assert "nothing to export" in await told(council, council.ruth, "/export")
    assert (await ledger(council))[0] == 0
    await store(council)
    assert "No record matches" in await told(council, council.ruth, "/export 2019")


async def test_files_come_along_under_their_digest_and_are_named_on_the_page(council: Stage) -> None:
    """A file lies in the bundle under its SHA-256 and is linked by the name it had; its entry is in the extract."""
    content = b"%PDF-1.4 quote for the wall"
    said = council.ann.attaches("../../Quote: wall?.pdf", content, in_=council.room, caption=QUOTE)
    council.ann.reacts(said, "✍")
    await council.settled()
    made = await exported(council, council.ruth)
    digest = hashlib.sha256(content).hexdigest()
    assert made.members[f"files/{digest}.pdf"] == content
    page = made.text("index.html")
    assert f'href="files/{digest}.pdf" download="Quote_ wall.pdf"' in page
    assert digest in made.text("ledger.jsonl")


async def test_a_large_bundle_comes_in_parts(council: Stage) -> None:
    """What Telegram would not take in one piece comes in parts that together are the whole bundle."""
    for number in range(3):
        name = f"photo-{number}.jpg"
        said = council.ann.attaches(
            name, bytes([number]) * 60_000, in_=council.room, caption=f"Picture {number}"
        )
        council.ann.reacts(said, "✍")
        await council.settled()
    council.running.house.part_limit = 200_000
    made = await exported(council, council.ruth)
    names = [m.attachment.file_name or "" for m in made.heard if m.attachment]
    assert len(names) > 1
    assert all(name.endswith(f"-part-{n}-of-{len(names)}.zip") for n, name in enumerate(names, start=1))
    assert sum(name.startswith("files/") for name in made.members) == 3
    assert "manifest.sha256" in made.members
    assert not list(council.running.house.bundles.iterdir())


async def test_a_bundle_too_large_for_any_part_is_left_and_its_place_is_told(council: Stage) -> None:
    """Where even one part is more than Telegram takes the bundle stays on disk, and its path is told."""
    await store(council)
    council.running.house.part_limit = 4_000
    heard = await answers(council, council.ruth, "/export")
    assert not [m for m in heard if m.attachment]
    [folder] = council.running.house.bundles.iterdir()
    assert str(folder) in heard[-1].text
    assert list(folder.glob("*.zip"))


async def test_copies_are_noted_and_nothing_lies_about(council: Stage) -> None:
    """Of every record in a bundle it is noted that a copy went out; once sent the bundle is gone from the disk."""
    await store(council)
    await exported(council, council.ruth, "/export find wall")
    noted = rows(council, "SELECT record_id, way, place FROM copies")
    assert [(key, way) for key, way, _ in noted] == [(1, "bundle")]
    assert "Ruth Calder" in str(noted[0][2])
    assert not list(council.running.house.bundles.iterdir())


async def test_progress_is_told_in_the_message_that_said_it_is_coming(council: Stage) -> None:
    """While many records are written the first message counts them; at the end it says they are ready."""
    await store(council)
    many(council, 1_000)
    heard = await answers(council, council.ruth, "/export")
    edits = [call for call in council.world.calls if call.method == "editMessageText"]
    said = [str(call.parameters["text"]) for call in edits]
    assert any("400 of 1,003 records…" in text for text in said)
    assert "1,003 of 1,003 records" in heard[0].text
    made = opened(heard)
    assert len(made.rows) == 1_003
    assert "records-0011.html" in made.members
    assert made.refs[-1] == "2026/1003"


def many(council: Stage, count: int) -> None:
    """Multiply the first record in the store itself, which takes no notice: it is only to be read."""
    with sqlite3.connect(council.folder / "data" / "minutebook.db") as file:
        cursor = file.execute("SELECT * FROM records WHERE id = 1")
        names = [column[0] for column in cursor.description]
        record = dict(zip(names, cursor.fetchone(), strict=True))
        version = file.execute("SELECT number, at, text, body, salt, digest FROM record_versions").fetchone()
        for number in range(4, 4 + count):
            values = record | {"id": number, "number": number, "message_id": 10_000 + number}
            marks = ", ".join("?" * len(names))
            file.execute(f"INSERT INTO records ({', '.join(names)}) VALUES ({marks})", list(values.values()))
            file.execute("INSERT INTO record_versions VALUES (?, ?, ?, ?, ?, ?, ?, NULL)", (number, *version))
