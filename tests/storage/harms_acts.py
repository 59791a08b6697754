"""What may be done behind the program's back to what acts left behind."""

import random
from collections.abc import Callable, Sequence

from storage.history import Kept

Harm = Callable[[Kept, random.Random], int]
"""Does something to a store and returns the entry at which it is to be found."""


def _last(kept: Kept, *acts: str) -> int:
    """The last entry of some acts."""
    names = ", ".join(f"'{act}'" for act in acts)
    [(seq,)] = kept.ask(f"SELECT max(seq) FROM ledger WHERE act IN ({names})")
    return seq


def _of_last(table: str, changes: Sequence[str], *acts: str) -> Harm:
    """The harm of changing what the last of some acts left of a record in a table, in one of these ways."""
    key = "id" if table == "records" else "record_id"

    def harm(kept: Kept, chance: random.Random) -> int:
        seq = _last(kept, *acts)
        [(record,)] = kept.ask("SELECT record_id FROM ledger WHERE seq = ?", seq)
        kept.harm(f"{chance.choice(changes).format(table=table)} WHERE {key} = {record}")
        return seq

    return harm


def other_minute(kept: Kept, chance: random.Random) -> int:
    """Change how a matter ended."""
    seq = _last(kept, "minuted")
    change = chance.choice(
        ["minute = '99/26'", "state = 'not_taken'", "settled_by = 9", "settled_at = NULL", "id = id + 50"]
    )
    kept.harm(f"UPDATE matters SET {change} WHERE id = (SELECT version FROM ledger WHERE seq = {seq})")
    return seq


def other_schedule(kept: Kept, chance: random.Random) -> int:
    """Change, take out or slip in what the council has changed in its schedule."""
    kept.harm(
        chance.choice(
            [
                "UPDATE schedule SET months = 1",
                "UPDATE schedule SET ending = 'dispose'",
                "DELETE FROM schedule",
                "INSERT INTO schedule SELECT council_id, 'new', label, months, starts, ending, changed_at, changed_by"
                " FROM schedule LIMIT 1",
            ]
        )
    )
    return _last(kept, "scheduled")


def lost_hold(kept: Kept, chance: random.Random) -> int:
    """Let go of a record behind the program's back, or hold another message in its place."""
    seq = _last(kept, "held")
    change = chance.choice(
        ["DELETE FROM held", "UPDATE held SET released_at = held_at", "UPDATE held SET message_id = 77000"]
    )
    [(message,)] = kept.ask(
        "SELECT message_id FROM records WHERE id = (SELECT record_id FROM ledger WHERE seq = ?)", seq
    )
    kept.harm(f"{change} WHERE message_id = {message}")
    return seq


ACTED: dict[str, Harm] = {
    "class": _of_last(
        "records",
        ["UPDATE {table} SET klass = 'general'", "UPDATE {table} SET classed_by = 9"],
        "classified",
    ),
    "keeping": _of_last(
        "records",
        [
            "UPDATE {table} SET keep_until = NULL",
            "UPDATE {table} SET keep_until = '2020-01-01T00:00:00.000000+00:00'",
        ],
        "kept",
    ),
    "mark": _of_last(
        "exemptions",
        [
            "DELETE FROM {table}",
            "UPDATE {table} SET words = 'said'",
            "UPDATE {table} SET reason = 's21'",
            "UPDATE {table} SET note = 'forged'",
            "UPDATE {table} SET lifted_at = marked_at, lifted_by = 5",
            "UPDATE {table} SET begins = 1, ends = 2",
            "UPDATE {table} SET seen = 99",
            "UPDATE {table} SET record_id = 1 - record_id",
        ],
        "exempted",
    ),
    "minute": other_minute,
    "schedule": other_schedule,
    "hold": lost_hold,
}
