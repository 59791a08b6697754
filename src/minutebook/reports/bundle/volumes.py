"""The ZIP of a bundle, in one part or, where it would be too large for one, in several; and its manifest.

Unpacked into one folder the parts are the whole bundle; `sha256sum -c manifest.sha256` checks it there.
"""

import hashlib
import zipfile
from datetime import datetime
from pathlib import Path
from typing import IO

CHUNK = 1 << 20
MANIFEST = "manifest.sha256"
PACKED = frozenset(
    {"jpg", "jpeg", "png", "gif", "webp", "heic", "mp3", "ogg", "oga", "opus", "m4a"}
) | frozenset({"mp4", "mov", "webm", "zip", "docx", "xlsx", "pptx", "odt", "ods", "odp", "pdf"})
"""Endings of what is packed already."""

ROOM = 64 * 1024
"""Bytes left in each part for its directory; the names of some six hundred files."""


class Volumes:
    """Writes members into one ZIP after another, none larger than a limit unless one member alone is.

    Args:
        folder: where the parts are written, as `part-1.zip` and so on.
        at: what time the members state, so that the same bundle is the same bytes.
        limit: bytes a part may have; None for one part whatever its size.
    """

    def __init__(self, folder: Path, at: datetime, limit: int | None = None) -> None:
        self._folder = folder
        # A ZIP knows no year before 1980.
        self._at = (max(at.year, 1980), at.month, at.day, at.hour, at.minute, at.second)
        self._limit = limit
        self._zip: zipfile.ZipFile | None = None
        self._manifest: list[str] = []
        self._names: set[str] = set()
        self._room_for_names = 0
        self.parts: list[Path] = []

    @property
    def digest(self) -> str:
        """SHA-256 of the manifest, hex: one number that stands for all that is in the bundle."""
        return hashlib.sha256(self._manifest_bytes()).hexdigest()

    def _manifest_bytes(self) -> bytes:
        return "".join(self._manifest).encode()

    def text(self, name: str, content: str) -> None:
        """Add a member from text."""
        self.content(name, content.encode("utf-8", "backslashreplace"))

    def content(self, name: str, content: bytes) -> None:
        """Add a member from memory."""
        with self._member(name, len(content) // 3) as out:
            out.write(content)
        self._note(name, hashlib.sha256(content).hexdigest())

    def file(self, name: str, path: Path) -> str:
        """Add a member from disk, a piece at a time, and return its SHA-256, hex.

        Raises:
            OSError: it cannot be read.
        """
        packed = name.rpartition(".")[2].lower() in PACKED
        size = path.stat().st_size
        digest = hashlib.sha256()
        likely = size if packed else size // 3
        # The source is opened first: what cannot be read leaves no member behind.
        with path.open("rb") as stream, self._member(name, likely, packed=packed) as out:
            while piece := stream.read(CHUNK):
                digest.update(piece)
                out.write(piece)
        self._note(name, digest.hexdigest())
        return digest.hexdigest()

    def _note(self, name: str, digest: str) -> None:
        self._names.add(name)
        self._manifest.append(f"{digest}  {name}\n")

    def __contains__(self, name: str) -> bool:
        return name in self._names

    def _member(self, name: str, size: int, *, packed: bool = False) -> IO[bytes]:
        """Open a member for writing, in a new part where this one has no room for about `size` bytes."""
        archive = self._part(size)
        self._room_for_names += 2 * len(name) + 200
        info = zipfile.ZipInfo(name, self._at)
        info.compress_type = zipfile.ZIP_STORED if packed else zipfile.ZIP_DEFLATED
        info.external_attr = 0o644 << 16
        return archive.open(info, "w", force_zip64=size > zipfile.ZIP64_LIMIT // 4)

    def _part(self, size: int) -> zipfile.ZipFile:
        if self._zip is not None and self._limit is not None and self._zip.fp is not None:
            used = self._zip.fp.tell() + self._room_for_names + ROOM
            if self._zip.filelist and used + size > self._limit:
                self._zip.close()
                self._zip = None
        if self._zip is None:
            path = self._folder / f"part-{len(self.parts) + 1}.zip"
            self._zip = zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=6)
            self._room_for_names = 0
            self.parts.append(path)
        return self._zip

    def close(self) -> None:
        """Add the manifest and end the last part."""
        content = self._manifest_bytes()
        with self._member(MANIFEST, len(content)) as out:
            out.write(content)
        self.abandon()

    def abandon(self) -> None:
        """Close what is open, finished or not."""
        if self._zip is not None:
            self._zip.close()
            self._zip = None
