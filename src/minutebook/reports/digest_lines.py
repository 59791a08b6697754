"""The lines of a digest, one for each kind of thing it tells. Pure."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from minutebook.council.concerns import UNREPEATABLE, Label
from minutebook.council.ledger import Head
from minutebook.council.records import Record
from minutebook.council.retention import lapses_on
from minutebook.council.schedule import local_time, short_day
from minutebook.council.wording import Html, Wording, escape, join
from minutebook.reports.material import About, Agreed, Flagged, Missed, OnAgenda

EXCERPT = 80
"""Characters of a message that a digest may show; none if it is sensitive."""


def excerpt(text: str, limit: int = EXCERPT) -> str:
    """Return the beginning of `text` on one line, at most `limit` characters."""
    line = " ".join(text.split())
    return line if len(line) <= limit else line[: limit - 1].rstrip() + "…"


def labels_shown(labels: Sequence[Label], wording: Wording) -> str:
    """Return labels in words."""
    return ", ".join(wording.plain(f"label.{name}") for name in labels)


def ledger_line(head: Head, wording: Wording) -> Html:
    """Return the ledger's count and head; that there is nothing on it, where there is not."""
    if head.count == 0:
        return wording.say("digest.ledger_empty")
    return wording.say("digest.ledger", count=head.count, head=head.seal)


def record_line(record: Record, zone: ZoneInfo, now: datetime, wording: Wording) -> Html:
    """Return a new record's reference, author, time and kinds, and its beginning unless that is sensitive."""
    labels: list[Label] = [*sorted(record.concerns), *sorted(record.subjects)]
    shown = "" if record.concerns & UNREPEATABLE else excerpt(record.text)
    phrase = "digest.record" if shown else "digest.record_untold"
    return wording.say(
        phrase,
        ref=record.reference,
        author=record.sender.name,
        at=local_time(record.sent_at, zone, now),
        labels=labels_shown(labels, wording) or wording.plain("label.none"),
        text=shown,
    )


def flagged_lines(
    number: int, item: Flagged, zone: ZoneInfo, now: datetime, wording: Wording, *, under: bool
) -> Html:
    """Return a flagged message with the day on which it lapses.

    Args:
        number: by which its buttons are told apart.
        under: whether it stands under another message of its matter.
    """
    lines = [
        wording.say(
            "digest.candidate_under" if under else "digest.candidate",
            number=number,
            author=item.author,
            at=local_time(item.sent_at, zone, now),
            labels=labels_shown(item.labels, wording),
            day=short_day(lapses_on(item.flagged_at), zone, now),
        ),
        wording.say("digest.text", text=excerpt(item.text))
        if item.text
        else wording.say("digest.text_untold"),
    ]
    if item.on_hold:
        lines.append(wording.say("digest.on_hold"))
    if item.late:
        lines.append(wording.say("digest.late"))
    if item.reported:
        lines.append(wording.say("digest.reported"))
    if item.unconfirmed:
        lines.append(wording.say("digest.unconfirmed"))
    if item.on_agenda:
        lines.append(wording.say("digest.on_agenda"))
    if item.said_transitory:
        lines.append(wording.say("digest.said_transitory", name=item.said_transitory))
    return join(lines)


def about_line(about: About, zone: ZoneInfo, now: datetime, wording: Wording) -> Html:
    """Return what something is about: a message's beginning unless it is sensitive, its author and time."""
    return wording.say(
        "digest.about" if about.text else "digest.about_untold",
        ref=f"{about.ref} " if about.ref else "",
        text=excerpt(about.text),
        author=about.author,
        at=local_time(about.at, zone, now),
    )


def agreed_line(item: Agreed, zone: ZoneInfo, now: datetime, wording: Wording) -> Html:
    """Return how many members agreed in the chat, when, and about what."""
    phrase = "digest.agreement" if item.certain else "digest.agreement_at_least"
    if item.polled:
        phrase = "digest.agreement_poll"
    line = wording.say(phrase, number=item.count, at=local_time(item.at, zone, now))
    return join([line, about_line(item.about, zone, now, wording)]) if item.about else line


def agenda_line(
    item: OnAgenda, zone: ZoneInfo, now: datetime, wording: Wording, number: int | None = None
) -> Html:
    """Return a line for the next agenda with who put it there, when, and what it is about: who said what.

    Args:
        number: by which its button is told apart, where it has one.
    """
    # Nobody is asked to answer in the group what is too sensitive to be shown here.
    untitled = "digest.untitled" if item.text else "digest.untitled_untold"
    line = wording.say(
        "digest.agenda_item",
        mark="•" if number is None else f"{number}.",
        title=item.title or wording.plain(untitled),
        name=item.raised_by,
        at=local_time(item.at, zone, now),
    )
    if item.text:
        ref = f"{item.ref} " if item.ref else ""
        about = wording.say("digest.agenda_about", ref=ref, author=item.author, text=excerpt(item.text))
        return join([line, about])
    return join([line, wording.say("digest.agenda_ref", ref=item.ref)]) if item.ref else line


def missed_line(item: Missed, zone: ZoneInfo, now: datetime, wording: Wording) -> Html:
    """Return a time in which the bot did not see everything."""
    until = local_time(item.ended_at, zone, now) if item.ended_at else wording.plain("digest.now")
    return wording.say(
        f"digest.gap_{item.kind}_in" if item.group else f"digest.gap_{item.kind}",
        group=item.group,
        began=local_time(item.began_at, zone, now),
        ended=until,
        detail=escape(item.detail),
    )
