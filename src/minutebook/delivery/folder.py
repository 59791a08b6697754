"""Letters into a folder that SharePoint, OneDrive or a backup picks up: one below it for each council.

A letter is an `.eml` that any mail program opens, a `.json` for programs, and its files beside them. Each is
written under another name, and given its own once it is whole and on disk, so that nothing is ever picked up half;
the `.eml` comes last. Nothing is written over but by the same letter.
"""

import asyncio
import json
import os
import re
import unicodedata
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path

from minutebook.council.letters import Letter, NotCarried, Reach
from minutebook.delivery.enclosed import pieces_of
from minutebook.delivery.mail import as_email

SENDER = "minutebook@localhost"
PART = ".part"
COPIES = 1_000
"""Letters of one name that are told apart by a number: a reference can be given again after a restore."""

Write = Callable[[Path, Iterable[bytes]], None]


class Folder:
    """Puts letters into a folder.

    Args:
        root: the folder; made if it is not there.
        files: where the store keeps its files.
        sender: the address the letters come from.
        write: writes bytes to a new file, and onto the disk.
    """

    def __init__(self, root: Path, files: Path, sender: str = SENDER, write: "Write | None" = None) -> None:
        self._root = root
        self._files = files
        self._sender = sender
        self._write = write or write_through

    async def carry(self, letter: Letter, to: str) -> str:
        """Put a letter into its council's folder, and return its name there; `to` is for e-mail.

        Raises:
            NotCarried: the folder cannot be written, or a file of the letter cannot be read.
        """
        try:
            return await asyncio.to_thread(self._put, letter)
        except OSError as error:
            raise NotCarried("folder", Reach.ALL, lasting=True) from error

    def _put(self, letter: Letter) -> str:
        place = self._of_council(letter.council_id, letter.council)
        stem = _stem(place, letter)
        for enclosure in letter.enclosures:
            self._whole(place / f"{stem} {plain_name(enclosure.name)}", pieces_of(self._files, enclosure))
        beside = [f"{stem} {plain_name(enclosure.name)}" for enclosure in letter.enclosures]
        facts = {"letter": letter.key, **letter.facts, "files_here": beside}
        told = json.dumps(facts, ensure_ascii=False, indent=1) + "\n"
        self._whole(place / f"{stem}.json", [told.encode()])
        self._whole(place / f"{stem}.eml", [as_email(letter, self._sender, "").as_bytes()])
        return f"{place.name}/{stem}.eml"

    def _of_council(self, council_id: int, name: str) -> Path:
        """Return a council's folder, which keeps its name when the council gets another."""
        self._root.mkdir(parents=True, exist_ok=True)
        mark = f"{council_id:02d} "
        for known in sorted(self._root.iterdir()):
            if known.name.startswith(mark) and known.is_dir():
                return known
        made = self._root / f"{mark}{plain_name(name)}"
        made.mkdir()
        return made

    def _whole(self, target: Path, pieces: Iterable[bytes]) -> None:
        """Write a file so that it is there whole or not at all."""
        part = target.with_name(f".{target.name}{PART}")
        try:
            with suppress(FileNotFoundError):
                part.unlink()
            self._write(part, pieces)
            part.replace(target)
        finally:
            part.unlink(missing_ok=True)
        _sync_folder(target.parent)


def _stem(place: Path, letter: Letter) -> str:
    """Return what a letter's files are called: another letter's of that name stay as they are."""
    stem = plain_name(letter.stem)
    for number in range(2, COPIES):
        known = place / f"{stem}.json"
        try:
            held = json.loads(known.read_bytes())
        except FileNotFoundError:
            if not (place / f"{stem}.eml").exists():
                return stem
            held = {}
        except ValueError:
            held = {}
        if isinstance(held, dict) and held.get("letter") == letter.key:
            return stem
        stem = f"{plain_name(letter.stem)} ({number})"
    raise OSError(f"{COPIES} letters of one name")


def plain_name(name: str) -> str:
    """Return `name` as far as any file system takes it: no separators, no signs of control, no name of Windows' own."""
    plain = unicodedata.normalize("NFC", name)
    kept = "".join(sign if sign.isalnum() or sign in " -_().,'’&" else "_" for sign in plain)
    kept = kept.strip(" .")[:100].rstrip(" .") or "file"
    return f"_{kept}" if re.fullmatch(r"(?i)(con|prn|aux|nul|com[0-9]|lpt[0-9])(\..*)?", kept) else kept


def write_through(path: Path, pieces: Iterable[bytes]) -> None:
    """Write a new file for its owner alone, and return once it is on the disk.

    Raises:
        OSError: it cannot be written.
    """
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as stream:
        for piece in pieces:
            stream.write(piece)
        stream.flush()
        os.fsync(stream.fileno())


def _sync_folder(folder: Path) -> None:
    """Bring a folder's names onto the disk, where the system can."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
