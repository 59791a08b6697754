"""`minutebook records`: reading the store from the command line, while the bot runs too."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TextIO

from minutebook.bot.clock import SystemClock
from minutebook.bot.settings import Settings
from minutebook.council.bodies import Council
from minutebook.council.errors import ConfigurationError
from minutebook.reports.exports import json_line
from minutebook.storage import councils, records
from minutebook.storage.engine import database_path
from minutebook.storage.store import Tx, open_store


@asynccontextmanager
async def opened(settings: Settings) -> AsyncIterator[tuple[Tx, list[Council]]]:
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
    async with opened(settings) as (tx, known):
        for council in known:
            after = 0
            while page := await records.page(tx, council.id, after=after):
                for record in page:
                    out.write(json_line(record, council.name) + "\n")
                after = page[-1].id
