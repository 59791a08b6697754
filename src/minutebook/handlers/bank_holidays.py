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
    # Imported when first asked for: most days nobody asks.
    from holidays import country_holidays

    return frozenset(
        day for part in PARTS for day in country_holidays("GB", subdiv=part, years=year, observed=True)
    )
