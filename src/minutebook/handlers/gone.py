"""What a reference leads to once its record is disposed of: the certificate, for those the record was for."""

from collections.abc import Sequence
from datetime import datetime

from minutebook.council.bodies import CouncilView
from minutebook.council.disposal import Certificate
from minutebook.council.records import Reference, Route
from minutebook.council.schedule import local_time
from minutebook.council.wording import Html, join
from minutebook.handlers.house import House
from minutebook.reports.keeping import certificate_lines
from minutebook.storage import certificates, records
from minutebook.storage.store import Tx


async def certificate_or_none(
    tx: Tx, house: House, view: CouncilView, routes: Sequence[Route], reference: Reference
) -> Html:
    """Return a certificate, or that there is no such record: unknown, and not theirs to see, read alike.

    Args:
        routes: whose records the reader may see.
    """
    kept = await certificates.by_reference(tx, view.council.id, reference)
    if kept is None or kept.route not in routes:
        return await _none(tx, house, view, routes, reference)
    return certificate_lines(kept, view.council.settings.zone, house.wording)


async def said_gone(
    tx: Tx, house: House, view: CouncilView, routes: Sequence[Route], reference: Reference, now: datetime
) -> Html:
    """Return that a record was disposed of, when, and what shows its certificate; or that there is no such record.

    Args:
        routes: whose records the reader may see.
        now: the present, aware.
    """
    kept = await certificates.by_reference(tx, view.council.id, reference)
    if kept is None or kept.route not in routes:
        return await _none(tx, house, view, routes, reference)
    return said_of_all(house, view, [kept], now, 1)


def said_of_all(
    house: House, view: CouncilView, kept: Sequence[Certificate], now: datetime, most: int
) -> Html:
    """Return that records were disposed of, each by its reference with when, and what shows their certificates.

    Args:
        kept: their certificates, one at least, each of them for the reader's eyes.
        now: the present, aware.
        most: how many are named.
    """
    zone = view.council.settings.zone
    if len(kept) == 1:
        at = local_time(kept[0].at, zone, now)
        return house.wording.say("show.disposed", ref=kept[0].reference, at=at)
    names = ", ".join(f"{one.reference} ({local_time(one.at, zone, now)})" for one in kept[:most])
    names += " …" if len(kept) > most else ""
    return house.wording.say("show.disposed_many", names=names, ref=kept[0].reference)


async def _none(
    tx: Tx, house: House, view: CouncilView, routes: Sequence[Route], reference: Reference
) -> Html:
    """Return that there is no such record; and which of last year a number that was given alone may have meant."""
    text = house.wording.say("show.none", ref=reference)
    if reference.year != house.clock().astimezone(view.council.settings.zone).year:
        return text
    before = Reference(reference.year - 1, reference.number)
    record = await records.by_reference(tx, view.council.id, before)
    if record is None or record.route not in routes:
        return text
    return join([text, house.wording.say("show.last_year", ref=before)])
