"""What of a redacted bundle's records its other pages must not tell: found before it is begun."""

from collections.abc import Mapping, Sequence

from minutebook.council.beside import Guard, shown, suspects
from minutebook.council.exemptions import Mark, copy_of
from minutebook.storage import exemptions, records
from minutebook.storage.store import Store

BATCH = 200
"""Records looked at at a time."""


async def guard_of(store: Store, keys: Sequence[int], request_id: int | None, texts: Sequence[str]) -> Guard:
    """Return the guard of a redacted bundle.

    Args:
        keys: of its records.
        texts: what stands beside them, in the clerk's words.
    """
    marks: list[Mark] = []
    for first in range(0, len(keys), BATCH):
        async with store.read() as tx:
            found = await exemptions.of_records(tx, keys[first : first + BATCH], request_id)
        marks += [mark for own in found.values() for mark in own if mark.words]
    return Guard(marks, await _unshown(store, keys, request_id, suspects(texts, marks)))


async def _unshown(
    store: Store, keys: Sequence[int], request_id: int | None, words: Mapping[str, str]
) -> Mapping[str, str]:
    """Return those of some words that the copies of some records show nowhere."""
    left = dict(words)
    for first in range(0, len(keys), BATCH):
        if not left:
            break
        async with store.read() as tx:
            some = await records.by_ids(tx, keys[first : first + BATCH])
            marks = await exemptions.of_records(tx, [record.id for record in some], request_id)
        for record in some:
            for word in shown(copy_of(record, marks.get(record.id, [])), left):
                del left[word]
    return left
