"""The tables of a bundle: `records.csv`, `records.jsonl`, `ledger.jsonl` and `contents.jsonl`. Pure.

`records.*` carry the fields of `minutebook records`, in their order, and then what only a bundle tells.
`ledger.jsonl` is an extract: a first line that says of which chain and where it ended, then entries in full,
of which each seal can be worked out anew. `contents.jsonl` gives, for what is shown whole, what each digest
in them was made from.

A redacted bundle goes to strangers, and holds nobody's Telegram number. Each seal covers the number of who did it,
and each digest that of who said it; so of the ledger it holds that first line alone, and no contents.
"""

import csv
import io
import json
from collections.abc import Callable, Container, Mapping, Sequence
from datetime import datetime

from minutebook.council.bundles import Cover, Item
from minutebook.council.exemptions import FileCopy, Piece, RecordCopy
from minutebook.council.ledger import Entry, spell_instant
from minutebook.council.link_copies import LinkCopy
from minutebook.council.schedules import FOR_GOOD
from minutebook.reports.bundle.names import place_of
from minutebook.reports.bundle.shown import Runs, Speaker, forwarded_at, plain
from minutebook.reports.exports import FIELDS, cell, iso, row_of

MORE = (
    *("class", "dispose_on", "note", "in_answer_to", "texts", "withheld", "files", "proved"),
    *("keep_until", "in_answer_to_sender", "in_answer_elsewhere", "quote"),
    *("forwarded_from", "forwarded_sent_at", "carries", "poll_totals", "links"),
)
"""What a bundle's tables have beside `FIELDS`; "" or [] where there is none.

- class, dispose_on, keep_until: its class; the day on which it expires by the schedule; the day until which it is
  kept whatever that says, or `for good`. Days of the council's, as on the pages.
- note: of whoever recorded it. texts: what each version says, the first first.
- in_answer_to, in_answer_to_sender: what it answered, and who said that; in_answer_elsewhere: whose message in
  another chat it answered. quote: the words it quoted.
- forwarded_from, forwarded_sent_at: who first said what `sender_name` only forwarded, and when (ISO 8601, UTC).
- carries: a poll with its options, a place, a contact, in words. poll_totals: a poll's options with their counts,
  once it was closed.
- links: of words that lead somewhere they do not say, which version has them, the words, and where they lead.
- withheld: the keys of why any of it is; the name, where that is no reason under the request's law. files: where they
  lie in the bundle. proved: whether `contents.jsonl` has what its digests were made from.
"""

LEDGER_FORMAT = "minutebook-ledger-extract/1"
HEAD_FORMAT = "minutebook-ledger-head/1"
"""Of a redacted bundle: where the chain ended, and no entries."""


def row(speaker: Speaker, item: Item, missing: Container[int] = ()) -> dict[str, object]:
    """Return a record as a flat mapping, as a copy that is given out shows it.

    Args:
        missing: keys of files that are not there as they were stored.
    """
    copy, record = item.copy, item.copy.record
    values = dict(row_of(record, speaker.cover.council))

    def words(pieces: Sequence[Piece]) -> str:
        return _as_it_is(pieces, speaker)

    values |= {
        "sender_name": words(copy.sender),
        "text": words(copy.text),
        "attachments": [_file(speaker, one, missing) for one in copy.files],
        "class": item.klass,
        "dispose_on": _day(item.dispose_on, speaker),
        "note": words(copy.note),
        "in_answer_to": words(copy.reply_text),
        "texts": [words(text) for _, text, _ in copy.versions],
        "withheld": speaker.keys(_reasons(copy).union(*(link.reasons for link in item.links))),
        "files": [place_of(f.file) for f in copy.files if _is_there(f, missing)],
        "proved": bool(item.evidence) and is_whole(copy),
        "keep_until": "" if speaker.cover.scope.redacted else _kept(item.keep_until, speaker),
        **_beside(item, words),
        "links": [_link(speaker, link) for link in item.links],
    }
    if speaker.cover.scope.redacted:
        values |= {"concerns": [], "subjects": [], "class": "", "dispose_on": ""}
        values |= {"sender_id": None, "captured_by": None, "proved": False}
        # A message known only by being forwarded is kept under the chat it was forwarded in, whose number is that of
        # whoever did.
        if record.chat_id > 0:
            values |= {"chat_id": None, "message_id": None}
    return values


def _beside(item: Item, words: Callable[[Sequence[Piece]], str]) -> dict[str, object]:
    """Return what a record answered, quoted and carried, and where it came from."""
    copy, at = item.copy, forwarded_at(item.copy)
    totals = [totals for _, _, totals in copy.versions if totals]
    return {
        "in_answer_to_sender": words(copy.reply_sender),
        "in_answer_elsewhere": words(item.elsewhere),
        "quote": words(copy.quote),
        "forwarded_from": words(copy.forward_from),
        "forwarded_sent_at": iso(at) if at else "",
        "carries": words(copy.other),
        "poll_totals": words(totals[-1]) if totals else "",
    }


def _link(speaker: Speaker, link: LinkCopy) -> dict[str, object]:
    words, address = speaker.link(link)
    return {"version": link.version, "words": plain(words), "address": plain(address)}


def _as_it_is(pieces: Sequence[Piece], speaker: Speaker) -> str:
    runs: Runs = speaker.runs(pieces)
    # To the letter where nothing is withheld: pages leave out signs that cannot be seen.
    return plain(runs) if any(run.withheld for run in runs) else "".join(piece.text for piece in pieces)


def _is_there(one: FileCopy, missing: Container[int]) -> bool:
    return bool(one.file.sha256 and one.file.path) and not one.withheld and one.file.id not in missing


def _file(speaker: Speaker, one: FileCopy, missing: Container[int]) -> dict[str, object]:
    if one.withheld:
        return {"kind": one.file.kind, "state": "withheld", "why": speaker.reasons(one.withheld)}
    return {
        "kind": one.file.kind,
        "name": _as_it_is(one.name, speaker) or None,
        "mime": one.file.mime,
        "size": one.file.size,
        "state": "missing" if one.file.state == "stored" and not _is_there(one, missing) else one.file.state,
        "sha256": one.file.sha256,
    }


def _reasons(copy: RecordCopy) -> set[str]:
    pieces = [
        *copy.sender,
        *copy.reply_sender,
        *copy.reply_text,
        *copy.quote,
        *copy.forward_from,
        *copy.other,
        *copy.note,
        *(piece for _, text, totals in copy.versions for piece in (*text, *totals)),
    ]
    found = {key for piece in pieces for key in piece.reasons}
    return found | set(copy.withheld) | {key for file in copy.files for key in file.withheld}


def is_whole(copy: RecordCopy) -> bool:
    """Whether nothing of a record is withheld."""
    return not _reasons(copy)


def _kept(until: datetime | None, speaker: Speaker) -> str:
    return "for good" if until == FOR_GOOD else _day(until, speaker)


def _day(at: datetime | None, speaker: Speaker) -> str:
    return "" if at is None else at.astimezone(speaker.cover.zone).date().isoformat()


def json_row(values: Mapping[str, object]) -> bytes:
    """Return a mapping as one line of JSON."""
    return json.dumps(values, ensure_ascii=False).encode("utf-8", "backslashreplace") + b"\n"


def csv_head() -> bytes:
    """Return the first line of the CSV, which spreadsheets open as UTF-8."""
    return b"\xef\xbb\xbf" + _csv([*FIELDS, *MORE])


def csv_row(values: Mapping[str, object]) -> bytes:
    """Return a record as a line of CSV whose cells start no formula."""
    return _csv(["" if values[name] is None else cell(_flat(values[name])) for name in (*FIELDS, *MORE)])


def _flat(value: object) -> object:
    """Return a value as a cell has it: of a link its words and where they lead."""
    if not isinstance(value, list):
        return value
    return [
        f"{one['words']} → {one['address']}" if isinstance(one, dict) and "address" in one else one
        for one in value
    ]


def _csv(cells: Sequence[str]) -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out).writerow(cells)
    return out.getvalue().encode("utf-8", "backslashreplace")


def ledger_head(cover: Cover) -> bytes:
    """Return the first line of the ledger's extract."""
    return json_row(
        {
            "format": HEAD_FORMAT if cover.scope.redacted else LEDGER_FORMAT,
            "council": cover.council,
            "council_id": cover.council_id,
            "count": cover.head.count,
            "head": cover.head.seal,
        }
    )


def ledger_row(entry: Entry) -> bytes:
    """Return an entry in full, as its seal was worked out."""
    return json_row(
        {
            "seq": entry.seq,
            "at": spell_instant(entry.at),
            "act": str(entry.act),
            "record": entry.record_id,
            "version": entry.version,
            "actor": entry.actor_id,
            "digest": entry.digest,
            "previous": entry.previous,
            "seal": entry.seal,
        }
    )


def content_rows(item: Item) -> bytes:
    """Return what the digests of a record were made from, a line each; nothing where any of it is withheld."""
    if not is_whole(item.copy):
        return b""
    record = item.copy.record
    return b"".join(
        json_row(
            {
                "ref": str(record.reference),
                "record": record.id,
                "version": one.version,
                "member": one.member,
                "salt": one.salt,
                "digest": one.digest,
                "content": one.content,
            }
        )
        for one in item.evidence
    )
