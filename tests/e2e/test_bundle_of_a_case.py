"""A request's bundle: what is held for it, blacked out, with its searches; for the clerk, and at the computer."""

import io
import os
import re
import time
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from e2e.bundled import exported
from e2e.private import QUOTE, answers, ledger, recorded, rows, told
from e2e.stage import Stage
from minutebook.bot import checking, exporting
from minutebook.bot.exporting import Wish
from minutebook.council.errors import BundleBroken, ConfigurationError

PRIVATE = "Jane Morris of 14 Church Lane says the churchyard wall leans."


@pytest.fixture
async def asked(council: Stage) -> Stage:
    """A request about the churchyard wall, with two records held for it, of which one is exempt in part."""
    await recorded(council, council.ann, QUOTE)
    await recorded(council, council.tom, PRIVATE)
    await recorded(council, council.priya, "The bins on the green are full again; instruct the contractor.")
    await answers(council, council.ruth, '/foi new "The churchyard wall"')
    await answers(council, council.ruth, "/foi 1 search churchyard wall")
    await answers(council, council.ruth, "/exempt 2 personal “Jane Morris of 14 Church Lane”")
    return council


async def test_a_case_holds_what_is_held_for_it_blacked_out(asked: Stage) -> None:
    """`/export case 1` has the records held for it, no word of what is exempt, the log and the searches."""
    made = await exported(asked, asked.ruth, "/export case 1")
    assert made.refs == ["2026/0001", "2026/0002"]
    assert not made.holds("Morris")
    assert not made.holds("Church Lane")
    assert "[withheld: personal information" in made.text("index.html")
    assert "says the churchyard wall leans." in made.text("index.html")
    assert "Freedom of information request 1" in made.text("index.html")
    assert "2026/0002" in made.text("redactions.html")
    assert "churchyard wall" in made.text("searches.html")
    assert "Ruth Calder" in made.text("searches.html")
    assert "bins" not in made.paper()


async def test_the_original_stays(asked: Stage) -> None:
    """The clerk may have the same bundle whole; the record itself is as it was."""
    made = await exported(asked, asked.ruth, "/export case 1 whole")
    assert PRIVATE in made.text("index.html")
    assert "for the council’s own use" in made.text("index.html")
    assert "Jane Morris" in (await asked.records())[1].text


async def test_redacted_may_be_asked_of_any_bundle(asked: Stage) -> None:
    """`redacted` blacks out in a bundle of everything; without it nothing is."""
    assert not (await exported(asked, asked.ruth, "/export redacted")).holds("Morris")
    assert (await exported(asked, asked.ruth, "/export")).holds("Morris")


async def test_what_was_taken_from_a_case_is_not_in_it_and_closing_changes_nothing(asked: Stage) -> None:
    """A record removed from the case leaves its bundle; once the case is closed the bundle is what it was."""
    await answers(asked, asked.ruth, "/foi 1 remove 2026/0001")
    assert (await exported(asked, asked.ruth, "/export case 1")).refs == ["2026/0002"]
    await asked.forward(minutes=1)
    await answers(asked, asked.ruth, "/foi 1 close answered in full")
    assert (await exported(asked, asked.ruth, "/export case 1")).refs == ["2026/0002"]


def left_in(folder: Path) -> list[str]:
    """The files of bundles in a folder, hidden ones too."""
    return [path.name for name in ("*case*", f"{exporting.STAGING}*") for path in folder.glob(name)]


async def test_the_computer_makes_the_same_and_checks_it_alone(asked: Stage, tmp_path: Path) -> None:
    """`minutebook export` writes a bundle that `minutebook verify` finds whole without the database."""
    target, out = tmp_path / "case.zip", io.StringIO()
    before = await ledger(asked)
    await exporting.export(asked.settings, Wish(case=1), target, out, io.StringIO())
    count, head = rows(asked, "SELECT seq, seal FROM ledger ORDER BY seq DESC LIMIT 1 OFFSET 1")[0]
    assert count == before[0] + 1
    assert f"Wexcombe Parish Council: 2 records and 0 files in {target}" in out.getvalue()
    assert f"{count} entries, head {head}" in out.getvalue()
    found = checking.check([target])
    assert (found.records, found.proved, found.count, found.head) == (2, 0, count, head)
    stated = re.search(r"SHA-256 of the manifest: ([0-9a-f]{64})", out.getvalue())
    assert stated is not None
    assert stated[1] == found.digest
    assert (2, "bundle", str(target)) in rows(asked, "SELECT record_id, way, place FROM copies")
    assert left_in(tmp_path) == ["case.zip"]
    damaged = bytearray(target.read_bytes())
    damaged[len(damaged) // 2] ^= 1
    target.write_bytes(damaged)
    with pytest.raises(BundleBroken):
        checking.check([target])


async def test_what_an_export_that_was_cut_off_left_goes_with_the_next(asked: Stage, tmp_path: Path) -> None:
    """Half a bundle that lies beside its place since before today is removed; a fresh one may be somebody’s."""
    for name, age in (("old", 2 * 86_400), ("new", 60)):
        left = tmp_path / f"{exporting.STAGING}{name}"
        left.mkdir()
        (left / "records.jsonl").write_text("What was said.")
        then = time.time() - age
        os.utime(left, (then, then))
    await exporting.export(asked.settings, Wish(case=1), tmp_path / "case.zip", io.StringIO(), io.StringIO())
    assert left_in(tmp_path) == ["case.zip", f"{exporting.STAGING}new"]


WRONG = {
    "no such council": (Wish(council="Lenham"), "no council is called Lenham"),
    "no such class": (Wish(klass="zebra"), "there is no class “zebra”"),
    "no such request": (Wish(case=9), "there is no request 9"),
    "no such day": (Wish(since="someday"), "cannot read “someday”"),
    "backwards": (Wish(since="2026-06", until="2026-01"), "the time ends before it begins"),
    "nothing": (Wish(words="zebra"), "no record that matches"),
    "no staffing": (Wish(staffing=True), "no record that matches"),
}


@pytest.mark.parametrize(("wish", "words"), WRONG.values(), ids=WRONG)
async def test_a_mistake_at_the_computer_is_a_sentence(
    asked: Stage, tmp_path: Path, wish: Wish, words: str
) -> None:
    """What cannot be done is said in a sentence; no file is left, and nothing is stated."""
    before = await ledger(asked)
    with pytest.raises(ConfigurationError, match=words):
        await exporting.export(asked.settings, wish, tmp_path / "x.zip", io.StringIO(), io.StringIO())
    assert not (tmp_path / "x.zip").exists()
    assert await ledger(asked) == before


async def test_nothing_is_overwritten(asked: Stage, tmp_path: Path) -> None:
    """A file that is there stays, and so does a folder that is not."""
    there = tmp_path / "there.zip"
    there.write_text("mine")
    for target, words in ((there, "is there already"), (tmp_path / "no" / "x.zip", "there is no folder")):
        with pytest.raises(ConfigurationError, match=words):
            await exporting.export(asked.settings, Wish(), target, io.StringIO(), io.StringIO())
    assert there.read_text() == "mine"


async def test_another_councils_case_is_none(asked: Stage) -> None:
    """A number that is no request of this council answers as any other that does not exist."""
    assert "There is no request 2." in await told(asked, asked.ruth, "/export case 2")
    assert replace(Wish(), case=2).scope(date(2026, 3, 10)).redacted
