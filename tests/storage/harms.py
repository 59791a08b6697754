"""What may be done to a record store behind the program's back, each to a place chosen by chance."""

import random
from collections.abc import Callable

from storage.history import Kept

Harm = Callable[[Kept, random.Random], int | None]
"""Does something to a store and returns the entry at which it is to be found; None where there is nothing to do it to."""


def _entry(kept: Kept, chance: random.Random, where: str = "1", least: int = 1) -> int | None:
    """An entry that fits, by chance."""
    found = [seq for (seq,) in kept.ask(f"SELECT seq FROM ledger WHERE {where} ORDER BY seq")]
    return chance.choice(found) if len(found) >= least else None


EDITS = {
    "at": "'2020-01-01T00:00:00.000000+00:00'",
    "act": "CASE act WHEN 'noted' THEN 'held' ELSE 'noted' END",
    "record_id": "coalesce(record_id, 0) + 1",
    "version": "version + 1",
    "actor_id": "actor_id + 1",
    "digest": "CASE digest WHEN '' THEN 'ab' ELSE '' END",
    "previous": "'ab'",
    "seal": "'ab'",
}


def edited_entry(kept: Kept, chance: random.Random) -> int | None:
    """Change one field of an entry."""
    seq, field = _entry(kept, chance), chance.choice(sorted(EDITS))
    kept.harm(f"UPDATE ledger SET {field} = {EDITS[field]} WHERE seq = {seq}")
    return seq


def deleted_entry(kept: Kept, chance: random.Random) -> int | None:
    """Take an entry out, the last one too."""
    seq = _entry(kept, chance)
    kept.harm(f"DELETE FROM ledger WHERE seq = {seq}")
    return seq


def truncated(kept: Kept, chance: random.Random) -> int | None:
    """Cut the tail off, and with it what it spoke of."""
    seq = _entry(kept, chance)
    kept.harm(f"DELETE FROM ledger WHERE seq >= {seq}")
    return seq


def swapped_entries(kept: Kept, chance: random.Random) -> int | None:
    """Put two entries in each other's place."""
    if not (first := _entry(kept, chance, least=2)):
        return None
    second = _entry(kept, chance, f"seq <> {first}")
    kept.harm(
        f"UPDATE ledger SET seq = 900 WHERE seq = {first}",
        f"UPDATE ledger SET seq = {first} WHERE seq = {second}",
        f"UPDATE ledger SET seq = {second} WHERE seq = 900",
    )
    return min(first, second or first)


def inserted_entry(kept: Kept, chance: random.Random) -> int | None:
    """Slip a copy of an entry in before another."""
    seq = _entry(kept, chance)
    kept.harm(
        f"UPDATE ledger SET seq = seq + 1000 WHERE seq >= {seq}",
        f"UPDATE ledger SET seq = seq - 999 WHERE seq >= {seq} + 1000",
        "INSERT INTO ledger SELECT council_id, "
        f"{seq}, at, 'noted', record_id, version, 5, digest, previous, seal FROM ledger WHERE seq = {seq} + 1",
    )
    return seq


STATED = "act IN ('captured', 'edited') AND record_id IN (SELECT id FROM records)"


def _version(kept: Kept, seq: int) -> str:
    [(key, number)] = kept.ask("SELECT record_id, version FROM ledger WHERE seq = ?", seq)
    return f"record_id = {key} AND number = {number}"


def changed_text(kept: Kept, chance: random.Random) -> int | None:
    """Change what a version says, in both places it stands, and the digest beside it."""
    if not (seq := _entry(kept, chance, STATED)):
        return None
    kept.harm(
        "UPDATE record_versions SET text = 'No.', body = json_set(body, '$.text', 'No.') WHERE "
        + _version(kept, seq)
    )
    return seq


def changed_fact(kept: Kept, chance: random.Random) -> int | None:
    """Change what a record says of itself."""
    if not (seq := _entry(kept, chance, STATED + " AND act = 'captured'")):
        return None
    what = chance.choice(
        ["sender_name = 'Tom'", "sender_id = 9", "captured_by = 9", "reply_text = 'Yes?'", "quote = 'no'"]
    )
    [(key,)] = kept.ask("SELECT record_id FROM ledger WHERE seq = ?", seq)
    kept.harm(f"UPDATE records SET {what} WHERE id = {key}")
    return seq


def deleted_version(kept: Kept, chance: random.Random) -> int | None:
    """Take a version away."""
    if not (seq := _entry(kept, chance, STATED)):
        return None
    kept.harm("DELETE FROM record_versions WHERE " + _version(kept, seq))
    return seq


def swapped_versions(kept: Kept, chance: random.Random) -> int | None:
    """Put two records' versions in each other's place."""
    if not (first := _entry(kept, chance, STATED, least=2)):
        return None
    second = _entry(kept, chance, f"{STATED} AND seq <> {first}")
    assert second is not None
    one, other = _version(kept, first), _version(kept, second)
    kept.harm(
        f"UPDATE record_versions SET record_id = 900, number = 900 WHERE {one}",
        f"UPDATE record_versions SET ({', '.join(('record_id', 'number'))}) ="
        f" (SELECT record_id, version FROM ledger WHERE seq = {first}) WHERE {other}",
        f"UPDATE record_versions SET (record_id, number) ="
        f" (SELECT record_id, version FROM ledger WHERE seq = {second}) WHERE record_id = 900",
    )
    return min(first, second)


def _past_the_end(kept: Kept) -> int:
    [(count,)] = kept.ask("SELECT count(*) FROM ledger")
    return count + 1


def inserted_version(kept: Kept, chance: random.Random) -> int | None:
    """Slip a version in that nothing states."""
    if not (seq := _entry(kept, chance, STATED)):
        return None
    kept.harm(
        "INSERT INTO record_versions SELECT record_id, number + 90, at, text, body, salt, digest, poll_id"
        " FROM record_versions WHERE " + _version(kept, seq)
    )
    return _past_the_end(kept)


FILED = "act = 'filed' AND record_id IN (SELECT id FROM records)"


def changed_file(kept: Kept, chance: random.Random) -> int | None:
    """Change the bytes of a file, or take it away."""
    if not (seq := _entry(kept, chance, FILED)):
        return None
    [(name,)] = kept.ask("SELECT digest FROM ledger WHERE seq = ?", seq)
    place = kept.folder / str(name)
    if chance.random() < 0.5:
        place.write_bytes(place.read_bytes() + b"!")
    else:
        place.unlink()
    return seq


def swapped_files(kept: Kept, chance: random.Random) -> int | None:
    """Give one record another's file."""
    if not (first := _entry(kept, chance, FILED, least=2)):
        return None
    second = _entry(kept, chance, f"{FILED} AND seq <> {first}")
    names = [str(kept.ask("SELECT digest FROM ledger WHERE seq = ?", seq)[0][0]) for seq in (first, second)]
    one, other = (kept.folder / name for name in names)
    bytes_ = one.read_bytes()
    one.write_bytes(other.read_bytes())
    other.write_bytes(bytes_)
    return min(first, second or first)


TALKS = "act = 'captured' AND record_id IN (SELECT record_id FROM record_members)"


def harmed_talk(kept: Kept, chance: random.Random) -> int | None:
    """Change, swap, take out or slip in a message of a conversation."""
    if not (seq := _entry(kept, chance, TALKS)):
        return None
    [(key,)] = kept.ask("SELECT record_id FROM ledger WHERE seq = ?", seq)
    kept.harm(
        *chance.choice(
            [
                [
                    "UPDATE record_members SET body = json_set(body, '$.text', 'No.')"
                    f" WHERE record_id = {key} AND position = 2"
                ],
                [
                    f"UPDATE record_members SET position = 9 WHERE record_id = {key} AND position = 1",
                    f"UPDATE record_members SET position = 1 WHERE record_id = {key} AND position = 3",
                ],
                [f"DELETE FROM record_members WHERE record_id = {key} AND position = 3"],
                [
                    "INSERT INTO record_members SELECT record_id, 4, number, chat_id, message_id, body, salt, digest, poll_id"
                    f" FROM record_members WHERE record_id = {key} AND position = 1"
                ],
            ]
        )
    )
    return seq


def harmed_certificate(kept: Kept, chance: random.Random) -> int | None:
    """Change or take away a certificate of disposal."""
    if not (seq := _entry(kept, chance, "act = 'disposed'")):
        return None
    [(key,)] = kept.ask("SELECT record_id FROM ledger WHERE seq = ?", seq)
    if chance.random() < 0.5:
        kept.harm(f"UPDATE disposals SET klass = klass || 'x' WHERE record_id = {key}")
        return seq
    kept.harm(f"DELETE FROM disposals WHERE record_id = {key}")
    [(first,)] = kept.ask("SELECT min(seq) FROM ledger WHERE record_id = ?", key)
    return int(first)


HARMS: tuple[Harm, ...] = (
    edited_entry,
    deleted_entry,
    truncated,
    swapped_entries,
    inserted_entry,
    changed_text,
    changed_fact,
    deleted_version,
    swapped_versions,
    inserted_version,
    changed_file,
    swapped_files,
    harmed_talk,
    harmed_certificate,
)
