"""A bundle somebody made to break the checker: it says in a sentence what is wrong, and shows nothing but plain text."""

import io
import json
import zipfile
from pathlib import Path

import pytest

from minutebook.bot import checking
from minutebook.council.errors import MinutebookError

HEAD = {"format": "minutebook-ledger-extract/1", "council": "W", "council_id": 1, "count": 1, "head": "0"}
ENTRY = {
    "seq": 1,
    "at": "2026-03-10T19:00:00+00:00",
    "act": "captured",
    "record": 1,
    "version": 1,
    "actor": 1,
    "digest": "",
    "previous": "",
    "seal": "",
}


def bundle(folder: Path, *, method: int = zipfile.ZIP_STORED, **ledger: object) -> Path:
    """A ZIP with what a bundle has, and an entry of the ledger that says what is asked for."""
    path = folder / "bundle.zip"
    lines = [json.dumps(HEAD), json.dumps(ENTRY | ledger)]
    members = {"ledger.jsonl": "\n".join(lines), "records.jsonl": "", "contents.jsonl": ""}
    digests = {name: checking.hashlib.sha256(text.encode()).hexdigest() for name, text in members.items()}
    members["manifest.sha256"] = "".join(f"{digest}  {name}\n" for name, digest in digests.items())
    with zipfile.ZipFile(path, "w", method) as archive:
        for name, text in members.items():
            archive.writestr(name, text)
    return path


@pytest.mark.parametrize(
    "change",
    [
        {"at": "0001-01-01T00:00:00+23:00"},
        {"at": "9999-12-31T23:59:59-23:00"},
        {"seq": 10**4000},
        {"digest": "\ud800"},
    ],
)
def test_an_entry_that_no_program_wrote_is_named(tmp_path: Path, change: dict[str, object]) -> None:
    """Instants before the first and after the last there is, numbers without end, half a character."""
    with pytest.raises(MinutebookError):
        checking.check([bundle(tmp_path, **change)])


def test_a_packed_member_that_is_broken_is_named(tmp_path: Path) -> None:
    """Whatever way it is packed."""
    for method in (zipfile.ZIP_LZMA, zipfile.ZIP_BZIP2, zipfile.ZIP_DEFLATED):
        path = bundle(tmp_path, method=method)
        whole = bytearray(path.read_bytes())
        at = whole.index(b"ledger.jsonl") + len("ledger.jsonl") + 12
        whole[at : at + 40] = bytes(255 - byte for byte in whole[at : at + 40])
        path.write_bytes(whole)
        with pytest.raises(MinutebookError):
            checking.check([path])


def test_what_a_bundle_calls_itself_steers_no_terminal(tmp_path: Path) -> None:
    """Signs that move the cursor, or hide what stood there, are not written."""
    path = tmp_path / "bundle.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("\x1b[2J\x1b[1;1H\u202eAll is well", "")
        for name in ("manifest.sha256", "ledger.jsonl", "records.jsonl", "contents.jsonl"):
            archive.writestr(name, "")
    out = io.StringIO()
    assert not checking.verify([path], out)
    assert "All is well" in out.getvalue()
    assert not {"\x1b", "\u202e"}.intersection(out.getvalue())
