"""What a bundle's tables say, read with suspicion: lines, entries of the ledger's extract, numbers, lists and objects."""

import json
import zipfile
from collections.abc import Iterator, Mapping
from datetime import datetime

from minutebook.council.errors import BundleBroken
from minutebook.council.ledger import Act, Entry, seal_of

Row = Mapping[str, object]
Members = Mapping[str, zipfile.ZipFile]
"""What is in a bundle, by name, with the part it is in."""

LONGEST_LINE = 64 << 20
"""Bytes of one line that are read; more is no record."""


def lines(members: Members, name: str) -> Iterator[bytes]:
    """Yield the lines of a member.

    Raises:
        BundleBroken: one is too long.
    """
    with members[name].open(name) as stream:
        while line := stream.readline(LONGEST_LINE):
            if len(line) >= LONGEST_LINE:
                raise BundleBroken(name, "has a line that is too long")
            yield line


def rows(members: Members, name: str) -> Iterator[Row]:
    """Yield the rows of a table.

    Raises:
        BundleBroken: a line is too long, or tells something else.
        ValueError: it is no JSON.
    """
    for line in lines(members, name):
        row = json.loads(line)
        if not isinstance(row, dict):
            raise BundleBroken(name, "is not as Minutebook writes it")
        yield row


def follows(before: Entry | None, entry: Entry) -> None:
    """Make sure that an entry is sealed as it says, and comes after the one before it in the extract.

    Raises:
        BundleBroken: it does not.
    """
    if entry.seal != seal_of(entry):
        raise BundleBroken(f"ledger entry {entry.seq}", "its seal does not match what it says")
    if before is None:
        return
    if entry.seq <= before.seq:
        raise BundleBroken(f"ledger entry {entry.seq}", "stands out of order")
    if entry.seq == before.seq + 1 and entry.previous != before.seal:
        raise BundleBroken(f"ledger entry {entry.seq}", "does not follow from the entry before it")


def entry_of(council_id: int, row: Row) -> Entry:
    """Return the entry that a row of the extract tells.

    Raises:
        KeyError, TypeError, ValueError: it tells none.
    """
    record = row["record"]
    return Entry(
        council_id,
        whole(row["seq"]),
        datetime.fromisoformat(str(row["at"])),
        Act(str(row["act"])),
        None if record is None else whole(record),
        whole(row["version"]),
        whole(row["actor"]),
        str(row["digest"]),
        str(row["previous"]),
        str(row["seal"]),
    )


def whole(value: object) -> int:
    """Return a number as it is.

    Raises:
        TypeError: it is none.
    """
    if isinstance(value, bool) or not isinstance(value, int):
        raise TypeError("a number was expected")
    return value


def items(value: object) -> list[object]:
    """Return a list as it is.

    Raises:
        TypeError: it is none.
    """
    if not isinstance(value, list):
        raise TypeError("a list was expected")
    return value


def mapping(value: object) -> Row:
    """Return an object as it is.

    Raises:
        TypeError: it is none.
    """
    if not isinstance(value, dict):
        raise TypeError("an object was expected")
    return value
