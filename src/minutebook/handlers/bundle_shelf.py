"""The folder in which bundles are made: a folder for each, which says by a mark what it is.

One that is whole and waits to be sent is marked so, and one that is left for somebody who was told its path.
What bears no mark was never finished: it is being written now, or the program ended while it was.
"""

import json
import re
import shutil
from collections.abc import Collection
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from minutebook.council.bundles import Made

WAITS, LEFT = "made.json", "left.json"
"""The marks: it waits to be sent; it is left here for somebody."""

FORGOTTEN = timedelta(days=4)
"""After which one that was never taken is removed; the outbox gives up after three."""

_OURS = re.compile(r"-?\d+-\d+(?:-[0-9a-f]{12})?")
_WORKING = re.compile(r"part-\d+\.zip|(?:records|contents|ledger)\.(?:csv|jsonl|pdf)|made\.json|left\.json")


def folder_of(shelf: Path, council_id: int, count: int, head: str) -> Path:
    """Return where a bundle is made: count and head are the ledger's with the entry that states it.

    The count alone would not do: after a restore the ledger counts over again, and a bundle left before it is another.
    """
    return shelf / f"{council_id}-{count}-{head[:12]}"


def named(made: Made, stem: str) -> Made:
    """Return the parts of a bundle under the names they are to have, now that it is known how many there are."""
    paths = []
    for number, path in enumerate(made.parts, start=1):
        part = f"-part-{number}-of-{len(made.parts)}" if len(made.parts) > 1 else ""
        paths.append(path.with_name(f"{stem}{part}.zip"))
    return replace(made, parts=tuple(paths))


def rename(made: Made, as_named: Made) -> None:
    """Give the parts of a bundle their names, each for its owner alone."""
    for path, target in zip(made.parts, as_named.parts, strict=True):
        path.rename(target).chmod(0o600)


def keep(folder: Path, made: Made, now: datetime) -> None:
    """Mark a bundle as whole: it waits to be sent."""
    _mark(folder / WAITS, made, now)


def leave(folder: Path, made: Made, now: datetime) -> None:
    """Mark a bundle as left for somebody: it stays until they remove it."""
    _mark(folder / LEFT, made, now)


def _mark(place: Path, made: Made, now: datetime) -> None:
    facts = {
        "parts": [path.name for path in made.parts],
        "digest": made.digest,
        "records": made.records,
        "files": made.files,
        "lost": {sha256: list(refs) for sha256, refs in made.lost.items()},
        "at": now.isoformat(),
    }
    place.write_text(json.dumps(facts), encoding="utf-8")


def kept(folder: Path) -> Made | None:
    """Return the bundle that waits in a folder, whole, or None."""
    return _read(folder / WAITS)


def left(folder: Path) -> Made | None:
    """Return the bundle that was left in a folder for somebody, or None."""
    return _read(folder / LEFT)


def _read(mark: Path) -> Made | None:
    try:
        facts = json.loads(mark.read_text(encoding="utf-8"))
        paths = tuple(mark.with_name(name) for name in facts["parts"])
        return Made(paths, facts["digest"], facts["records"], facts["files"], facts.get("lost", {}))
    except (OSError, ValueError, KeyError, TypeError):
        # Cut off while the mark was written, or damaged since: as good as none.
        return None


def made_at(folder: Path) -> datetime:
    """Return when the bundle that waits in a folder was made.

    Raises:
        OSError, ValueError: none does.
    """
    return datetime.fromisoformat(json.loads((folder / WAITS).read_text(encoding="utf-8"))["at"])


def sweep(shelf: Path, writing: Collection[Path], now: datetime) -> int:
    """Remove what was never finished and what was never taken; return how many.

    Args:
        shelf: the folder of bundles; it need not be there.
        writing: the folders in which a bundle is being written now.
    """
    gone = 0
    for folder in shelf.iterdir() if shelf.is_dir() else ():
        ours = _OURS.fullmatch(folder.name) and folder.is_dir() and not folder.is_symlink()
        if folder in writing or not ours:
            continue
        if left(folder) is not None or not (_is_unfinished(folder) or _is_forgotten(folder, now)):
            continue
        shutil.rmtree(folder, ignore_errors=True)
        gone += 1
    return gone


def _is_unfinished(folder: Path) -> bool:
    """Whether a bundle was begun in a folder and not finished.

    Only what the writer makes is in such a one. Anything else is somebody's: a bundle that was left before there was a
    mark for it, or a folder that is only named like one.
    """
    if kept(folder) is not None:
        return False
    names = [path.name for path in folder.iterdir()]
    return all(_WORKING.fullmatch(name) for name in names)


def _is_forgotten(folder: Path, now: datetime) -> bool:
    return kept(folder) is not None and now - made_at(folder) > FORGOTTEN
