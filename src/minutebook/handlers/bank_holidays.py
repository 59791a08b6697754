"""The bank holidays of every part of the United Kingdom, from the `holidays` library. The only place that imports it.

Substitute days and days proclaimed for one year are in it; one proclaimed since that library came out is not,
and comes with the next.
"""

from datetime import date
from functools import cache

PARTS = ("ENG", "WLS", "SCT", "NIR")


@cache
def bank_holidays(year: int) -> frozenset[date]:
    """Return the bank holidays of any part of the UK in a year, Good Friday and Christmas Day with them."""
    return frozenset[date]().union(*_by_part(year).values())


def parts_on_holiday(day: date) -> tuple[str, ...]:
    """Return the parts of the UK, of `PARTS`, in which a day is a bank holiday; none where it is one in all of them."""
    found = tuple(part for part, days in _by_part(day.year).items() if day in days)
    return () if found == PARTS else found


@cache
def _by_part(year: int) -> dict[str, frozenset[date]]:
    # Imported when first asked for: most days nobody asks.
    from holidays import country_holidays

    return {part: frozenset(country_holidays("GB", subdiv=part, years=year, observed=True)) for part in PARTS}
