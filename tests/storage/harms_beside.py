"""What may be done behind the program's back to the columns that stand beside what is sealed."""

import random
from collections.abc import Callable

from storage.history import Kept

Harm = Callable[[Kept, random.Random], int]
"""Does something to a store and returns the entry at which it is to be found."""

CAPTURED = "act = 'captured' AND record_id IN (SELECT id FROM records)"
CARRIED = f"{CAPTURED} AND record_id IN (SELECT record_id FROM record_files)"


def _chosen(kept: Kept, chance: random.Random, where: str) -> tuple[int, int]:
    """An entry that fits, by chance, and the record it speaks of."""
    found = kept.ask(f"SELECT seq, record_id FROM ledger WHERE {where} ORDER BY seq")
    seq, key = chance.choice(found)
    return seq, key


def swapped_references(kept: Kept, chance: random.Random) -> int:
    """Give two records each other's reference."""
    first, second = sorted(chance.sample(kept.ask(f"SELECT seq, record_id FROM ledger WHERE {CAPTURED}"), 2))
    [(number,)] = kept.ask("SELECT number FROM records WHERE id = ?", first[1])
    [(other,)] = kept.ask("SELECT number FROM records WHERE id = ?", second[1])
    kept.harm(
        f"UPDATE records SET number = 900 WHERE id = {first[1]}",
        f"UPDATE records SET number = {number} WHERE id = {second[1]}",
        f"UPDATE records SET number = {other} WHERE id = {first[1]}",
    )
    return first[0]


def other_reference(kept: Kept, chance: random.Random) -> int:
    """Give a record a number or a year that is not its own."""
    seq, key = _chosen(kept, chance, CAPTURED)
    what = chance.choice(["number = number + 40", "year = 2031, number = 1", "year = 2019"])
    kept.harm(f"UPDATE records SET {what} WHERE id = {key}")
    return seq


FACTS = (
    "chat_id = -7",
    "message_id = 7000",
    "topic_id = 3",
    "sender_username = 'tom'",
    "sender_kind = 'bot'",
    "reply_to = 3",
    "other = 'contact Eve Forged'",
    "captured_by_name = 'Cllr Forged'",
    "note = 'a forged note'",
)


def other_fact(kept: Kept, chance: random.Random) -> int:
    """Change what a record says that its sealed message says too."""
    seq, key = _chosen(kept, chance, CAPTURED)
    kept.harm(f"UPDATE records SET {chance.choice(FACTS)} WHERE id = {key}")
    return seq


def dated_back(kept: Kept, chance: random.Random) -> int:
    """Say of a version that it was written at another time."""
    where = "act IN ('captured', 'edited') AND record_id IN (SELECT id FROM records)"
    seq, key = _chosen(kept, chance, where)
    [(number,)] = kept.ask("SELECT version FROM ledger WHERE seq = ?", seq)
    kept.harm(
        "UPDATE record_versions SET at = '2020-01-01T00:00:00.000000+00:00'"
        f" WHERE record_id = {key} AND number = {number}"
    )
    return seq


FILES = (
    "name = 'forged.pdf'",
    "mime = 'text/plain'",
    "kind = 'photo'",
    "unique_id = 'other'",
    "version = version + 1",
)


def other_file(kept: Kept, chance: random.Random) -> int:
    """Change what is said of a file."""
    seq, key = _chosen(kept, chance, CARRIED)
    kept.harm(f"UPDATE record_files SET {chance.choice(FILES)} WHERE record_id = {key}")
    return seq


def other_size(kept: Kept, chance: random.Random) -> int:
    """Say of a stored file that it is larger than it is."""
    seq, key = _chosen(kept, chance, "act = 'filed' AND record_id IN (SELECT id FROM records)")
    kept.harm(f"UPDATE record_files SET size = size + 1 WHERE record_id = {key}")
    return seq


def inserted_file(kept: Kept, chance: random.Random) -> int:
    """Slip in a file that no version carries and nothing has filed."""
    _, key = _chosen(kept, chance, CARRIED)
    kept.harm(
        "INSERT INTO record_files (record_id, version, kind, file_id, unique_id, state)"
        f" VALUES ({key}, 1, 'document', 'f', 'slipped', 'wanted')"
    )
    [(count,)] = kept.ask("SELECT count(*) FROM ledger")
    return count + 1


BESIDE: tuple[Harm, ...] = (
    swapped_references,
    other_reference,
    other_fact,
    dated_back,
    other_file,
    other_size,
    inserted_file,
)
