"""What a request holds, a page at a time: what its first answer has no room for. Pure."""

from dataclasses import dataclass

from minutebook.council.requests import Request
from minutebook.council.wording import Html, Wording
from minutebook.council.working_days import Calendar
from minutebook.reports.parts import Block, pack
from minutebook.reports.requests import HeldItems, head_line, item_line


@dataclass(frozen=True, slots=True)
class HeldPage:
    """A page of what is on hold.

    Attributes:
        items: what stands on it, and how many there are of each kind in all.
        records_before, others_before: how many of each kind came before it.
    """

    items: HeldItems
    records_before: int
    others_before: int

    @property
    def records_left(self) -> int:
        """How many records come after it."""
        return self.items.record_count - self.records_before - len(self.items.records)

    @property
    def others_left(self) -> int:
        """How many messages that are on no record come after it."""
        return self.items.other_count - self.others_before - len(self.items.others)


def held_page(request: Request, page: HeldPage, calendar: Calendar, wording: Wording) -> list[Html]:
    """Return a page in parts: each kind with which of how many it is, and how one of it is taken off."""
    held, blocks = page.items, [Block(head_line(request, wording))]
    for kind, items, before, total in (
        ("records", held.records, page.records_before, held.record_count),
        ("others", held.others, page.others_before, held.other_count),
    ):
        if items:
            last = before + len(items)
            facts = {"first": before + 1, "last": last, "total": total}
            blocks.append(Block(wording.say(f"foi.page_{kind}", count=len(items), **facts)))
            blocks += [Block(item_line(item, calendar, wording)) for item in items]
    blocks += _rest(request, page, wording)
    return [part.text for part in pack(blocks)]


def _rest(request: Request, page: HeldPage, wording: Wording) -> list[Block]:
    shown = page.items.records or page.items.others
    if not shown:
        return [Block(wording.say("foi.page_none", number=request.number))]
    left = [
        Block(wording.say(f"foi.more_{kind}", count=count))
        for kind, count in (("records", page.records_left), ("others", page.others_left))
        if count
    ]
    ends = {"first": shown[0].name, "last": shown[-1].name}
    return [*left, Block(wording.say("foi.page_acts", count=len(shown), number=request.number, **ends))]
