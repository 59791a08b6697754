"""A bundle of records whose files are missing from the store, or were changed there, says so where it is handed over."""

import hashlib
import io
from pathlib import Path

from bot.test_bad_databases import configure
from bot.vault import NAME, Vault
from e2e.bundled import exported
from e2e.private import QUOTE, recorded
from e2e.process import command
from e2e.stage import Stage
from minutebook.bot import exporting
from minutebook.bot.exporting import Wish

PLAN, PHOTO = b"%PDF-1.4 the plan of the wall", b"\xff\xd8 the wall"


async def damage(council: Stage) -> None:
    """Put three files on the record, one of them twice; then lose one, and change the one two records have."""
    for name, content in (
        ("plan.pdf", PLAN),
        ("wall.jpg", PHOTO),
        ("again.jpg", PHOTO),
        ("a.pdf", b"%PDF ok"),
    ):
        said = council.ann.attaches(name, content, in_=council.room, caption=f"See {name}")
        council.ann.reacts(said, "✍")
        await council.settled()
    files = council.folder / "data" / "files"
    (files / hashlib.sha256(PLAN).hexdigest()).unlink()
    (files / hashlib.sha256(PHOTO).hexdigest()).write_bytes(b"changed")


async def test_the_computer_names_how_many_and_of_which_records(council: Stage, tmp_path: Path) -> None:
    """The bundle is written with what there is, and its last lines say what is not in it, and where that stands."""
    await recorded(council, council.ann, QUOTE)
    whole = io.StringIO()
    assert await exporting.export(council.settings, Wish(), tmp_path / "a.zip", whole, io.StringIO())
    assert "Missing" not in whole.getvalue()
    await damage(council)
    out = io.StringIO()
    assert not await exporting.export(council.settings, Wish(), tmp_path / "b.zip", out, io.StringIO())
    assert "5 records and one file in" in out.getvalue()
    assert "not in the bundle: 2 files, of 2026/0002, 2026/0003, 2026/0004." in out.getvalue()
    assert "gaps.html lists what is missing" in out.getvalue()


async def test_the_chat_names_them_too(council: Stage) -> None:
    """Whoever asked by /export is told under the bundle; its page of gaps lists the same."""
    await damage(council)
    made = await exported(council, council.ruth)
    assert "2 files are missing from the store or were changed there" in made.heard[-1].text
    assert "of 2026/0001, 2026/0002, 2026/0003." in made.heard[-1].text
    assert "missing from the council’s store or changed there" in made.text("gaps.html")
    assert "2026/0003" in made.text("gaps.html")


async def test_the_command_ends_with_one_so_that_a_script_notices(tmp_path: Path) -> None:
    """Exit code 1, with the bundle written all the same."""
    vault = Vault(tmp_path)
    await vault.fill()
    configure(tmp_path)
    whole = await command("export", "whole.zip", cwd=tmp_path)
    assert (whole.code, whole.err) == (0, "")
    (vault.files / NAME).unlink()
    ended = await command("export", "b.zip", cwd=tmp_path)
    assert (ended.code, ended.err) == (1, "")
    assert "one file, of 2026/0002" in ended.out
    assert (await command("verify", "b.zip", cwd=tmp_path)).code == 0
