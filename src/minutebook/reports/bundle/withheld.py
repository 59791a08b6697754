"""What a bundle says of what is withheld in it: the log of it, and the marks of another law than the request's. Pure."""

from collections.abc import Iterable, Sequence

from minutebook.council.other_laws import to_list, to_tell
from minutebook.council.withholdings import Withholding
from minutebook.reports.bundle.pages import Table
from minutebook.reports.bundle.shown import Speaker


def redactions(speaker: Speaker, items: Sequence[tuple[str, Sequence[Withholding]]]) -> Table:
    """Return the log of what is withheld: which record, where in it, why, since when."""
    columns = [speaker.tell(name) for name in ("col_record", "col_where", "col_why", "col_marked")]
    rows = [row for ref, found in items for row in _rows(speaker, ref, found)]
    return Table("", columns, rows, speaker.tell("no_redactions"))


def _rows(speaker: Speaker, ref: str, found: Sequence[Withholding]) -> Iterable[tuple[str, ...]]:
    """Return the rows of one record, each place once: of what it repeats no two rows say the same."""
    marks = [one.mark for one in found]
    listed = to_list(marks, speaker.foreign) if speaker.cover.scope.redacted else marks
    rows: dict[object, tuple[str, ...]] = {}
    for one in found:
        mark = one.mark
        if mark in listed:
            marked = f"{mark.by_name}, {speaker.when(mark.at)}"
            row = (ref, where(speaker, one), speaker.reasons([mark.reason]), marked)
            rows[row if one.lent and mark.file_id is None else one] = row
    return rows.values()


def other_laws(speaker: Speaker, items: Sequence[tuple[str, Sequence[Withholding]]]) -> Table | None:
    """Return which marks give a reason of another law than the request's, and what to do; None where none does."""
    case = speaker.cover.case
    if case is None or speaker.cover.scope.redacted:
        return None
    columns = [speaker.tell(name) for name in ("col_record", "col_where", "col_why", "col_mend")]
    rows = [
        (
            ref,
            where(speaker, one),
            speaker.reasons([one.mark.reason]),
            speaker.tell("mend_other_law", ref=ref, number=case.number),
        )
        for ref, found in items
        for told in (to_tell([one.mark for one in found], case.foreign),)
        for one in found
        if one.mark in told
    ]
    return Table(speaker.tell(f"other_law_{case.kind}"), columns, rows, "") if rows else None


def where(speaker: Speaker, one: Withholding) -> str:
    """Return where in a record something is withheld, without what."""
    mark = one.mark
    if mark.file_id is not None:
        return speaker.tell("where_file")
    if mark.whole and mark.about is None:
        return speaker.tell("where_whole")
    if one.lent or mark.about is not None:
        return speaker.tell("where_repeated")
    if one.versions and mark.begins is not None and mark.ends is not None:
        versions = _versions(speaker, one.versions, one.of)
        place = speaker.tell("where_passage", versions=versions, count=mark.ends - mark.begins)
    else:
        place = speaker.tell("where_words")
    if not one.waiting:
        return place
    return speaker.tell("where_waiting", where=place, versions=_versions(speaker, one.waiting, one.of))


def _versions(speaker: Speaker, numbers: Sequence[int], of: int) -> str:
    """Return which of so many versions these are: `versions 2, 4 to 6 and 9`."""
    if numbers == (1,):
        return speaker.tell("versions_first")
    if len(numbers) == of:
        return speaker.tell("versions_every")
    runs: list[list[int]] = []
    for number in numbers:
        if runs and runs[-1][-1] == number - 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    told: list[str] = []
    for run in runs:
        long = len(run) > 2
        told += [speaker.tell("versions_to", first=run[0], last=run[-1])] if long else map(str, run)
    if len(told) > 1:
        told[-2:] = [speaker.tell("versions_and", numbers=told[-2], last=told[-1])]
    return speaker.tell("versions_one" if len(numbers) == 1 else "versions_some", numbers=", ".join(told))
