"""Records as they stood when a bundle of them was begun, whatever came while it was written. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from minutebook.council.bundles import Evidence
from minutebook.council.records import Record


@dataclass(frozen=True, slots=True)
class Since:
    """What came to a record after a bundle was begun.

    Attributes:
        version: the first that did, or None.
        files: keys of the files that came with it or later.
        filed: digests of the files that had been filed before.
    """

    version: int | None
    files: frozenset[int]
    filed: frozenset[str]


def as_begun(
    records: Sequence[Record], proofs: Mapping[int, list[Evidence]], since: Mapping[int, Since]
) -> tuple[list[Record], dict[int, list[Evidence]]]:
    """Return records, and what their digests were made from by key, as they were before what came since."""
    before = [_before(record, since[record.id]) if record.id in since else record for record in records]
    given = {
        key: _given(found, since[key].version) if key in since else found for key, found in proofs.items()
    }
    return before, given


def _before(record: Record, since: Since) -> Record:
    last = since.version or len(record.versions) + 1
    files = []
    for file in record.files:
        if file.id in since.files:
            continue
        fetched = file.sha256 is not None and file.sha256 not in since.filed
        # What Telegram claimed of its size is not known any more.
        files.append(replace(file, state="wanted", size=None, sha256=None, path=None) if fetched else file)
    return replace(record, versions=record.versions[: last - 1], files=tuple(files))


def _given(found: list[Evidence], version: int | None) -> list[Evidence]:
    """Return what was there before a version: earlier ones, and those messages of a conversation that these state."""
    if version is None:
        return found
    kept = [one for one in found if one.member == 0 and one.version < version]
    stated = {digest for one in kept for digest in _members(one)}
    return [*kept, *(one for one in found if one.member and one.digest in stated)]


def _members(one: Evidence) -> Sequence[object]:
    found = one.content.get("members", ())
    return found if isinstance(found, (list, tuple)) else ()
