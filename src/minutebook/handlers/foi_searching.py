"""Searching for a request: the records, what is flagged, and the short memory; what is found goes on hold at once."""

from dataclasses import dataclass

from minutebook.council import outgoing
from minutebook.council.finding import Query
from minutebook.council.outgoing import Outgoing
from minutebook.council.records import Route
from minutebook.council.requests import title_terms
from minutebook.council.terms import BAR, matches, queries
from minutebook.council.wording import Html, join
from minutebook.handlers import reading
from minutebook.handlers.foi_case import Case
from minutebook.handlers.foi_seeing import Seen, seen
from minutebook.reports.requests import head_line, hits_shown, words_shown
from minutebook.storage import holds, outbox, search, searches, taking
from minutebook.storage.holds import Key

MOST = 5_000
"""Records that one search puts on hold. One that finds more is no search for anything, and each is a ledger entry."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a search found, of what the clerk may see.

    Attributes:
        new: how many of them it put on hold.
        released: how many the clerk has taken off before, and are left so.
        too_many: whether it found more records than are put on hold, and so held none.
    """

    found: Seen
    new: int
    released: int
    too_many: bool


async def search_title(case: Case) -> Html:
    """Search for the words of a case's title, when it is opened, and return what the clerk is told."""
    words = BAR.join(title_terms(case.request.title))
    asked = queries(words, case.turn.now, case.view.council.settings.zone)
    if not asked:
        return case.wording.say("foi.no_title_words", number=case.request.number)
    return told(case, words, await carry_out(case, words, asked))


async def carry_out(case: Case, words: str, asked: list[Query]) -> Outcome:
    """Search, put on hold what is found, whoever may see it, and write the search down.

    Args:
        words: as they are written down: the terms, alternatives with a bar between them.
        asked: the same, parsed.
    """
    tx, turn, view, now = case.tx, case.turn, case.view, case.turn.now
    ids = await _records(case, asked)
    too_many = len(ids) > MOST
    recorded = await searches.recorded_by_ids(tx, ids[:MOST])
    others = [
        item
        async for item in searches.unrecorded(tx, view.council.id)
        if any(matches(query, item.versions, item.labels) for query in asked)
    ]
    talks = await searches.conversations_with(tx, view.council.id, [item.message.key for item in others])
    recorded += [one for some in talks.values() for one in some]
    albums: list[Key] = []
    for item in others:
        albums += await taking.with_album(tx, item.message)
    keys = [*([] if too_many else [record.key for record in recorded]), *dict.fromkeys(albums)]
    new = set(await holds.place(tx, case.request, keys, by=case.person.id, now=now))
    found = await seen(tx, turn, view, recorded, others, talks)
    hits = (len(ids) if too_many else len(found.records), len(found.others))
    await searches.log(tx, case.request, words, hits, by=case.person.id, by_name=case.person.name, now=now)
    await _tell_recipient(case, len(new.intersection(found.withheld)))
    live = set(await holds.of_request(tx, case.request.id))
    released = 0 if too_many else len(set(found.keys) - live)
    return Outcome(found, len(new.intersection(found.keys)), released, too_many)


async def _records(case: Case, asked: list[Query]) -> list[int]:
    """Return the keys of the records that any of the searches finds, in order; one more than `MOST` at most."""
    ids: set[int] = set()
    for query in asked:
        after = 0
        while len(ids) <= MOST:
            page = await search.every(case.tx, case.view.council.id, query, tuple(Route), after=after)
            ids.update(page)
            if not page:
                break
            after = page[-1]
    return sorted(ids)[: MOST + 1]


def told(case: Case, words: str, outcome: Outcome) -> Html:
    """Return what the clerk is told of a search."""
    wording, found = case.wording, outcome.found
    shown = words_shown(words, wording)
    if outcome.too_many:
        others = hits_shown(0, len(found.others), wording)
        return wording.say("foi.too_many", words=shown, most=f"{MOST:,}", others=others)
    hits = hits_shown(len(found.records), len(found.others), wording)
    if not found.keys:
        return wording.say("foi.found_nothing", words=shown, number=case.request.number)
    lines = [
        wording.say("foi.found", words=shown, hits=hits, new=wording.plain("foi.new", count=outcome.new))
    ]
    if outcome.released:
        lines.append(wording.say("foi.left_off", count=outcome.released))
    return join(lines)


async def _tell_recipient(case: Case, count: int) -> None:
    """Tell the staffing recipient that something of theirs is on hold; with none named, their digest will.

    Nobody else is told: that there is such a thing with these words in it would already be telling.
    """
    if not count:
        return
    wording = case.wording
    text = join(
        [
            reading.heading(case.turn.house, case.view),
            wording.say("foi.withheld", head=head_line(case.request, wording), count=count),
            wording.say("foi.withheld_next"),
        ],
        "\n\n",
    )
    for user in case.view.staffing_ids:
        send = outgoing.message(user, text, protect=True)
        item = Outgoing(f"{case.key}:withheld:{user}", "notice", (send,), council_id=case.view.council.id)
        await outbox.put(case.tx, item, case.turn.now)
