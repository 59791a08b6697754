"""`minutebook verify BUNDLE.zip`: checking a bundle by itself, with nothing of the council's at hand.

Checked, in this order, and the first thing that is wrong is named:

1. Each member of the ZIP, in all its parts, is listed in the manifest with the SHA-256 it has; none is missing
   or there twice.
2. The ledger's extract: each entry has the seal that follows from what it says; they rise; one that follows
   another directly names its seal; the last is the head that the bundle states.
3. Each digest of content in these entries is the digest of content given in the bundle, where it is given, and
   what `records.jsonl` says a record's texts are is that content.
4. Each file is one whose digest an entry states.

Of a redacted bundle, which holds the ledger's head and no entries, 1 alone, and that nothing in it claims more.

A manifest can be made anew by whoever changes a bundle; so its own SHA-256, and the ledger's head, are printed, to
be compared with what was told when it was made.
"""

import hashlib
import json
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import TextIO

from minutebook.bot.extracts import Row, entry_of, follows, items, mapping, whole
from minutebook.council.errors import BundleBroken, ConfigurationError
from minutebook.council.ledger import Act, Entry, content_digest

MANIFEST = "manifest.sha256"
FORMAT, HEAD_FORMAT = "minutebook-ledger-extract/1", "minutebook-ledger-head/1"
CONTENTS = "contents.jsonl"
CHUNK = 1 << 20
LONGEST_LINE = 64 << 20
"""Bytes of one line that are read; more is no record."""


@dataclass(slots=True)
class Checked:
    """What was found whole.

    Attributes:
        digest: SHA-256 of the manifest, hex.
        count, head: the ledger as the bundle states it.
        proved: versions whose content is the one the ledger states.
        redacted: whether it is a copy that holds no entries of the ledger, and so proves nothing by it.
    """

    digest: str = ""
    council: str = ""
    count: int = 0
    head: str = ""
    members: int = 0
    records: int = 0
    entries: int = 0
    proved: int = 0
    files: int = 0
    redacted: bool = False


@dataclass(slots=True)
class _Extract:
    """What the extract's entries state: content by record and version, and files."""

    content: dict[tuple[int, int], str] = field(default_factory=dict)
    files: set[str] = field(default_factory=set)


def verify(paths: Sequence[Path], out: TextIO) -> bool:
    """Check a bundle and say what was found; return whether it is whole.

    Args:
        paths: its ZIP file, or all its parts.

    Raises:
        ConfigurationError: a file is not there, or is no ZIP.
    """
    try:
        found = check(paths)
    except BundleBroken as broken:
        out.write(f"{_plain(str(broken))}\n")
        return False
    out.write(
        f"{_plain(found.council)}: the bundle is whole.\n"
        f"{_counted(found.members, 'item', 'items')} as the manifest lists them; its SHA-256 is {found.digest}\n"
        f"{_against_ledger(found)}"
        "Compare head and SHA-256 with what the bot told when the bundle was made, or with that day’s digest.\n"
    )
    return True


def _against_ledger(found: Checked) -> str:
    records, files = _counted(found.records, "record", "records"), _counted(found.files, "file", "files")
    head = f"which then had {found.count:,} and the head {_plain(found.head)}"
    if found.redacted:
        return (
            f"{records} and {files}, in a redacted copy: it holds no entries of the"
            f" ledger, {head}. Ask the council to have them checked against it.\n"
        )
    return (
        f"{records}; {_counted(found.proved, 'text', 'texts')} and {files} as the ledger states them\n"
        f"{_counted(found.entries, 'entry', 'entries')} of the ledger, {head}\n"
    )


def _counted(number: int, one: str, many: str) -> str:
    """Return a number with its noun."""
    return f"{number:,} {one if number == 1 else many}"


def _plain(text: str) -> str:
    """Return what a bundle says without signs that steer a terminal: its maker chose them."""
    return "".join(sign if sign.isprintable() else "?" for sign in text)


def check(paths: Sequence[Path]) -> Checked:
    """Check a bundle.

    Raises:
        BundleBroken: the first thing that is wrong.
        ConfigurationError: a file is not there, or is no ZIP.
    """
    with ExitStack() as stack:
        members = _members([stack.enter_context(_opened(path)) for path in paths])
        found = Checked()
        try:
            listed = _manifest(members, found)
            extract = _ledger(members, found)
            if found.redacted:
                _unproved(members, found)
            else:
                _contents(members, extract, found)
        except (KeyError, ValueError, TypeError, ArithmeticError) as error:
            raise BundleBroken("a table", f"is not as Minutebook writes it: {error}") from error
        except BundleBroken:
            raise
        except Exception as error:
            # Whoever made it chose how it is packed, and each way has errors of its own.
            raise BundleBroken("the ZIP file", f"cannot be read: {error}") from error
        _files(listed, extract, found)
    return found


def _opened(path: Path) -> zipfile.ZipFile:
    if not path.is_file():
        raise ConfigurationError(f"there is no file {path}")
    try:
        return zipfile.ZipFile(path)
    except Exception as error:
        raise ConfigurationError(f"{path} is no ZIP file that can be read") from error


Members = Mapping[str, zipfile.ZipFile]


def _members(archives: Sequence[zipfile.ZipFile]) -> Members:
    """Return every member by name, with the part it is in."""
    found: dict[str, zipfile.ZipFile] = {}
    for archive in archives:
        for name in archive.namelist():
            if name in found:
                raise BundleBroken(name, "is there twice")
            found[name] = archive
    for name in (MANIFEST, "ledger.jsonl", "records.jsonl"):
        if name not in found:
            raise BundleBroken(name, "is missing; if the bundle came in parts, name all of them")
    return found


def _digest(members: Members, name: str) -> str:
    digest = hashlib.sha256()
    with members[name].open(name) as stream:
        while piece := stream.read(CHUNK):
            digest.update(piece)
    return digest.hexdigest()


def _manifest(members: Members, found: Checked) -> Mapping[str, str]:
    """Compare every member with the manifest; return what it lists."""
    found.digest = _digest(members, MANIFEST)
    listed: dict[str, str] = {}
    for line in _lines(members, MANIFEST):
        digest, between, name = line.decode().rstrip("\n").partition("  ")
        if not between or name in listed:
            raise BundleBroken(MANIFEST, "is not as Minutebook writes it")
        listed[name] = digest
    for name in members:
        if name not in listed and name != MANIFEST:
            raise BundleBroken(name, "is not in the manifest")
    for name, digest in listed.items():
        if name not in members:
            raise BundleBroken(name, "is missing; if the bundle came in parts, name all of them")
        if _digest(members, name) != digest:
            raise BundleBroken(name, "is not what the manifest says")
    found.members = len(listed)
    return listed


def _lines(members: Members, name: str) -> Iterator[bytes]:
    with members[name].open(name) as stream:
        while line := stream.readline(LONGEST_LINE):
            if len(line) >= LONGEST_LINE:
                raise BundleBroken(name, "has a line that is too long")
            yield line


def _rows(members: Members, name: str) -> Iterator[Row]:
    for line in _lines(members, name):
        row = json.loads(line)
        if not isinstance(row, dict):
            raise BundleBroken(name, "is not as Minutebook writes it")
        yield row


def _ledger(members: Members, found: Checked) -> _Extract:
    """Check the ledger's extract, or take its head where that is all there is."""
    rows = _rows(members, "ledger.jsonl")
    head = next(rows, {})
    if head.get("format") not in (FORMAT, HEAD_FORMAT):
        raise BundleBroken("ledger.jsonl", "is of a form this Minutebook does not know")
    found.redacted = head["format"] == HEAD_FORMAT
    if found.redacted is (CONTENTS in members):
        raise BundleBroken(CONTENTS, "does not belong there" if found.redacted else "is missing")
    found.council, found.head = str(head["council"]), str(head["head"])
    found.count = whole(head["count"])
    council_id = whole(head["council_id"])
    extract = _Extract()
    before: Entry | None = None
    for row in rows:
        entry = entry_of(council_id, row)
        follows(before, entry)
        if entry.record_id is not None and entry.act in (Act.CAPTURED, Act.EDITED):
            extract.content[entry.record_id, entry.version] = entry.digest
        elif entry.act is Act.FILED:
            extract.files.add(entry.digest)
        found.entries += 1
        before = entry
    if found.redacted and found.entries:
        raise BundleBroken("ledger.jsonl", "has entries below a head that is to stand alone")
    if found.redacted:
        return extract
    if before is None or (before.seq, before.seal) != (found.count, found.head):
        raise BundleBroken("ledger.jsonl", "does not end in the head it states")
    return extract


def _contents(members: Members, extract: _Extract, found: Checked) -> None:
    """Compare the content that is given with the ledger, and the records with the content, both in their order."""
    given = _Given(_rows(members, CONTENTS))
    for row in _rows(members, "records.jsonl"):
        found.records += 1
        texts = items(row["texts"])
        stated: dict[int, str] = {}
        before = found.proved
        inside: set[str] = set()
        for one in given.of(str(row["ref"])):
            _proved(one, extract, inside)
            if not one["member"]:
                content = mapping(one["content"])
                stated[whole(one["version"])] = str(content.get("text", ""))
                inside.update(map(str, items(content.get("members", []))))
            found.proved += 1
        if row["proved"] and found.proved == before:
            raise BundleBroken(f"record {row['ref']}", "nothing is given to prove it by")
        for number, text in stated.items():
            if number > len(texts) or texts[number - 1] != text:
                raise BundleBroken(f"record {row['ref']}", f"version {number} is not what the ledger states")
    if given.next is not None:
        raise BundleBroken(CONTENTS, f"tells of {given.next['ref']}, which is no record of this bundle")


def _unproved(members: Members, found: Checked) -> None:
    """Make sure that the records of a redacted bundle claim no proof."""
    for row in _rows(members, "records.jsonl"):
        found.records += 1
        if row["proved"]:
            raise BundleBroken(f"record {row['ref']}", "nothing is given to prove it by")


class _Given:
    """The rows of `contents.jsonl`, which come in the order of the records."""

    def __init__(self, rows: Iterator[Row]) -> None:
        self._rows = rows
        self.next: Row | None = next(rows, None)

    def of(self, ref: str) -> Iterator[Row]:
        """Yield the rows about one record."""
        while self.next is not None and self.next["ref"] == ref:
            yield self.next
            self.next = next(self._rows, None)


def _proved(one: Row, extract: _Extract, inside: set[str]) -> None:
    """Check one piece of content: against the ledger, or, of a conversation's message, against its record."""
    content, digest = mapping(one["content"]), str(one["digest"])
    ref, version = one["ref"], whole(one["version"])
    if content_digest(bytes.fromhex(str(one["salt"])), content) != digest:
        raise BundleBroken(f"record {ref}", f"version {version} has not the digest that is given for it")
    known = inside if one["member"] else {extract.content.get((whole(one["record"]), version))}
    if digest not in known:
        raise BundleBroken(f"record {ref}", f"version {version} is not what the ledger states")


def _files(listed: Mapping[str, str], extract: _Extract, found: Checked) -> None:
    for name, digest in listed.items():
        if name.startswith("files/"):
            stated = found.redacted or digest in extract.files
            if not stated or not name.startswith(f"files/{digest}."):
                raise BundleBroken(name, "is no file that the ledger speaks of")
            found.files += 1
