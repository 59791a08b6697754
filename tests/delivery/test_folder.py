"""Letters in a folder: whole or not at all, each in its council's, and never one over another."""

import json
import os
from collections.abc import Iterable
from dataclasses import replace
from email import message_from_bytes, policy
from itertools import islice
from pathlib import Path

import pytest

from delivery.samples import letter, stored
from minutebook.council.letters import NotCarried, Reach
from minutebook.delivery.folder import Folder, plain_name, write_through


def names(root: Path) -> list[str]:
    """Every file below a folder, hidden ones too."""
    return sorted(str(path.relative_to(root)) for path in root.rglob("*") if path.is_file())


async def test_a_letter_is_an_eml_a_json_and_its_files(tmp_path: Path) -> None:
    """A mail program opens the one, a program the other, and the files stand beside them as they were."""
    enclosure = stored(tmp_path / "files", b"the plan")
    root = tmp_path / "records"
    place = await Folder(root, tmp_path / "files").carry(letter(enclosure), "")
    assert place == "01 Wexcombe Parish Council/2026-0001.eml"
    folder = root / "01 Wexcombe Parish Council"
    assert names(folder) == ["2026-0001 1 plan.pdf", "2026-0001.eml", "2026-0001.json"]
    opened = message_from_bytes((folder / "2026-0001.eml").read_bytes(), policy=policy.default)
    assert opened["Subject"] == "Record 2026/0001, Wexcombe Parish Council"
    assert "café" in opened.get_content()
    facts = json.loads((folder / "2026-0001.json").read_text(encoding="utf-8"))
    assert facts["text"] == "Agreed: £400 for the café’s roof."
    assert facts["files_here"] == ["2026-0001 1 plan.pdf"]
    assert (folder / "2026-0001 1 plan.pdf").read_bytes() == b"the plan"


async def test_the_same_letter_again_changes_nothing(tmp_path: Path) -> None:
    """After a crash it is put there again, under the same names and with the same bytes."""
    enclosure = stored(tmp_path / "files", b"the plan")
    folder = Folder(tmp_path / "records", tmp_path / "files")
    await folder.carry(letter(enclosure), "")
    before = {name: (tmp_path / "records" / name).read_bytes() for name in names(tmp_path / "records")}
    await folder.carry(letter(enclosure), "")
    assert {
        name: (tmp_path / "records" / name).read_bytes() for name in names(tmp_path / "records")
    } == before


async def test_another_letter_of_the_same_name_stands_beside_it(tmp_path: Path) -> None:
    """A reference given again, after a restore, does not write over what was there; nor over somebody's own file."""
    folder = Folder(tmp_path / "records", tmp_path / "files")
    first = letter()
    await folder.carry(first, "")
    await folder.carry(replace(first, key="f" * 32 + ".v1", text="Another."), "")
    own = tmp_path / "records" / "01 Wexcombe Parish Council"
    assert {"2026-0001.eml", "2026-0001 (2).eml"} <= set(names(own))
    assert b"Another." in (own / "2026-0001 (2).eml").read_bytes()
    assert b"Another." not in (own / "2026-0001.eml").read_bytes()
    (own / "2026-0002.json").write_text("not ours")
    await folder.carry(letter(ref="2026/0002"), "")
    assert (own / "2026-0002.json").read_text() == "not ours"


async def test_councils_of_like_names_keep_apart(tmp_path: Path) -> None:
    """Each council has a folder of its own, which it keeps when it is renamed."""
    folder = Folder(tmp_path / "records", tmp_path / "files")
    await folder.carry(letter(council="St. Mary/Bourne"), "")
    await folder.carry(replace(letter(council="St. Mary:Bourne"), council_id=2), "")
    await folder.carry(letter(council="St Mary Bourne Town Council", ref="2026/0002"), "")
    made = sorted(path.name for path in (tmp_path / "records").iterdir())
    assert made == ["01 St. Mary_Bourne", "02 St. Mary_Bourne"]
    assert "2026-0002.eml" in names(tmp_path / "records" / made[0])


HOSTILE = {
    "a path": "../../etc/passwd",
    "another system's path": "..\\..\\autoexec.bat",
    "a sign of control": "plan\x00\n.pdf",
    "a name Windows keeps": "CON.pdf",
    "text that turns round": "plan\u202efdp.exe",
    "nothing": " . ",
    "very long": "x" * 500,
    "a stream": "plan.pdf:hidden",
}


@pytest.mark.parametrize("name", HOSTILE.values(), ids=list(HOSTILE))
async def test_a_hostile_name_stays_in_its_folder(tmp_path: Path, name: str) -> None:
    """Whatever a file is called, it is put beside its letter, under a name any file system takes."""
    plain = plain_name(name)
    assert plain
    assert len(plain) <= 101
    assert not set(plain) & set('/\\:*?"<>|\x00\n\u202e')
    assert not plain.startswith(".")
    assert not plain.endswith((".", " "))
    enclosure = replace(stored(tmp_path / "files", b"x"), name=name)
    await Folder(tmp_path / "records", tmp_path / "files").carry(letter(enclosure), "")
    assert len(names(tmp_path / "records")) == 3
    assert len(names(tmp_path)) == 4


def runs_full(path: Path, pieces: Iterable[bytes]) -> None:
    """A disk with room for five bytes more."""
    write_through(path, (piece[:5] for piece in islice(pieces, 1)))
    raise OSError(28, "No space left on device", str(path))


async def test_a_full_disk_leaves_nothing_half(tmp_path: Path) -> None:
    """What could not be written whole is not there at all; once there is room it is."""
    enclosure = stored(tmp_path / "files", b"the plan")
    root = tmp_path / "records"
    full = Folder(root, tmp_path / "files", write=runs_full)
    with pytest.raises(NotCarried) as told:
        await full.carry(letter(enclosure), "")
    assert (told.value.fault, told.value.reach, told.value.lasting) == ("folder", Reach.ALL, True)
    assert names(root) == []
    await Folder(root, tmp_path / "files").carry(letter(enclosure), "")
    assert len(names(root)) == 3


async def test_a_damaged_file_leaves_no_letter(tmp_path: Path) -> None:
    """A file that is not the one that was stored is not put there under its name."""
    enclosure = stored(tmp_path / "files", b"the plan")
    (tmp_path / "files" / enclosure.path).write_bytes(b"another!")
    with pytest.raises(NotCarried) as told:
        await Folder(tmp_path / "records", tmp_path / "files").carry(letter(enclosure), "")
    assert (told.value.fault, told.value.reach) == ("damaged", Reach.LETTER)
    assert names(tmp_path / "records") == []


async def test_a_place_that_is_no_folder_is_told(tmp_path: Path) -> None:
    """Where the configuration names a file, or a folder that may not be written, nothing is lost but time."""
    (tmp_path / "records").write_text("a file")
    with pytest.raises(NotCarried) as told:
        await Folder(tmp_path / "records", tmp_path / "files").carry(letter(), "")
    assert told.value.fault == "folder"


async def test_what_a_crash_left_is_cleared(tmp_path: Path) -> None:
    """A part that a crash left is replaced, and its owner alone can read what is written."""
    folder = Folder(tmp_path / "records", tmp_path / "files")
    own = tmp_path / "records" / "01 Wexcombe Parish Council"
    own.mkdir(parents=True)
    (own / ".2026-0001.eml.part").write_text("half")
    await folder.carry(letter(), "")
    assert names(own) == ["2026-0001.eml", "2026-0001.json"]
    if os.name == "posix":
        assert (own / "2026-0001.eml").stat().st_mode & 0o077 == 0
