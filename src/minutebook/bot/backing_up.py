"""`minutebook backup`: the whole record store as one file, made while the bot runs.

The database is copied as it stands at one moment; then the files its records have, which never change; then the
register of disposals, so that what is disposed of meanwhile does not come back. The archive is written beside its
place, read again, and given its name only when it is good: a backup of that name from before stays until then.
"""

import hashlib
import os
import tempfile
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import IO, TextIO

from minutebook import __version__
from minutebook.bot import archives, leftovers
from minutebook.bot.archives import DATABASE, FILES, REGISTER, ArchiveError, Manifest, Packer
from minutebook.bot.disposals import register_path
from minutebook.bot.settings import Settings
from minutebook.council.errors import ConfigurationError, StoreError, StoreFullError
from minutebook.storage import snapshots
from minutebook.storage.engine import database_path

STAGING = ".minutebook-backup-"

NAMED = "minutebook-????-??-??-????.zip"
"""What backups are called in a folder; the moment is in UTC."""

Make = Callable[[Path], IO[bytes]]
"""Opens a new file to be written."""


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup that was made.

    Attributes:
        size: bytes.
        noted: whether the store knows of it, and so the digest.
    """

    path: Path
    size: int
    manifest: Manifest
    noted: bool = False

    @property
    def good(self) -> bool:
        """Whether everything the records have is in it."""
        return not self.manifest.missing


def make_new(path: Path) -> IO[bytes]:
    """Open a new file for its owner alone.

    Raises:
        OSError: it is there already, or cannot be made.
    """
    return os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600), "w+b")


def back_up(
    settings: Settings, target: Path, now: datetime, *, keep: int = 0, make: Make = make_new
) -> Backup:
    """Make a backup.

    Args:
        target: the file; or a folder, in which it is named by the moment.
        now: aware UTC.
        keep: of those so named in the folder, how many are left, the newest; 0 for all.
        make: opens the archive to be written.

    Raises:
        ConfigurationError: there is no database, no such folder, or something else of that name.
        ForeignStoreError: the database is another program's, or a newer Minutebook's.
        StoreFullError: there is no room, or it cannot be written.
        StoreError: the database cannot be read or is damaged, or the disk does not give back what was written.
    """
    database = database_path(settings.storage.url)
    if not database.exists():
        raise ConfigurationError(f"there is no database at {database} yet, so there is nothing to back up")
    snapshots.refuse_unknown(database)
    place = _place(target, now)
    written_over = [at for at in archives.moments([place]) if at != now]
    with _counted(database, now):
        made = _made(settings, database, place, now, make)
    if made.good:
        return replace(made, noted=_noted(database, now, [*written_over, *_thin(place, keep)]))
    with suppress(StoreError):
        snapshots.note_gone(database, written_over)
    return made


@contextmanager
def _counted(database: Path, now: datetime) -> Iterator[None]:
    """Let the store know of a backup from its beginning on, and no longer if it comes to nothing."""
    # Known or not, it is made: the store may be busy.
    with suppress(StoreError):
        snapshots.note_begun(database, now)
    try:
        yield
    except BaseException:
        with suppress(StoreError):
            snapshots.note_gone(database, [now])
        raise


def _made(settings: Settings, database: Path, place: Path, now: datetime, make: Make) -> Backup:
    """Write the archive, see that the disk gives it back, and put it in its place."""
    try:
        leftovers.clear(place.parent, STAGING, now)
        with tempfile.TemporaryDirectory(prefix=STAGING, dir=place.parent) as folder:
            staged = Path(folder) / "archive.zip"
            manifest = _pack(settings, database, Path(folder) / DATABASE, staged, now, make)
            with archives.opened(staged) as archive:
                archive.check()
            size = staged.stat().st_size
            staged.replace(place)
            _sync(place.parent)
    except OSError as error:
        raise StoreFullError(_unwritten(place, error.strerror)) from error
    except StoreFullError as error:
        raise StoreFullError(_unwritten(place, "no room")) from error
    return Backup(place, size, manifest)


def _noted(database: Path, now: datetime, gone: Collection[datetime]) -> bool:
    """Note in the store that there is a good backup, and which are gone; say whether it could be."""
    try:
        snapshots.note_backup(database, now, gone)
    except StoreError:
        return False
    return True


def _place(target: Path, now: datetime) -> Path:
    """Return the file a backup is to be.

    Raises:
        ConfigurationError: its folder is not there, or it is there and no backup.
    """
    place = target / f"minutebook-{now:{snapshots.STAMP}}.zip" if target.is_dir() else target
    if not place.parent.is_dir():
        # A disk that is not plugged in must not be taken for an empty folder of this computer.
        raise ConfigurationError(
            f"there is no folder {place.parent}; is the disk there? Make the folder, or name another"
        )
    if place.exists():
        try:
            with archives.opened(place):
                pass
        except (ArchiveError, OSError) as error:
            raise ConfigurationError(
                f"{place} is there already and is no backup of Minutebook; name another file"
            ) from error
    return place


def _unwritten(place: Path, why: str | None) -> str:
    return f"the backup cannot be written in {place.parent} ({why or 'unknown fault'}); nothing there was changed"


def _pack(
    settings: Settings, database: Path, copy: Path, staged: Path, now: datetime, make: Make
) -> Manifest:
    """Write the archive, and return its manifest."""
    snapshots.copy_database(database, copy)
    snapshots.check_whole(copy)
    with make(staged) as stream, Packer(stream, now) as packer:
        packer.add(DATABASE, _pieces(copy), packed=True)
        missing = _pack_files(packer, settings.storage.files, snapshots.files_named(copy))
        register = register_path(settings.storage.files)
        if register.exists():
            packer.add(REGISTER, _pieces(register), packed=True)
        # What was disposed of since the copy was made has gone rightly.
        still = snapshots.files_named(database)
        manifest = Manifest(
            made_at=now,
            program=__version__,
            schema=snapshots.schema_of(copy),
            heads=snapshots.heads(copy),
            members=packer.members,
            missing=tuple(name for name in missing if name in still),
        )
        packer.finish(archives.spelled(manifest))
        stream.flush()
        os.fsync(stream.fileno())
    return manifest


def _pack_files(packer: Packer, folder: Path, named: Mapping[str, str]) -> list[str]:
    """Put the files of records into an archive, and return the names of those that are gone or damaged."""
    missing = []
    for name, digest in sorted(named.items()):
        if not _is_whole(folder / name, digest):
            missing.append(name)
        elif packer.add(f"{FILES}{digest}", _pieces(folder / name)).sha256 != digest:
            raise StoreError(f"the file {name} was changed while it was read")
    return missing


def _pieces(path: Path) -> Iterator[bytes]:
    with path.open("rb") as stream:
        while piece := stream.read(archives.PIECE):
            yield piece


def _is_whole(path: Path, digest: str) -> bool:
    """Whether a file is there and is the one that was stored."""
    found = hashlib.sha256()
    try:
        for piece in _pieces(path):
            found.update(piece)
    except OSError:
        return False
    return found.hexdigest() == digest


def _thin(place: Path, keep: int) -> list[datetime]:
    """Delete the oldest backups of a folder, so that `keep` are left: each holds what may have been disposed of.

    Return when those that are gone were made.
    """
    gone = []
    for old in sorted(place.parent.glob(NAMED))[:-keep] if keep > 0 else ():
        if old != place:
            gone += archives.moments([old])
            old.unlink(missing_ok=True)
    return gone


def _sync(folder: Path) -> None:
    """Bring a folder's names onto the disk, where the system can."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def tell(made: Backup, out: TextIO) -> None:
    """Write what a backup holds, and what is to be seen to."""
    files = sum(name.startswith(FILES) for name in made.manifest.members)
    out.write(f"{made.path}: {made.size / 1_048_576:.1f} MB, {files} {'file' if files == 1 else 'files'}\n")
    for name, (count, seal) in made.manifest.heads.items():
        out.write(
            f"{name}: {count} {'entry' if count == 1 else 'entries'}{f', head {seal}' if seal else ''}\n"
        )
    if not made.good:
        out.write(
            f"Files that are missing from the store or damaged there: {len(made.manifest.missing)}. They are not in"
            " this backup, which does not count as a good one; minutebook verify names them, and an older backup may"
            " have them.\n"
        )
    elif not made.noted:
        out.write(
            "The backup is good, but the store was busy and could not note it: the digest does not know of it.\n"
        )
