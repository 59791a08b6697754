"""The list for the next agenda, as the clerk takes lines off it. Pure."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from minutebook.council.wording import Wording
from minutebook.reports.digest_lines import agenda_line
from minutebook.reports.material import OnAgenda
from minutebook.reports.parts import Block, Part, pack

MOST = 60
"""Lines shown at once."""


def compose(
    lines: Sequence[tuple[int, OnAgenda]], zone: ZoneInfo, now: datetime, wording: Wording
) -> list[Part]:
    """Return the list in parts, its lines numbered, or one sentence if it is empty.

    Args:
        lines: each with its key in the store.
        now: the present, aware: a date of another year says it.
    """
    if not lines:
        return [Part(wording.say("agenda.empty"))]
    blocks = [Block(wording.say("agenda.list", count=len(lines)))]
    for number, (key, item) in enumerate(lines[:MOST], start=1):
        blocks.append(Block(agenda_line(item, zone, now, wording, number), (number, key)))
    if len(lines) > MOST:
        blocks.append(Block(wording.say("agenda.list_more", count=len(lines) - MOST)))
    return pack(blocks)
