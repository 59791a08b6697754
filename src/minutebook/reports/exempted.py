"""What is withheld of a record, and how its copy reads, as a clerk sees it on a phone. Pure."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from minutebook.council.changes import changes
from minutebook.council.exemptions import Mark, Piece, RecordCopy
from minutebook.council.link_copies import LinkCopy
from minutebook.council.reasons import Reason, Reasons
from minutebook.council.requests import Request
from minutebook.council.schedule import local_time
from minutebook.council.wording import Html, Wording, escape, join
from minutebook.reports.digest_lines import excerpt
from minutebook.reports.parts import Block, Part, pack
from minutebook.reports.show import ALL_VERSIONS, split, version_phrase

WORDS = 60
"""Characters of a passage by which its mark is told."""


def reasons_list(reasons: Reasons, wording: Wording) -> list[Html]:
    """Return every reason with its section and when it holds, in as many messages as it takes."""
    lines = [wording.say("exempt.how")]
    for group, title in reasons.titles.items():
        items = [_reason_line(reason, wording) for reason in reasons.of_group(group)]
        lines += [join([wording.say("exempt.group", title=title), items[0]]), *items[1:]]
    return split(lines)


def _reason_line(reason: Reason, wording: Wording) -> Html:
    # A section is its own key, and is not said twice.
    phrase = "exempt.reason_cited" if reason.key not in reason.cite.replace("s.", "s") else "exempt.reason"
    return wording.say(phrase, key=reason.key, label=reason.label, cite=reason.cite, plain=reason.plain)


def right_reasons(reasons: Reasons, wording: Wording) -> Html:
    """Return those reasons that a law has, as one text; `reasons`: as that law has them."""
    known = [one for key, one in reasons.by_key.items() if key not in reasons.foreign]
    return join([wording.say("exempt.right_reason", key=one.key, label=one.label) for one in known], ", ")


def shown(pieces: Iterable[Piece], reasons: Reasons, wording: Wording) -> Html:
    """Return pieces as one text, what is withheld as `[withheld: reason]`."""
    return Html(
        "".join(
            wording.say("exempt.redacted", why=reasons.said(piece.reasons))
            if piece.reasons
            else escape(piece.text)
            for piece in pieces
        )
    )


def copy_lines(
    copy: RecordCopy,
    reasons: Reasons,
    wording: Wording,
    links: Sequence[LinkCopy] = (),
    marked: Iterable[int] = (),
) -> list[Html]:
    """Return how the copy of a record reads: its versions, what it answered and quoted, its note, its files.

    Args:
        links: the addresses under its words.
        marked: numbers of the versions of which passages are marked, shown where not all can be.
    """

    def said(pieces: Sequence[Piece]) -> Html:
        return shown(pieces, reasons, wording)

    if copy.withheld:
        return [wording.say("exempt.copy_whole", copy=said([Piece("", copy.withheld)]))]
    lines = _versions(copy, said, wording, links, marked)
    for phrase, pieces in (
        ("answers", copy.reply_text),
        ("quotes", copy.quote),
        ("forwarded", copy.forward_from),
        ("carries", copy.other),
        ("note", copy.note),
    ):
        if pieces:
            lines.append(wording.say(f"exempt.copy_{phrase}", text=said(pieces)))
    for file in copy.files:
        name = said(file.name) if file.name else escape(wording.plain(f"file.{file.file.kind}"))
        why = reasons.said(file.withheld)
        phrase = "exempt.copy_file_withheld" if why else "exempt.copy_file"
        lines.append(wording.say(phrase, name=name, why=why))
    return lines


def _versions(
    copy: RecordCopy,
    said: Callable[[Sequence[Piece]], Html],
    wording: Wording,
    links: Sequence[LinkCopy],
    marked: Iterable[int],
) -> list[Html]:
    """Return each version as the copy has it; of a conversation what each changed, and those needed where it is too much."""
    known, cut = len(copy.versions), changes(copy.record)
    found = {}
    for version, text, totals in copy.versions:
        change = cut.get(version.number)
        phrase, count = version_phrase(change)
        head = [wording.say(f"exempt.{phrase}", number=version.number, of=known, count=count)]
        body = [said(change.of_copy(text) if change else text) or wording.say("show.no_text")]
        counted = [wording.say("exempt.copy_totals", text=said(totals))] if totals else []
        leads = [
            wording.say("exempt.copy_link", words=said(link.words), address=said(link.address))
            for link in links
            if link.version == version.number
        ]
        same = change is not None and not change.messages
        found[version.number] = join(
            [*(head if known > 1 else []), *([] if same else body), *counted, *leads]
        )
    if sum(map(len, found.values())) <= ALL_VERSIONS:
        return list(found.values())
    wanted = {1, copy.record.at_capture, known, *marked}
    others = [wording.say("exempt.others", of=known)] if found.keys() - wanted else []
    return [*(text for number, text in found.items() if number in wanted), *others]


def mark_line(
    number: int,
    mark: Mark,
    reasons: Reasons,
    wording: Wording,
    zone: ZoneInfo,
    request: Request | None,
    now: datetime | None = None,
) -> Html:
    """Return a mark: what it withholds, why, for which request, who made it and when.

    Args:
        reasons: as the request's law has them; as they are, for a mark that is for none.
        now: the present, by which a date needs no year; None where every date says it.
    """
    reason = reasons.by_key.get(mark.reason)
    if mark.words:
        what = wording.say("exempt.what_words", words=excerpt(mark.words, WORDS))
    elif mark.file_id is not None:
        what = wording.say("exempt.what_file")
    elif mark.about is not None:
        what = wording.say("exempt.what_repeated")
    else:
        what = wording.say("exempt.what_whole")
    line = wording.say(
        "exempt.mark",
        number=number,
        what=what,
        why=reason.shown if reason else mark.reason,
        name=mark.by_name,
        at=local_time(mark.at, zone, now),
    )
    lines = [line]
    if request is not None:
        lines.append(wording.say("exempt.mark_for", number=request.number))
        if mark.reason in reasons.foreign:
            law = wording.say(f"exempt.law_{request.kind}")
            lines.append(wording.say("exempt.mark_other_law", law=law))
    if mark.note:
        lines.append(wording.say("exempt.mark_note", text=mark.note))
    return join(lines)


def marks_shown(
    reference: object, marks: Sequence[tuple[int, Html]], lent: int, copy: Sequence[Html], wording: Wording
) -> list[Part]:
    """Return the marks of a record, numbered for their buttons, and how its copy reads, in parts.

    Args:
        marks: key and line of each.
        lent: how many marks of other records bear on it too.
        copy: the lines of `copy_lines`.
    """
    blocks = [Block(wording.say("exempt.marks", ref=reference, count=len(marks)))] if marks else []
    blocks += [Block(line, (number, key)) for number, (key, line) in enumerate(marks, start=1)]
    if lent:
        blocks.append(Block(wording.say("exempt.lent", count=lent)))
    blocks.append(Block(wording.say("exempt.reads", ref=reference)))
    blocks += [Block(line) for whole in copy for line in split([whole])]
    return pack(blocks)
