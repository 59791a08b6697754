"""`minutebook verify BUNDLE.zip`: checking a bundle by itself, with nothing of the council's at hand.

Checked, in this order, and the first thing that is wrong is named:

1. Each member of the ZIP, in all its parts, is listed in the manifest with the SHA-256 it has; none is missing
   or there twice.
2. The ledger's extract: each entry has the seal that follows from what it says; they rise; one that follows
   another directly names its seal; all but the last are about records captured in it; the last is the head that
   the bundle states (`sealed`).
3. Each file is called by its digest, and an entry states that.
4. Each record is there whose capture an entry states, with all that its digests were made from, and says what
   these say; its files are there, or it says of each that it is not (`proving`).
5. `records.csv` tells the same as `records.jsonl`.

Of a redacted bundle, which holds the ledger's head and no entries: 1, of 3 the name, of 4 the files that are there,
and 5; and that nothing in it claims more.

A manifest can be made anew by whoever changes a bundle, and so can entries between which others were left out; so
its own SHA-256, and the ledger's head, are printed, to be compared with what was told when it was made.
"""

import hashlib
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from minutebook.bot import noted
from minutebook.bot.extracts import Members, Row, entry_of, items, lines, rows, whole
from minutebook.bot.proving import Given, Prover, left_out
from minutebook.bot.sealed import Extract
from minutebook.council.errors import BundleBroken, ConfigurationError
from minutebook.council.ledger import Head

MANIFEST = "manifest.sha256"
FORMAT, HEAD_FORMAT = "minutebook-ledger-extract/1", "minutebook-ledger-head/1"
CONTENTS = "contents.jsonl"
CHUNK = 1 << 20
_AGREES = "The head that was given is the one that it states.\n"


@dataclass(slots=True)
class Checked:
    """What was found whole.

    Attributes:
        digest: SHA-256 of the manifest, hex.
        count, head: the ledger as the bundle states it.
        proved: versions whose content is the one the ledger states.
        missing: files of records that the bundle itself says are not in it.
        older: records sealed by an earlier program, which sealed less of each.
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
    missing: int = 0
    older: int = 0
    redacted: bool = False


def verify(paths: Sequence[Path], out: TextIO, *, against: str = "", council: str = "") -> bool:
    """Check a bundle and say what was found; return whether it is whole, and states the head that was given.

    Args:
        paths: its ZIP file, or all its parts.
        against: `HEAD` or `COUNT:HEAD`, which the bundle is to state; "" for whichever.
        council: whose it is to be, by name or a part of it; "" for whosever.

    Raises:
        ConfigurationError: a file is not there, or is no ZIP; it is another council's; no head in `against`.
    """
    witness = noted.witness(against)
    try:
        found = check(paths)
    except BundleBroken as broken:
        out.write(f"{_plain(str(broken))}\n")
        return False
    noted.check_council(council, _plain(found.council))
    if witness and not noted.is_head(witness, Head(found.count, found.head)):
        out.write(
            f"{_plain(found.council)}: the bundle states another head of the ledger than the one that was given:"
            f" {found.count}:{_plain(found.head)}\n"
        )
        return False
    out.write(
        f"{_plain(found.council)}: the bundle is whole in itself.\n"
        f"{_counted(found.members, 'item', 'items')} as the manifest lists them; its SHA-256 is {found.digest}\n"
        f"{_against_ledger(found)}{_less(found)}{_unprovable(found)}"
        f"{_AGREES if witness else ''}"
        "Compare that SHA-256 with the one told when the bundle was made, and the head with it or with that day’s"
        " digest: nothing else shows that nothing was changed.\n"
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


def _less(found: Checked) -> str:
    """Say what is less than one would look for."""
    told = ""
    if found.missing:
        one = found.missing == 1
        told += (
            f"{_counted(found.missing, 'file of its records is', 'files of its records are')} not in it:"
            f" it says itself that {'this was' if one else 'these were'} missing when it was made\n"
        )
    if found.older:
        one = found.older == 1
        told += (
            f"{_counted(found.older, 'record was', 'records were')} sealed by an earlier program, which did not seal"
            f" where {'it was' if one else 'they were'} said, what was answered, nor what files are called\n"
        )
    return told


def _unprovable(found: Checked) -> str:
    """Say plainly what no bundle can show by itself."""
    if found.redacted:
        return "By itself it shows that its parts fit one another, and no more: all of it can be made anew to fit.\n"
    return (
        "Compared with the ledger’s entries were who said what, where and when, who put it on the record, and the"
        " files. Not compared were references, notes, labels, classes, how long records are kept, days of disposal,"
        " what is marked as exempt, holds and minute references: what the entries state of these they state by"
        " digests, which the council’s database alone shows to be right. Nor were the pages and the PDF.\n"
        "A bundle cannot show by itself that no record was left out with all its entries, nor that entries and"
        " manifest were not made anew to fit.\n"
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
            _files(listed, extract, found)
            _records(members, extract, found)
        except (KeyError, ValueError, TypeError, ArithmeticError) as error:
            raise BundleBroken("a table", f"is not as Minutebook writes it: {error}") from error
        except BundleBroken:
            raise
        except Exception as error:
            # Whoever made it chose how it is packed, and each way has errors of its own.
            raise BundleBroken("the ZIP file", f"cannot be read: {error}") from error
    return found


def _opened(path: Path) -> zipfile.ZipFile:
    if not path.is_file():
        raise ConfigurationError(f"there is no file {path}")
    try:
        return zipfile.ZipFile(path)
    except Exception as error:
        raise ConfigurationError(f"{path} is no ZIP file that can be read") from error


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
    for line in lines(members, MANIFEST):
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


def _ledger(members: Members, found: Checked) -> Extract:
    """Check the ledger's extract, or take its head where that is all there is."""
    told = rows(members, "ledger.jsonl")
    head = next(told, {})
    if head.get("format") not in (FORMAT, HEAD_FORMAT):
        raise BundleBroken("ledger.jsonl", "is of a form this Minutebook does not know")
    found.redacted = head["format"] == HEAD_FORMAT
    if found.redacted is (CONTENTS in members):
        raise BundleBroken(CONTENTS, "does not belong there" if found.redacted else "is missing")
    found.council, found.head = str(head["council"]), str(head["head"])
    found.count = whole(head["count"])
    council_id = whole(head["council_id"])
    extract = Extract()
    for row in told:
        extract.take(entry_of(council_id, row))
        found.entries += 1
    if found.redacted and found.entries:
        raise BundleBroken("ledger.jsonl", "has entries below a head that is to stand alone")
    if not found.redacted:
        extract.finish(found.count, found.head)
    return extract


def _files(listed: Mapping[str, str], extract: Extract, found: Checked) -> None:
    for name, digest in listed.items():
        if name.startswith("files/"):
            stated = found.redacted or digest in extract.files
            if not stated or not name.startswith(f"files/{digest}."):
                raise BundleBroken(name, "is no file that the ledger speaks of")
            found.files += 1


def _records(members: Members, extract: Extract, found: Checked) -> None:
    """Compare the records with the ledger, in their order, with the files, and with the other table of them."""
    named: set[str] = set()
    proof = None if found.redacted else Prover(extract, Given(rows(members, CONTENTS)))
    for row in _same_in_csv(members, rows(members, "records.jsonl")):
        found.records += 1
        if row["council"] != found.council:
            raise BundleBroken(f"record {row['ref']}", "is said to be another council’s")
        if proof is None and row["proved"]:
            raise BundleBroken(f"record {row['ref']}", "nothing is given to prove it by")
        if proof is not None:
            proof.prove(row)
        found.missing += left_out(row, members)
        named.update(map(str, items(row["files"])))
    if proof is not None:
        found.proved, found.older = proof.finish()
    for name in members:
        if name.startswith("files/") and name not in named:
            raise BundleBroken(name, "is no file of a record in this bundle")


def _same_in_csv(members: Members, told: Iterable[Row]) -> Iterable[Row]:
    """Yield the records, each once it is the next line of `records.csv` too."""
    # The tables' writer takes its time to import.
    from minutebook.reports.bundle.lines import csv_head, csv_row

    name = "records.csv"
    if name not in members:
        raise BundleBroken(name, "is missing; if the bundle came in parts, name all of them")
    with members[name].open(name) as stream:
        wanted = csv_head()
        if stream.read(len(wanted)) != wanted:
            raise BundleBroken(name, "is not as Minutebook writes it")
        for row in told:
            yield row
            wanted = csv_row(row)
            if stream.read(len(wanted)) != wanted:
                raise BundleBroken(f"record {row['ref']}", f"says something else in {name}")
        if stream.read(1):
            raise BundleBroken(name, "tells of more records than records.jsonl")
