"""What a bundle says of itself: its cover, its tables of what is beside the records, how to check it. Pure."""

from collections.abc import Sequence
from datetime import date

from minutebook.council.bundles import DecisionLine, Gap, Item, SearchDone
from minutebook.council.exemptions import Mark
from minutebook.council.terms import BAR
from minutebook.reports.bundle.pages import Table
from minutebook.reports.bundle.shown import Speaker, plain
from minutebook.reports.digest_lines import excerpt

SAID = 200
"""Characters of what a matter is told by."""


def head(speaker: Speaker) -> str:
    """Return what the bundle is."""
    cover = speaker.cover
    if cover.case is not None:
        return speaker.tell(f"head_{cover.case.kind}", number=cover.case.number)
    return speaker.tell("head_staffing") if cover.staffing else speaker.tell("head")


def sub(speaker: Speaker) -> str:
    """Return which records it holds."""
    cover = speaker.cover
    scope = cover.scope
    parts = []
    if cover.case is not None:
        parts.append(speaker.tell("about_case", title=guarded(speaker, cover.case.title)))
    if scope.since and scope.until:
        parts.append(
            speaker.tell("about_period", since=speaker.day(scope.since), until=speaker.day(scope.until))
        )
    elif scope.since:
        parts.append(speaker.tell("about_since", since=speaker.day(scope.since)))
    elif scope.until:
        parts.append(speaker.tell("about_until", until=speaker.day(scope.until)))
    if scope.klass:
        parts.append(speaker.tell("about_class", name=guarded(speaker, cover.klass or scope.klass)))
    if scope.words:
        parts.append(speaker.tell("about_find", words=_either(speaker, scope.words)))
    return " · ".join(parts) or speaker.tell("about_all")


def copy_note(speaker: Speaker) -> str:
    """Return that what is exempt is blacked out, or, where a request's bundle holds all of it, a warning; or ""."""
    scope = speaker.cover.scope
    if scope.redacted:
        return speaker.tell("copy_redacted")
    return speaker.tell("copy_whole") if speaker.cover.case is not None else ""


def facts(speaker: Speaker, records: int, files: int | None = None) -> list[tuple[str, str]]:
    """Return the cover's names and values.

    Args:
        files: how many there are; None where that is not known yet, and is not told.
    """
    cover = speaker.cover
    found = [
        (
            speaker.tell("fact_made"),
            speaker.tell("made_by", at=speaker.when(cover.made_at), by=cover.made_by),
        )
    ]
    if cover.case is not None:
        found += [
            (speaker.tell("fact_received"), speaker.day(cover.case.received_on)),
        ]
        if cover.case.due_on is not None:
            found.append((speaker.tell("fact_due"), _due(speaker, cover.case.due_on, cover.case.safest_on)))
    counted = speaker.tell("count_records", count=records) if records else speaker.tell("count_none")
    if files:
        counted = f"{counted}, {speaker.tell('count_files', count=files)}"
    return [
        *found,
        (speaker.tell("fact_holds"), counted),
        *_unrecorded(speaker),
        (speaker.tell("fact_ledger"), entries(speaker)),
    ]


def _unrecorded(speaker: Speaker) -> list[tuple[str, str]]:
    """Return what the request holds and the bundle does not; for the council alone, which can put it on the record."""
    cover = speaker.cover
    if cover.scope.redacted or cover.case is None or not cover.unrecorded:
        return []
    name = "unrecorded_closed" if cover.case.closed else "unrecorded"
    said = speaker.tell(name, count=cover.unrecorded, number=cover.case.number)
    return [(speaker.tell("fact_unrecorded"), said)]


def no_records(speaker: Speaker, records: int) -> str:
    """Return that a bundle holds no record, and what there is in place of any; "" where it holds some.

    That nothing is held is not for it to say: what the clerk may not see stands in no bundle of the clerk's.
    """
    if records:
        return ""
    return speaker.tell("no_records" if speaker.cover.case is None else "no_records_case")


def _due(speaker: Speaker, last: date, safest: date | None) -> str:
    if safest is None:
        return speaker.day(last)
    return speaker.tell("due_safest", day=speaker.day(last), safest=speaker.day(safest))


def entries(speaker: Speaker) -> str:
    """Return how many entries the ledger had."""
    return speaker.tell("count_entries", count=speaker.cover.head.count)


def foot(speaker: Speaker) -> str:
    """Return what stands at the foot of every page."""
    cover = speaker.cover
    return speaker.tell(
        "foot",
        council=cover.council,
        at=speaker.when(cover.made_at),
        entries=entries(speaker),
        head=cover.head.seal[:16],
    )


def trust(speaker: Speaker) -> list[str]:
    """Return how anybody can tell that nothing was changed."""
    redacted = speaker.cover.scope.redacted
    return [
        speaker.tell("trust_manifest"),
        speaker.tell("trust_windows"),
        speaker.tell("trust_verify_redacted" if redacted else "trust_verify"),
        *([speaker.tell("trust_redacted")] if redacted else []),
        speaker.tell("trust_head", entries=entries(speaker)),
    ]


def searches(speaker: Speaker, done: Sequence[SearchDone]) -> Table:
    """Return the table of searches carried out; words that are withheld are withheld in it too."""
    columns = [
        speaker.tell(name) for name in ("col_when", "col_words", "col_records", "col_others", "col_by")
    ]
    rows = [
        (
            speaker.when(one.at),
            _either(speaker, one.words),
            str(one.records),
            str(one.others),
            one.by_name,
        )
        for one in done
    ]
    return Table("", columns, rows, speaker.tell("no_searches"))


def _either(speaker: Speaker, words: str) -> str:
    """Return what was looked for, alternatives joined as people join them."""
    between = f" {speaker.tell('either')} "
    return between.join(part.strip() for part in guarded(speaker, words).split(BAR.strip()))


def guarded(speaker: Speaker, text: str, marks: Sequence[Mark] = ()) -> str:
    """Return words of the clerk's, without those that are withheld from the copy.

    Args:
        marks: on what they are about, beside the bundle's own.
    """
    if not speaker.cover.scope.redacted:
        return text
    return plain(speaker.runs(speaker.guard.pieces(text, marks)))


def gaps(speaker: Speaker, found: Sequence[Gap]) -> Table:
    """Return the table of times in which something could not be seen."""
    columns = [speaker.tell(name) for name in ("col_from", "col_to", "col_what")]
    rows = [
        (
            speaker.when(gap.began_at),
            speaker.when(gap.ended_at) if gap.ended_at else speaker.tell("still"),
            speaker.tell(
                f"gap_{gap.kind}",
                group=speaker.tell("in_group", title=guarded(speaker, gap.group)) if gap.group else "",
                detail=gap.detail,
            ),
        )
        for gap in found
    ]
    return Table(speaker.tell("gaps_times"), columns, rows, speaker.tell("no_gaps"))


def unfetched(speaker: Speaker, files: Sequence[tuple[str, str, str]]) -> Table:
    """Return the table of files that are not in the bundle: reference, name, why."""
    columns = [speaker.tell(name) for name in ("col_record", "col_file", "col_why")]
    return Table(speaker.tell("gaps_files"), columns, files, speaker.tell("no_missing"))


def decisions(speaker: Speaker, lines: Sequence[DecisionLine]) -> Table:
    """Return the register of decisions."""
    columns = [
        speaker.tell(name) for name in ("col_number", "col_matter", "col_state", "col_raised", "records")
    ]
    rows = [
        (
            line.number,
            _matter(speaker, line),
            _state(speaker, line),
            speaker.when(line.at),
            line.refs,
        )
        for line in lines
    ]
    return Table("", columns, rows, speaker.tell("no_decisions"))


def _matter(speaker: Speaker, line: DecisionLine) -> str:
    """Return what a matter is about: its title, the words it is told by, who said them and when."""
    title = guarded(speaker, line.what, line.marks)
    if line.said is None:
        return title or speaker.tell("untitled")
    text, by = (guarded(speaker, words, line.marks) for words in (line.said.text, line.said.by))
    facts = {"name": by, "at": speaker.when(line.said.at)}
    if text:
        said = speaker.tell("matter_said", text=excerpt(text, SAID), **facts)
        return speaker.tell("matter_titled", title=title, said=said) if title else said
    return (
        speaker.tell("matter_by", title=title, **facts) if title else speaker.tell("matter_untold", **facts)
    )


def _state(speaker: Speaker, line: DecisionLine) -> str:
    """Return where a matter stands, and who entered that; not who where any of it is withheld."""
    state = guarded(speaker, line.state, line.marks)
    withheld = speaker.cover.scope.redacted and line.marks
    if line.entered_at is None or not line.entered_by or withheld:
        return state
    by = guarded(speaker, line.entered_by, line.marks)
    return speaker.tell("entered", state=state, name=by, at=speaker.when(line.entered_at))


def period(speaker: Speaker, first: Item, last: Item) -> str:
    """Return from when to when a run of records was said."""
    begins = speaker.local_day(first.copy.record.sent_at)
    ends = speaker.local_day(last.copy.record.sent_at)
    return begins if begins == ends else speaker.tell("from_to", first=begins, last=ends)
