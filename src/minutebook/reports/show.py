"""A record as a clerk reads it on a phone. Pure."""

import unicodedata
from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from minutebook.council.changes import Change, changes
from minutebook.council.concerns import Label
from minutebook.council.conversations import extent
from minutebook.council.records import Record, Version
from minutebook.council.schedule import local_time
from minutebook.council.wording import Html, Wording, escape, join
from minutebook.reports.digest_lines import excerpt, labels_shown
from minutebook.reports.keeping import until_line

PIECE = 3_500
"""Characters of HTML in one message, well within Telegram's 4,096."""


ALL_VERSIONS = 2 * PIECE
"""Characters of HTML up to which every version of a record is shown at once."""


def show(
    record: Record, zone: ZoneInfo, wording: Wording, number: int | None = None, now: datetime | None = None
) -> list[Html]:
    """Return a record, in as many messages as it takes; `number` and `now` as for `told`."""
    return split(told(record, zone, wording, number, now))


def told(
    record: Record, zone: ZoneInfo, wording: Wording, number: int | None = None, now: datetime | None = None
) -> list[Html]:
    """Return a record, paragraph by paragraph.

    Args:
        number: the one version that is wanted, whole; None for all, of a conversation with what each changed; or,
            where that is too much, for the first, the one that was captured and the newest.
        now: the present, by which a date needs no year; None for what is kept: every date says it.
    """
    labels: list[Label] = [*sorted(record.concerns), *sorted(record.subjects)]
    lines = [
        wording.say(
            "show.head",
            ref=record.reference,
            author=record.sender.name,
            at=local_time(record.sent_at, zone, now),
            labels=labels_shown(labels, wording) or wording.plain("label.none"),
            by=record.captured_by_name,
            when=local_time(record.captured_at, zone, now),
            how=wording.plain(f"method.{record.method}"),
        )
    ]
    lines += [until_line(record, zone, wording)] if record.klass else []
    lines += _context(record, zone, now, wording)
    lines += _versions(record, zone, now, wording, number)
    for file in record.files:
        name = name_shown(file.name or "") or wording.plain(f"file.{file.kind}")
        lines.append(wording.say(f"show.file_{file.state}", name=name, size=size_shown(file.size)))
    return lines


def name_shown(name: str) -> str:
    """Return a file's name as its sender gave it, without signs that make it seem another: line ends, turned writing."""
    plain = "".join(" " if unicodedata.category(sign) in ("Cc", "Cf", "Zl", "Zp") else sign for sign in name)
    return " ".join(plain.split())[:120]


def _versions(
    record: Record, zone: ZoneInfo, now: datetime | None, wording: Wording, number: int | None
) -> list[Html]:
    """Return the wanted versions under their headings, and how to see those left out."""
    lines = []
    known = record.versions
    cut = changes(record) if number is None else {}
    texts = {one.number: cut[one.number].of(one.text) if one.number in cut else one.text for one in known}
    wanted = {number} if number else set(texts)
    if number is None and sum(len(escape(text)) for text in texts.values()) > ALL_VERSIONS:
        wanted = {1, record.at_capture, len(known)}
    for version in known:
        if version.number not in wanted:
            continue
        if len(known) > 1:
            at = local_time(version.at, zone, now)
            phrase, count = version_phrase(cut.get(version.number))
            facts = {"number": str(version.number), "of": len(known), "at": at, "count": count}
            lines.append(wording.say(f"show.{phrase}", **facts))
        change = cut.get(version.number)
        if change is None or change.messages:
            lines.append(_said(version, texts[version.number], known, wording))
        lines += [wording.say("show.link", words=words, address=at) for words, at in version.links]
    if len(wanted) < len(known):
        lines.append(wording.say("show.others", ref=record.reference, of=len(known)))
    return lines


def version_phrase(change: Change | None) -> tuple[str, int]:
    """Return the phrase that heads a version, and how many messages it says are changed; None where it is shown whole."""
    if change is None:
        return "version", 0
    return ("version_changed" if change.messages else "version_same"), change.messages


def _said(version: Version, text: str, known: Sequence[Version], wording: Wording) -> Html:
    """Return what a version says, with a poll's totals once it closed; of one that closed since these alone.

    Args:
        text: what is shown of it.
    """
    again = any(before.number < version.number and before.text == version.text for before in known)
    closed = [wording.say("show.poll_closed", totals=version.totals)] if version.totals else []
    if closed and again:
        return closed[0]
    return join([escape(text) if text else wording.say("show.no_text"), *closed])


def _context(record: Record, zone: ZoneInfo, now: datetime | None, wording: Wording) -> list[Html]:
    lines = []
    if record.members:
        what = extent([member.message for member in record.members])
        messages = wording.say("record.talk_messages", count=what.messages)
        people = wording.say("record.talk_people", count=what.people)
        lines.append(wording.say("show.conversation", messages=messages, people=people))
    if record.reply_elsewhere:
        lines.append(wording.say("show.answers_elsewhere", author=record.reply_elsewhere))
    if record.reply_text is not None:
        author = record.reply_sender or ""
        lines.append(wording.say("show.answers", author=author, text=excerpt(record.reply_text, 200)))
    if record.quote:
        lines.append(wording.say("show.quotes", text=excerpt(record.quote, 200)))
    if record.forward_from:
        said = local_time(record.forward_at, zone, now) if record.forward_at else ""
        phrase = "show.forwarded_of" if said else "show.forwarded"
        facts = {"origin": record.forward_from} | ({"at": said} if said else {})
        lines.append(wording.say(phrase, **facts))
    if record.other:
        lines.append(wording.say("show.carries", what=record.other))
    if record.note:
        lines.append(wording.say("show.note", text=record.note))
    return lines


def size_shown(size: int | None) -> str:
    """Return a number of bytes as people read it."""
    if size is None:
        return "?"
    return f"{size / 1_048_576:.1f} MB" if size >= 1_048_576 else f"{max(1, size // 1024)} KB"


def split(lines: Sequence[Html]) -> list[Html]:
    """Return lines as messages within Telegram's limit; a line that is too long is cut between entities and words."""
    messages: list[list[Html]] = [[]]
    for line in lines:
        for piece in _pieces(line):
            if messages[-1] and sum(len(p) + 2 for p in messages[-1]) + len(piece) > PIECE:
                messages.append([])
            messages[-1].append(piece)
    return [join(message, "\n\n") for message in messages if message]


def _pieces(line: Html) -> list[Html]:
    """Cut escaped text without tags; an entity such as `&amp;` stays whole."""
    pieces = []
    rest = str(line)
    while len(rest) > PIECE:
        cut = rest.rfind(" ", PIECE // 2, PIECE)
        cut = PIECE if cut < 0 else cut
        entity = rest.rfind("&", cut - 6, cut)
        if entity >= 0 and ";" not in rest[entity:cut]:
            cut = entity
        pieces.append(Html(rest[:cut]))
        rest = rest[cut:]
    return [*pieces, Html(rest)]
