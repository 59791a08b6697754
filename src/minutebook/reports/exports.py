"""Records as files: JSON lines and CSV, in the shape tools rely on. Pure."""

import csv
import io
import json
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime

from minutebook.council.records import Record

FIELDS = (
    "ref",
    "council",
    "chat_id",
    "message_id",
    "sender_id",
    "sender_name",
    "text",
    "sent_at",
    "captured_by",
    "captured_at",
    "method",
    "concerns",
    "subjects",
    "versions",
    "attachments",
)


def row_of(record: Record, council: str) -> Mapping[str, object]:
    """Return a record as a flat mapping: ids as numbers, times ISO 8601 UTC, `versions` a count."""
    return {
        "ref": str(record.reference),
        "council": council,
        "chat_id": record.chat_id,
        "message_id": record.message_id,
        "sender_id": record.sender.id,
        "sender_name": record.sender.name,
        "text": record.text,
        "sent_at": iso(record.sent_at),
        "captured_by": record.captured_by,
        "captured_at": iso(record.captured_at),
        "method": str(record.method),
        "concerns": sorted(record.concerns),
        "subjects": sorted(record.subjects),
        "versions": len(record.versions),
        "attachments": [
            {
                "kind": f.kind,
                "name": f.name,
                "mime": f.mime,
                "size": f.size,
                "state": f.state,
                "sha256": f.sha256,
            }
            for f in record.files
        ],
    }


def iso(moment: datetime) -> str:
    """Return an instant as ISO 8601 in UTC: `2026-03-10T19:00:00Z`."""
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")


def json_line(record: Record, council: str) -> str:
    """Return a record as one line of JSON, without its line end."""
    return json.dumps(row_of(record, council), ensure_ascii=False)


def csv_file(records: Iterable[Record], council: str) -> bytes:
    """Return records as a CSV file that spreadsheets open as UTF-8, whose cells start no formula."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(FIELDS)
    for record in records:
        row = row_of(record, council)
        writer.writerow([cell(row[name]) for name in FIELDS])
    return b"\xef\xbb\xbf" + out.getvalue().encode()


FORMULA = tuple("=+-@\t\r\n＝＋－＠")
"""What a cell begins with that spreadsheets run as a formula."""


def cell(value: object) -> str:
    """Return a value as the text of a cell that starts no formula."""
    if isinstance(value, int):
        return str(value)
    text = "; ".join(map(_item, value)) if isinstance(value, list) else str(value)
    # The quote makes a spreadsheet show it as text.
    return f"'{text}" if text.startswith(FORMULA) else text


def _item(item: object) -> str:
    return str(item.get("name") or item.get("kind")) if isinstance(item, dict) else str(item)


def json_file(records: Iterable[Record], council: str) -> bytes:
    """Return records as a file of JSON lines."""
    return "".join(json_line(record, council) + "\n" for record in records).encode()
