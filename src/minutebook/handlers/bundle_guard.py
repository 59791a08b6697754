"""What of a redacted bundle's records its other pages must not tell: found before it is begun."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from minutebook.council.beside import Guard, shown, suspects
from minutebook.council.exemptions import Mark, copy_of
from minutebook.council.records import Record, all_words
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
    hidden: list[Mark] = []
    for first in range(0, len(keys), BATCH):
        async with store.read() as tx:
            found = await exemptions.of_records(tx, keys[first : first + BATCH], request_id)
            withheld = [key for key, own in found.items() if any(mark.whole for mark in own)]
            some = {record.id: record for record in await records.by_ids(tx, withheld)}
        marks += [mark for own in found.values() for mark in own if mark.words]
        hidden += [
            replace(mark, words=words)
            for key, record in some.items()
            for mark in found[key]
            if mark.whole
            for words in _words_of(record, mark)
        ]
    return Guard(marks, await _unshown(store, keys, request_id, suspects(texts, [*marks, *hidden])))


def _words_of(record: Record, mark: Mark) -> Iterator[str]:
    """Give every word that a mark on a whole record, or on a message that it repeats, keeps back."""
    if mark.about is not None:
        for member in record.members:
            if member.message.key == mark.about:
                yield member.message.sender.name
                yield from (all_words(version) for version in member.versions)
        return
    said = [words for version in record.versions for words in (version.text, version.totals)]
    beside = (
        record.reply_sender,
        record.reply_text,
        record.quote,
        record.forward_from,
        record.other,
        record.note,
    )
    files = [file.name for file in record.files]
    yield from (words for words in (record.sender.name, *said, *beside, *files) if words)


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
