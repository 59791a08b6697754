"""What of a redacted bundle's records its other pages must not tell: found before it is begun."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import replace

from minutebook.council.beside import Guard, Watch, kept_back, shown
from minutebook.council.exemptions import Mark, copy_of
from minutebook.council.records import Record
from minutebook.storage import exemptions, records
from minutebook.storage.store import Store

BATCH = 200
"""Records looked at at a time."""


async def guard_of(
    store: Store,
    keys: Sequence[int],
    request_id: int | None,
    texts: Sequence[str],
    more: Sequence[Mark] = (),
) -> Guard:
    """Return the guard of a redacted bundle.

    Args:
        keys: of its records.
        texts: what stands beside them, in the clerk's words.
        more: marks on records that these texts are about, in the bundle or not.
    """
    watch = await asyncio.to_thread(Watch, texts)
    marks = [mark for mark in more if mark.words]
    whole = {mark.record_id: mark for mark in more if mark.whole and mark.about is None}
    for first in range(0, len(keys), BATCH):
        async with store.read() as tx:
            found = await exemptions.of_records(tx, keys[first : first + BATCH], request_id)
            some = await records.by_ids(tx, list(found))
        marks += [mark for own in found.values() for mark in own if mark.words]
        whole |= {
            mark.record_id: mark
            for key, own in found.items()
            for mark in own
            if mark.whole and mark.record_id != key
        }
        await asyncio.to_thread(_hide, watch, some, found)
    for mark in dict.fromkeys(marks):
        watch.hide(mark.words, mark.reason)
    await _hide_whole(store, whole, watch)
    if watch.telling():
        await _show(store, keys, request_id, watch)
    return Guard(marks, watch.telling())


async def _hide_whole(store: Store, whole: Mapping[int, Mark], watch: Watch) -> None:
    """Take in all that records say which are withheld whole: one in the bundle may repeat but a part of it."""
    lenders = list(whole)
    own = {key: [replace(mark, about=None)] for key, mark in whole.items()}
    for first in range(0, len(lenders), BATCH):
        async with store.read() as tx:
            some = await records.by_ids(tx, lenders[first : first + BATCH])
        await asyncio.to_thread(_hide, watch, some, own)


def _hide(watch: Watch, some: Sequence[Record], marks: Mapping[int, Sequence[Mark]]) -> None:
    """Take in what the copies of some records withhold, and what waits in a record that lends them a mark."""
    for record in some:
        own = marks[record.id]
        waiting = ((line, mark.reason) for mark in own for line in mark.later)
        for words, reason in (*kept_back(copy_of(record, own), own), *waiting):
            watch.hide(words, reason)


async def _show(store: Store, keys: Sequence[int], request_id: int | None, watch: Watch) -> None:
    """Take in what the copies of some records show."""
    for first in range(0, len(keys), BATCH):
        async with store.read() as tx:
            some = await records.by_ids(tx, keys[first : first + BATCH])
            marks = await exemptions.of_records(tx, [record.id for record in some], request_id)
        await asyncio.to_thread(_show_some, watch, some, marks)


def _show_some(watch: Watch, some: Sequence[Record], marks: Mapping[int, Sequence[Mark]]) -> None:
    for record in some:
        for words in shown(copy_of(record, marks.get(record.id, []))):
            watch.show(words)
