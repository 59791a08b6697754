"""Fills a record store with a great many records, in one transaction of straight SQL: what a bench is to search.

The rows are what the program itself would write, seals and digests included, so that the store verifies.
"""

import json
import random
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

from minutebook.council.contents import content_of
from minutebook.council.ledger import EMPTY, Act, Head, append, content_digest, spell_instant
from minutebook.council.messages import Message, Sender
from minutebook.storage.search_row import FILL

CORPUS = Path(__file__).resolve().parent.parent / "corpus" / "train"
PEOPLE = ("Cllr Ann Harrow", "Cllr Tom Bell", "Cllr Priya Shah", "Cllr Owen Vale", "Dilys Wyn", "Hal Brand")
KINDS = ("", "", "", "decision", "finance", "planning", "personal_data", "consensus")
CLASSES = ("general", "finance", "planning", "contracts")
BATCH = 5_000
FIRST = datetime(2020, 1, 6, 9, 0, tzinfo=UTC)
"""When the first message was said; the last was an hour before the present the bench begins in."""


def texts() -> list[str]:
    """Return what is said in the corpus."""
    return [
        json.loads(line)["text"]
        for path in sorted(CORPUS.glob("*.jsonl"))
        for line in path.read_bytes().splitlines()
    ]


def fill(database: Path, council_id: int, chat_id: int, count: int, until: datetime) -> None:
    """Put `count` records of a council's group in a store that no program has open.

    Args:
        until: when the last was said, aware UTC.
    """
    with closing(sqlite3.connect(database, isolation_level=None)) as file:
        for pragma in ("journal_mode=DELETE", "synchronous=OFF", "journal_mode=OFF", "cache_size=-400000"):
            file.execute(f"PRAGMA {pragma}")
        file.execute("BEGIN")
        columns: dict[str, str] = {}
        for table, rows in _batches(council_id, chat_id, count, until):
            if table not in columns:
                columns[table] = (
                    f"INSERT INTO {table} ({', '.join(rows[0])}) VALUES ({', '.join('?' * len(rows[0]))})"
                )
            file.executemany(columns[table], [tuple(row.values()) for row in rows])
        file.execute(FILL.text.replace("r.id = :id", "r.id >= 0"))
        # The first digest tells of the last day, some hundreds of records.
        file.execute("UPDATE councils SET created_at = ?", (spell_instant(until - timedelta(days=1)),))
        file.execute("COMMIT")
        file.execute("PRAGMA journal_mode=WAL")


Rows = list[dict[str, object]]


def _batches(council_id: int, chat_id: int, count: int, until: datetime) -> Iterator[tuple[str, Rows]]:
    """Yield rows of one table after the other, some thousand at a time."""
    chance = random.Random(4)
    said = texts()
    step = (until - FIRST) / count
    head = EMPTY
    numbers: dict[int, int] = {}
    tables: dict[str, Rows] = {"records": [], "record_versions": [], "ledger": []}
    for key in range(1, count + 1):
        at = FIRST + timedelta(seconds=int((step * key).total_seconds()))
        text = chance.choice(said)
        if chance.random() < 0.3:
            text += " " + chance.choice(said)
        who = chance.randrange(len(PEOPLE))
        message = Message(chat_id, key, Sender(100 + who, PEOPLE[who]), at, f"{text} {key}")
        numbers[at.year] = numbers.get(at.year, 0) + 1
        head = _add(tables, message, council_id, key, numbers[at.year], head, chance)
        if len(tables["ledger"]) == BATCH:
            yield from tables.items()
            tables = {name: [] for name in tables}
    yield from ((name, rows) for name, rows in tables.items() if rows)


def _add(
    tables: dict[str, Rows],
    message: Message,
    council_id: int,
    key: int,
    number: int,
    head: Head,
    chance: random.Random,
) -> Head:
    """Add one record to the rows and return where the chain then ends."""
    at = spell_instant(message.sent_at)
    salt = chance.randbytes(16)
    digest = content_digest(salt, content_of(message))
    kind = chance.choice(KINDS)
    tables["records"].append(
        {
            "id": key,
            "council_id": council_id,
            "year": message.sent_at.year,
            "number": number,
            "chat_id": message.chat_id,
            "message_id": key,
            "sender_id": message.sender.id,
            "sender_name": message.sender.name,
            "sender_kind": "person",
            "sent_at": at,
            "captured_by": 1,
            "captured_by_name": "Ruth Calder",
            "captured_at": at,
            "method": "reaction",
            "concerns": kind if kind in ("decision", "consensus", "personal_data") else "",
            "subjects": kind if kind in ("finance", "planning") else "",
            "route": "clerk",
            "klass": chance.choice(CLASSES),
        }
    )
    body = {
        "chat_id": message.chat_id,
        "message_id": key,
        "sender": {"id": message.sender.id, "name": message.sender.name, "username": None, "kind": "person"},
        "sent_at": int(message.sent_at.timestamp()),
        "text": message.text,
    }
    tables["record_versions"].append(
        {
            "record_id": key,
            "number": 1,
            "at": at,
            "text": message.text,
            "body": json.dumps(body, ensure_ascii=False, separators=(",", ":")),
            "salt": salt,
            "digest": digest,
        }
    )
    entry = append(
        head,
        council_id=council_id,
        at=message.sent_at,
        act=Act.CAPTURED,
        record_id=key,
        version=1,
        actor_id=1,
        digest=digest,
    )
    tables["ledger"].append(
        {
            "council_id": council_id,
            "seq": entry.seq,
            "at": at,
            "act": "captured",
            "record_id": key,
            "version": 1,
            "actor_id": 1,
            "digest": digest,
            "previous": entry.previous,
            "seal": entry.seal,
        }
    )
    return Head(entry.seq, entry.seal)
