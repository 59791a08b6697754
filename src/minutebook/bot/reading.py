"""`minutebook records` and `minutebook verify`: reading the store from the command line, while the bot runs too."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TextIO

from minutebook.bot.clock import SystemClock
from minutebook.bot.settings import Settings
from minutebook.council.bodies import Council
from minutebook.council.errors import ConfigurationError, LedgerBroken
from minutebook.council.ledger import Head
from minutebook.reports.exports import json_line
from minutebook.storage import councils, records
from minutebook.storage.engine import database_path
from minutebook.storage.store import Tx, open_store
from minutebook.storage.verifying import verify_council


@asynccontextmanager
async def _reading(settings: Settings) -> AsyncIterator[tuple[Tx, list[Council]]]:
    """Open the store for one look at it, with every council there is.

    Raises:
        ConfigurationError: there is no database yet.
        StoreError: it cannot be opened.
    """
    path = database_path(settings.storage.url)
    if not path.exists():
        raise ConfigurationError(f"there is no database at {path} yet; `minutebook run` makes it")
    store = await open_store(settings.storage.url, SystemClock().now())
    try:
        async with store.read() as tx:
            yield tx, await councils.everyone(tx)
    finally:
        await store.close()


async def write_records(settings: Settings, out: TextIO) -> None:
    """Write every record of every council as a line of JSON, a page at a time.

    Raises:
        ConfigurationError: there is no database yet.
        StoreError: it cannot be opened.
    """
    async with _reading(settings) as (tx, known):
        for council in known:
            after = 0
            while page := await records.page(tx, council.id, after=after):
                for record in page:
                    out.write(json_line(record, council.name) + "\n")
                after = page[-1].id


async def verify(settings: Settings, out: TextIO) -> bool:
    """Write each council's count and head, or the first break; return whether all is whole.

    Raises:
        ConfigurationError: there is no database yet.
        StoreError: it cannot be opened.
    """
    async with _reading(settings) as (tx, known):
        if not known:
            out.write(
                "No council is set up yet, so there is nothing to verify; an admin sends /setup in its group.\n"
            )
        for council in known:
            try:
                head = await verify_council(tx, council.id, council.name)
            except LedgerBroken as broken:
                out.write(f"{broken}\n")
                return False
            out.write(f"{council.name}: {_stated(head)}\n")
    return True


def _stated(head: Head) -> str:
    """Return a ledger's count and head in words."""
    if head.count == 0:
        return "nothing on the ledger yet"
    return f"{head.count} {'entry' if head.count == 1 else 'entries'}, head {head.seal}"
