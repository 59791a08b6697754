"""A page of what a search found, as a clerk reads it on a phone: the words looked for in bold. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from minutebook.council.finding import Query
from minutebook.council.highlighting import Stretch, places, snippet
from minutebook.council.records import Record
from minutebook.council.schedule import local_time
from minutebook.council.wording import Html, Wording, escape, join

SNIPPET = 160
"""Characters of a record that a page of finds shows."""


@dataclass(frozen=True, slots=True)
class FoundPage:
    """One page of finds.

    Attributes:
        records: those of the page, best first.
        texts: by record key, where its words may stand: what it says, what else it says, names of files.
        skip: how many stood on the pages before.
        total, more: how many there are, and whether there are more than that.
    """

    records: Sequence[Record]
    texts: dict[int, Sequence[str]]
    skip: int
    total: int
    more: bool


def found(
    page: FoundPage, query: Query, zone: ZoneInfo, wording: Wording, now: datetime | None = None
) -> Html:
    """Return a page of records that were found.

    Args:
        now: the present, by which a date needs no year; None where every date says it.
    """
    lines = [_head(page, wording)]
    if query.days != (None, None) and len({way.days for way in query.ways}) == 1:
        lines[0] = join([lines[0], days_line(query, wording)])
    for record in page.records:
        lines.append(
            wording.say(
                "find.line",
                ref=record.reference,
                author=record.sender.name,
                at=local_time(record.sent_at, zone, now),
                text=_excerpt(record, page.texts.get(record.id, ()), query, wording)
                or wording.say("show.no_text"),
            )
        )
    if page.more and page.skip + len(page.records) >= page.total:
        lines.append(wording.say("find.narrow", count=f"{page.total:,}"))
    return join(lines, "\n\n")


def _head(page: FoundPage, wording: Wording) -> Html:
    last = page.skip + len(page.records)
    if len(page.records) == page.total and not page.more:
        return wording.say("find.head", count=page.total)
    total = wording.plain("find.more_than", number=f"{page.total:,}") if page.more else f"{page.total:,}"
    if len(page.records) == 1:
        return wording.say("find.page_one", count=total, first=last)
    return wording.say("find.page", count=total, first=page.skip + 1, last=last)


def days_line(query: Query, wording: Wording) -> Html:
    """Return how the dates of a search were understood."""
    since, until = query.days
    if since is None:
        assert until is not None
        return wording.say("find.up_to", until=_day(until))
    if until is None:
        return wording.say("find.from_on", since=_day(since))
    return wording.say("find.from_to", since=_day(since), until=_day(until))


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def _excerpt(record: Record, texts: Sequence[str], query: Query, wording: Wording) -> Html:
    """Return a snippet; words that stand only in what was answered, under the name of who said them."""
    answered = record.reply_text or ""
    if places(query.words, answered) and not places(query.words, texts[0] if texts else record.text):
        said = in_bold(snippet(query.words, answered, SNIPPET))
        return wording.say("show.answers", author=record.reply_sender or "", text=said)
    return in_bold(_snippet(record, texts, query))


def _snippet(record: Record, texts: Sequence[str], query: Query) -> tuple[Stretch, ...]:
    """Return a stretch of the first of the texts in which the words stand; else how the record begins."""
    for text in (*texts, record.note):
        if places(query.words, text):
            return snippet(query.words, text, SNIPPET)
    return snippet((), texts[0] if texts else record.text, SNIPPET)


def in_bold(stretches: Sequence[Stretch]) -> Html:
    """Return a snippet as HTML, what was looked for in bold."""
    return Html(
        "".join(f"<b>{escape(piece.text)}</b>" if piece.found else escape(piece.text) for piece in stretches)
    )
