"""Rows of the tables of records, put together: a record with its versions, its members, its files."""

from collections.abc import Sequence
from dataclasses import replace

import sqlalchemy as sa

from minutebook.council.concerns import Concern, Subject
from minutebook.council.messages import Sender, SenderKind
from minutebook.council.records import Method, Record, RecordFile, Reference, Route, Version
from minutebook.storage import ledgers, members
from minutebook.storage.codec import Facts, facts_from_json
from minutebook.storage.schema_records import record_files, record_versions
from minutebook.storage.store import Row, Tx


async def whole(tx: Tx, rows: Sequence[Row]) -> list[Record]:
    """Return the records that rows of their table begin, with their versions, members and files."""
    ids = [row["id"] for row in rows]
    versions: dict[int, list[Version]] = {key: [] for key in ids}
    files: dict[int, list[RecordFile]] = {key: [] for key in ids}
    facts: dict[int, Facts] = {}
    query = sa.select(record_versions).where(record_versions.c.record_id.in_(ids))
    for row in await tx.rows(query.order_by(record_versions.c.number)):
        facts[row["record_id"]] = fact = facts_from_json(row["body"] or "")
        version = Version(row["number"], row["at"], row["text"], row["digest"], fact.totals, fact.links)
        versions[row["record_id"]].append(version)
    for row in await tx.rows(
        sa.select(record_files).where(record_files.c.record_id.in_(ids)).order_by(record_files.c.id)
    ):
        files[row["record_id"]].append(_file(row))
    said = await members.of_records(tx, ids)
    known = await ledgers.versions_at_capture(tx, ids)
    none = Facts()
    return [
        replace(
            _record(row, versions[row["id"]], files[row["id"]], known.get(row["id"], 1)),
            members=tuple(said.get(row["id"], ())),
            # The counts of a poll belong to the versions of which they are told (`Version.totals`).
            other=facts.get(row["id"], none).options or row["other"],
            forward_at=facts.get(row["id"], none).forward_at,
            reply_elsewhere=facts.get(row["id"], none).reply_elsewhere,
        )
        for row in rows
    ]


def _file(row: Row) -> RecordFile:
    return RecordFile(
        row["id"],
        row["kind"],
        row["name"],
        row["mime"],
        row["size"],
        row["state"],
        row["sha256"],
        row["path"],
        row["version"],
    )


def _record(row: Row, versions: Sequence[Version], files: Sequence[RecordFile], at_capture: int) -> Record:
    return Record(
        id=row["id"],
        council_id=row["council_id"],
        reference=Reference(row["year"], row["number"]),
        chat_id=row["chat_id"],
        message_id=row["message_id"],
        topic_id=row["topic_id"],
        sender=Sender(
            row["sender_id"], row["sender_name"], row["sender_username"], SenderKind(row["sender_kind"])
        ),
        sent_at=row["sent_at"],
        captured_by=row["captured_by"],
        captured_by_name=row["captured_by_name"],
        captured_at=row["captured_at"],
        method=Method(row["method"]),
        concerns=frozenset(Concern(name) for name in row["concerns"]),
        subjects=frozenset(Subject(name) for name in row["subjects"]),
        route=Route(row["route"]),
        note=row["note"],
        reply_to=row["reply_to"],
        reply_sender=row["reply_sender"],
        reply_text=row["reply_text"],
        quote=row["quote"],
        forward_from=row["forward_from"],
        other=row["other"],
        versions=tuple(versions),
        files=tuple(files),
        at_capture=at_capture,
        klass=row["klass"],
        classed_by=row["classed_by"],
        dispose_on=row["dispose_on"],
        ending=row["ending"],
        keep_until=row["keep_until"],
    )
