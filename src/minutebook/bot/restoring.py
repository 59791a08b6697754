"""`minutebook restore`: a record store put back from a backup, into an empty place, and nothing there before it is verified.

First the hashes of everything in the archive, then the database, then every council's ledger with all it speaks of.
Then it is put in its place, the database last; and what was disposed of since, or before, is disposed of again.
"""

import hashlib
import json
import re
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import TextIO

from minutebook.bot import archives
from minutebook.bot.amounts import amount
from minutebook.bot.archives import DATABASE, FILES, REGISTER, Archive, ArchiveError
from minutebook.bot.disposals import Register, Replayed, add_to_register, read_register, register_path
from minutebook.bot.restore_mark import STAGING, mark_of
from minutebook.bot.settings import Settings
from minutebook.council.errors import (
    ConfigurationError,
    ForeignStoreError,
    LedgerBroken,
    StoreError,
    StoreFullError,
)
from minutebook.delivery.folder import Write, write_through
from minutebook.storage import councils, snapshots
from minutebook.storage.engine import database_path, make_private_folder, sole_user
from minutebook.storage.store import open_store
from minutebook.storage.verifying import verify_council

Heads = dict[str, tuple[int, str]]

_STORED = re.compile(r"[0-9a-f]{64}")
_CHANCE = re.compile(r"[a-z0-9_]{8}")  # what tempfile puts behind a name


async def restore(
    settings: Settings,
    backup: Path,
    clock: Callable[[], datetime],
    out: TextIO,
    *,
    broken: bool = False,
    write: Write = write_through,
) -> None:
    """Put a record store back.

    Args:
        backup: the archive.
        broken: whether it is put back even where a ledger does not verify.
        write: writes bytes to a new file, and onto the disk.

    Raises:
        ConfigurationError: there is no such file, or the place is not empty.
        ArchiveError: it is no backup, is damaged, or was made by a newer program.
        LedgerBroken: the first break in it.
        StoreBusyError: the bot is running there.
        StoreFullError: there is no room.
    """
    # Either may be a link to another disk: what it leads to is the place. The register lies beside the link itself,
    # where the bot reads it.
    database, files = database_path(settings.storage.url).resolve(), settings.storage.files.resolve()
    register = register_path(settings.storage.files)
    for folder in (database.parent, files.parent):
        make_private_folder(folder)
    with ExitStack() as stack:
        stack.enter_context(sole_user(database))
        _must_be_there(backup)
        _clear(database, files)
        _refuse(database, files)
        stack.enter_context(_told(database.parent))
        archive = stack.enter_context(archives.opened(backup))
        staged = Path(stack.enter_context(_staging(database.parent, database))) / DATABASE
        staged_files = Path(stack.enter_context(_staging(files.parent, database))) / "files"
        _unpack(archive, staged, staged_files, write)
        await _verify(archive, staged, staged_files, clock, out, broken=broken)
        beside = archives.moments(backup.parent.glob("*.zip"), archive.manifest.heads)
        snapshots.note_restored(staged, archive.manifest.made_at, clock(), beside)
        _put_register(staged.with_name(REGISTER), register)
        _put(staged, staged_files, database, files)
    back = await _dispose_again(settings, clock)
    if back.gone:
        out.write(_gone_again(back.gone, archive.manifest.heads, snapshots.heads(database)))
    if back.held:
        out.write(
            f"Disposed of since, or before, and back because a request holds it: {amount(back.held, 'record')}. The bot"
            " disposes of it again when the last hold ends.\n"
        )
    out.write(
        f"Restored as it was at {archive.manifest.made_at:%Y-%m-%d %H:%M} UTC. Compare counts and heads with the last"
        " digest: what came after is lost here, and the next digest tells of the gap.\n"
    )


def _must_be_there(backup: Path) -> None:
    if not backup.is_file():
        raise ConfigurationError(f"there is no backup at {backup}")


def _refuse(database: Path, files: Path) -> None:
    """Refuse a place in which something is.

    Raises:
        ConfigurationError: a database or files are in its place.
    """
    there = [path for path in (database, database.with_name(f"{database.name}-wal")) if path.exists()]
    if files.exists() and (not files.is_dir() or any(files.iterdir())):
        there.append(files)
    if there:
        raise ConfigurationError(
            f"{there[0]} is there already, and a backup is put back into an empty place only: move it away, or name"
            " another place under [storage] in the configuration"
        )


@contextmanager
def _told(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise StoreFullError(
            f"the backup cannot be put back in {folder} ({error.strerror or 'unknown fault'}); nothing was put there"
        ) from error


def _staging(folder: Path, database: Path) -> tempfile.TemporaryDirectory[str]:
    return tempfile.TemporaryDirectory(prefix=_begins(database), dir=folder)


def _begins(database: Path) -> str:
    """Return how the names of a restore's folders begin: several installations may keep their files side by side."""
    place = hashlib.sha256(str(database).encode(errors="surrogateescape")).hexdigest()[:12]
    return f"{STAGING}{database.name}-{place}-"


def _put(staged: Path, staged_files: Path, database: Path, files: Path) -> None:
    """Move what was restored to its place, the database last; what cannot be moved leaves nothing there."""
    mark = mark_of(database)
    mark.write_text(json.dumps([path.name for path in staged_files.iterdir()]), encoding="utf-8")
    try:
        if files.exists():
            files.rmdir()
        staged_files.replace(files)
        staged.replace(database)
    except OSError:
        _take_back(database, files)
        raise
    mark.unlink()


def _clear(database: Path, files: Path) -> None:
    """Clear away what a restore that was cut off left; nobody else restores there at the same time (`sole_user`)."""
    for folder in {database.parent, files.parent}:
        begins = _begins(database)
        for left in folder.glob(f"{begins}*"):
            if _CHANCE.fullmatch(left.name.removeprefix(begins)):
                shutil.rmtree(left, ignore_errors=True)
    _take_back(database, files)


def _take_back(database: Path, files: Path) -> None:
    """Remove the files that were moved to their place without their database; nothing else that is there."""
    mark = mark_of(database)
    try:
        names = json.loads(mark.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        names = []
    for name in names if isinstance(names, list) and not database.exists() else ():
        # As files are named, and nothing else: what the mark says may be damaged.
        if _STORED.fullmatch(str(name)):
            (files / str(name)).unlink(missing_ok=True)
    with suppress(OSError):
        mark.unlink(missing_ok=True)


def _unpack(archive: Archive, database: Path, files: Path, write: Write) -> None:
    """Unpack everything beside its place; a part that is not what the manifest says ends it."""
    files.mkdir(mode=0o700)
    for name in archive.manifest.members:
        if name.startswith(FILES):
            write(files / name.removeprefix(FILES), archive.pieces(name))
        else:
            write(database.with_name(name), archive.pieces(name))


async def _verify(
    archive: Archive,
    database: Path,
    files: Path,
    clock: Callable[[], datetime],
    out: TextIO,
    *,
    broken: bool,
) -> None:
    """Make sure of the database and of every ledger, and write where each ends."""
    try:
        snapshots.check_whole(database)
    except StoreFullError:
        raise
    except StoreError as error:
        raise ArchiveError(f"{archive.path} holds a damaged database; use another backup") from error
    if snapshots.heads(database) != archive.manifest.heads:
        raise archives.damaged(archive.path, DATABASE)
    try:
        store = await open_store(f"sqlite+aiosqlite:///{database}", clock())
    except ForeignStoreError as error:
        raise ArchiveError(
            f"{archive.path} was made by a newer Minutebook ({archive.manifest.program}); update the program"
        ) from error
    try:
        async with store.read() as tx:
            for council in await councils.everyone(tx):
                try:
                    head = await verify_council(tx, council.id, council.name, folder=files)
                except LedgerBroken as found:
                    if not broken:
                        raise
                    out.write(f"{found}\n")
                else:
                    seal = f", head {head.seal}" if head.count else ""
                    out.write(f"{council.name}: {amount(head.count, 'entry')}{seal}\n")
    finally:
        await store.close()


def _put_register(restored: Path, place: Path) -> None:
    """Add what a backup's register of disposals has to the one that is there, which may have more."""
    known = {line.key for line in read_register(place)}
    add_to_register(place, [line for line in read_register(restored) if line.key not in known])


def _gone_again(gone: int, before: Mapping[str, tuple[int, str]], after: Heads) -> str:
    """Return how much was disposed of again, and where each ledger that says so ends now."""
    grown = [
        f"{name}: {amount(count, 'entry')} now, head {seal}\n"
        for name, (count, seal) in after.items()
        if before.get(name) != (count, seal)
    ]
    which = "It stands" if gone == 1 else "They stand"
    return (
        f"Disposed of again, as the register of disposals has it: {amount(gone, 'record')}. {which} in the ledger, after"
        f" what the backup had:\n{''.join(grown)}"
    )


async def _dispose_again(settings: Settings, clock: Callable[[], datetime]) -> Replayed:
    """Dispose of what the register names."""
    store = await open_store(settings.storage.url, clock())
    try:
        return await Register(store, settings.storage.files, clock).replay()
    finally:
        await store.close()
