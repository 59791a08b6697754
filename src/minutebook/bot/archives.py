"""The archive a backup is: a ZIP of the database, the files and the register, with a manifest of their hashes.

The manifest comes last, and nothing may be in the archive that it does not name, nor the other way round; so one
that was cut short or altered is known for it, and no name in it leads out of the folder it is unpacked in.
"""

import hashlib
import json
import re
import zipfile
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

from minutebook.council.errors import StoreError

FORMAT = "minutebook-backup"
VERSION = 1
MANIFEST = "manifest.json"
DATABASE = "minutebook.db"
REGISTER = "disposals.jsonl"
FILES = "files/"
PIECE = 1 << 20
"""Bytes read at once."""

MANIFEST_LIMIT = 512 * 1024 * 1024
"""Bytes beyond which no manifest is read."""

_NAMES = re.compile(rf"{re.escape(DATABASE)}|{re.escape(REGISTER)}|{FILES}[0-9a-f]{{64}}")


class ArchiveError(StoreError):
    """A file is no backup, or no longer the one that was made; the text says which and what to do."""


@dataclass(frozen=True, slots=True)
class Member:
    """A file in an archive: its size in bytes and the hex SHA-256 of its content."""

    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What an archive says of itself.

    Attributes:
        made_at: the moment whose state it holds, aware UTC.
        program: the version that made it.
        schema: revision of the database's schema.
        heads: where each council's ledger ended, by its name: entries and last seal.
        members: its files by name.
        missing: files the records have that were gone or damaged already.
    """

    made_at: datetime
    program: str
    schema: str
    heads: Mapping[str, tuple[int, str]]
    members: Mapping[str, Member] = field(default_factory=dict)
    missing: tuple[str, ...] = ()


def spelled(manifest: Manifest) -> bytes:
    """Return a manifest as it stands in an archive."""
    told = {
        "format": FORMAT,
        "version": VERSION,
        "made_at": manifest.made_at.isoformat(),
        "program": manifest.program,
        "schema": manifest.schema,
        "councils": [
            {"name": name, "entries": count, "head": seal} for name, (count, seal) in manifest.heads.items()
        ],
        "files": [
            {"name": name, "size": member.size, "sha256": member.sha256}
            for name, member in manifest.members.items()
        ],
        "missing": list(manifest.missing),
    }
    return (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode()


def _read(text: bytes, path: Path) -> Manifest:
    told = json.loads(text)
    if told["format"] != FORMAT:
        raise ArchiveError(f"{path} is no backup of Minutebook")
    if told["version"] > VERSION:
        raise ArchiveError(f"{path} was made by a newer Minutebook; update the program")
    return Manifest(
        made_at=_instant(told["made_at"]),
        program=str(told["program"]),
        schema=str(told["schema"]),
        heads={item["name"]: (int(item["entries"]), str(item["head"])) for item in told["councils"]},
        members={item["name"]: Member(int(item["size"]), str(item["sha256"])) for item in told["files"]},
        missing=tuple(str(name) for name in told["missing"]),
    )


def _instant(text: str) -> datetime:
    """Return a moment as aware UTC; one without a zone is none that was ever written here."""
    at = datetime.fromisoformat(text)
    if at.tzinfo is None:
        raise ValueError("a moment without a zone")
    return at.astimezone(UTC)


class Packer:
    """Puts files into a new archive, one after another, then its manifest."""

    def __init__(self, stream: IO[bytes], at: datetime) -> None:
        self._zip = zipfile.ZipFile(stream, "w", allowZip64=True)
        self._at = at.timetuple()[:6]
        self.members: dict[str, Member] = {}

    def __enter__(self) -> "Packer":
        """Begin."""
        return self

    def __exit__(self, *fault: object) -> None:
        """Let go of the archive, finished or not; what went wrong before is what is told."""
        with suppress(Exception):
            self._zip.close()

    def add(self, name: str, pieces: Iterable[bytes], *, packed: bool = False) -> Member:
        """Add a file.

        Args:
            packed: whether it is made smaller; photographs and PDFs would not be.

        Raises:
            OSError: it cannot be written.
        """
        info = zipfile.ZipInfo(name, self._at)
        info.compress_type = zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED
        info.external_attr = 0o600 << 16
        digest, size = hashlib.sha256(), 0
        with self._zip.open(info, "w", force_zip64=True) as member:
            for piece in pieces:
                digest.update(piece)
                size += len(piece)
                member.write(piece)
        self.members[name] = Member(size, digest.hexdigest())
        return self.members[name]

    def finish(self, manifest: bytes) -> None:
        """Add the manifest, and end the archive.

        Raises:
            OSError: it cannot be written.
        """
        self._zip.writestr(zipfile.ZipInfo(MANIFEST, self._at), manifest)
        self._zip.close()


class Archive:
    """A backup that is there, open to be read. Open it with `opened`."""

    def __init__(self, path: Path, archive: zipfile.ZipFile, manifest: Manifest) -> None:
        self.path = path
        self.manifest = manifest
        self._zip = archive

    def pieces(self, name: str) -> Iterator[bytes]:
        """Yield a file's bytes; whoever writes them somewhere waits for the end to keep them.

        Raises:
            ArchiveError: it is not what the manifest says; known at the end only.
        """
        expected = self.manifest.members[name]
        digest, size = hashlib.sha256(), 0
        try:
            with self._zip.open(name) as member:
                while piece := member.read(PIECE):
                    digest.update(piece)
                    size += len(piece)
                    if size > expected.size:
                        break
                    yield piece
        except Exception as error:
            # A changed byte can make of it anything: another method of packing, a password, a name.
            raise damaged(self.path, name) from error
        if (size, digest.hexdigest()) != (expected.size, expected.sha256):
            raise damaged(self.path, name)

    def check(self) -> None:
        """Read everything in it.

        Raises:
            ArchiveError: something is not what the manifest says.
        """
        for name in self.manifest.members:
            for _ in self.pieces(name):
                pass


def damaged(path: Path, what: str) -> ArchiveError:
    """Return the error that a part of a backup is not what it was."""
    return ArchiveError(f"{path} is damaged: {what} in it is not what its manifest says; use another backup")


@contextmanager
def opened(path: Path) -> Iterator[Archive]:
    """Open a backup.

    Raises:
        ArchiveError: it is none, was cut short, or holds what its manifest does not name.
        OSError: it cannot be read.
    """
    try:
        archive = zipfile.ZipFile(path)
    except OSError:
        raise
    except Exception as error:
        raise ArchiveError(
            f"{path} is no backup of Minutebook, or only the beginning of one; use another backup"
        ) from error
    with archive:
        yield Archive(path, archive, _manifest_of(path, archive))


def _manifest_of(path: Path, archive: zipfile.ZipFile) -> Manifest:
    if MANIFEST not in archive.namelist():
        raise ArchiveError(f"{path} is no backup of Minutebook: it has no manifest")
    try:
        if archive.getinfo(MANIFEST).file_size > MANIFEST_LIMIT:
            raise ArchiveError(f"{path} is no backup of Minutebook")
        manifest = _read(archive.read(MANIFEST), path)
    except (ArchiveError, MemoryError):
        raise
    except Exception as error:
        raise damaged(path, MANIFEST) from error
    held = [info.filename for info in archive.infolist()]
    strange = set(held) ^ {MANIFEST, *manifest.members}
    strange |= {name for name in manifest.members if not _NAMES.fullmatch(name)}
    if strange or len(held) != len(set(held)) or DATABASE not in manifest.members:
        raise damaged(path, sorted(strange)[0] if strange else "its list of files")
    return manifest


def moments(paths: Iterable[Path], councils: Collection[str] | None = None) -> list[datetime]:
    """Return when backups were made, of those among some files that are any.

    Args:
        councils: if given, only of backups that hold one of these, by name.
    """
    found = []
    for path in paths:
        with suppress(ArchiveError, OSError), opened(path) as archive:
            if councils is None or set(councils).intersection(archive.manifest.heads):
                found.append(archive.manifest.made_at)
    return found
