"""Bundles to test with: made of records of the evening, with what is withheld, opened again."""

import hashlib
import zipfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from minutebook.council.bundles import Case, Cover, Endings, Evidence, Item, Made
from minutebook.council.contents import content_of
from minutebook.council.exemptions import Mark, copy_of
from minutebook.council.ledger import EMPTY, Act, Entry, Head, append, content_digest
from minutebook.council.messages import Attachment, Message
from minutebook.council.reasons import load_reasons
from minutebook.council.records import Record, RecordFile, Version
from minutebook.council.scopes import Scope
from minutebook.council.wording import load_wording
from minutebook.reports.bundle.writer import BundleWriter
from reports.material import EVENING, MORNING, ZONE

WORDING = load_wording()
REASONS = load_reasons().labels()
COVER = Cover("Wexcombe Parish Council", 1, Scope(), ZONE, MORNING, "Ruth Calder", 1, Head(3, "ab" * 32))
CASE = Case(3, "foi", "All about the wall", date(2026, 3, 12), date(2026, 4, 13))
REDACTED = replace(COVER, scope=Scope(case=3), case=CASE)


def mark(record: Record, words: str = "", *, version: int = 1, reason: str = "personal") -> Mark:
    """Withhold words of a record's version, or all of it."""
    begins = record.versions[version - 1].text.index(words) if words else None
    return Mark(
        id=record.id,
        record_id=record.id,
        reason=reason,
        at=EVENING,
        by=1,
        by_name="Ruth Calder",
        words=words,
        version=version if words else 0,
        begins=begins,
        ends=None if begins is None else begins + len(words),
        seen=len(record.versions),
    )


def item(record: Record, *marks: Mark) -> Item:
    """A record as it stands in a bundle, with what is withheld of it."""
    return Item(copy_of(record, marks), marks=marks)


def stored(
    folder: Path, content: bytes, name: str | None, key: int = 1, kind: str = "document"
) -> RecordFile:
    """Keep a file where the council's are, and return it as a record has it."""
    digest = hashlib.sha256(content).hexdigest()
    folder.mkdir(exist_ok=True)
    (folder / digest).write_bytes(content)
    return RecordFile(key, kind, name, None, len(content), "stored", digest, digest)


def made(
    folder: Path,
    items: Sequence[Item],
    *,
    cover: Cover = COVER,
    endings: Endings = Endings(),  # noqa: B008
    entries: Sequence[Entry] = (),
    files: Path | None = None,
    limit: int | None = None,
) -> Made:
    """Write a bundle into a new folder."""
    folder.mkdir()
    whole = replace(cover, total=len(items))
    writer = BundleWriter(folder, whole, WORDING, REASONS, files or folder, limit)
    writer.add(items)
    writer.ledger(entries)
    return writer.finish(endings)


def members(bundle: Made) -> dict[str, bytes]:
    """Everything in a bundle, by name."""
    found: dict[str, bytes] = {}
    for part in bundle.parts:
        with zipfile.ZipFile(part) as archive:
            found |= {name: archive.read(name) for name in archive.namelist()}
    return found


def said(record: Record, version: Version) -> Message:
    """A version of a record as the message it was made from."""
    files = [
        Attachment(file.kind, f"F{file.id}", f"U{file.id}", file.name, file.mime, file.size)
        for file in record.files
    ]
    return Message(
        record.chat_id,
        record.message_id,
        record.sender,
        record.sent_at,
        version.text,
        quote=record.quote,
        answered_name=record.reply_sender,
        answered_text=record.reply_text,
        attachments=tuple(files),
    )


def history(
    texts: Sequence[Record], sealed: Callable[[Message], Mapping[str, object]] = content_of
) -> tuple[list[Item], list[Entry]]:
    """Records with a ledger that speaks of them, and of others between, which no bundle of these holds.

    Args:
        sealed: what of a message is content.
    """
    entries: list[Entry] = []
    items: list[Item] = []
    head = EMPTY

    def note(act: Act, record: int | None, version: int = 0, digest: str = "") -> None:
        nonlocal head
        at = EVENING + timedelta(minutes=len(entries))
        entry = append(
            head,
            council_id=1,
            at=at,
            act=act,
            record_id=record,
            version=version,
            actor_id=7,
            digest=digest,
        )
        entries.append(entry)
        head = Head(entry.seq, entry.seal)

    for record in texts:
        proofs = []
        at, by = EVENING + timedelta(minutes=len(entries)), 7
        for version in record.versions:
            content = sealed(said(record, version))
            salt = bytes([record.id]) * 16
            digest = content_digest(salt, content)
            note(Act.CAPTURED if version.number == 1 else Act.EDITED, record.id, version.number, digest)
            proofs.append(Evidence(version.number, 0, salt.hex(), digest, content))
        for digest in dict.fromkeys(file.sha256 for file in record.files if file.sha256):
            note(Act.FILED, record.id, digest=digest)
        note(Act.CAPTURED, 1000 + record.id, 1, "cd" * 32)
        captured = replace(record, captured_at=at, captured_by=by)
        items.append(replace(item(captured), evidence=proofs))
    note(Act.EXPORTED, None)
    return items, [entry for entry in entries if (entry.record_id or 0) < 1000]
