"""`minutebook records` and `minutebook verify`: reading the store from the command line, while the bot runs too."""

from typing import TextIO

from minutebook.bot.clock import SystemClock
from minutebook.bot.settings import Settings
from minutebook.council.errors import ConfigurationError, LedgerBroken
from minutebook.council.ledger import Head
from minutebook.reports.exports import json_line
from minutebook.storage import councils, records
from minutebook.storage.engine import database_path
from minutebook.storage.store import Store, open_store
from minutebook.storage.verifying import verify_council


async def _open(settings: Settings) -> Store:
    path = database_path(settings.storage.url)
    if not path.exists():
        raise ConfigurationError(f"there is no database at {path} yet; `minutebook run` makes it")
    return await open_store(settings.storage.url, SystemClock().now())


async def write_records(settings: Settings, out: TextIO) -> None:
    """Write every record of every council as a line of JSON, a page at a time.

    Raises:
        ConfigurationError: there is no database yet.
        StoreError: it cannot be opened.
    """
    store = await _open(settings)
    try:
        async with store.read() as tx:
            for council in await councils.everyone(tx):
                after = 0
                while page := await records.page(tx, council.id, after=after):
                    for record in page:
                        out.write(json_line(record, council.name) + "\n")
                    after = page[-1].id
    finally:
        await store.close()


async def verify(settings: Settings, out: TextIO) -> bool:
    """Write each council's count and head, or the first break; return whether all is whole.

    Raises:
        ConfigurationError: there is no database yet.
        StoreError: it cannot be opened.
    """
    store = await _open(settings)
    try:
        async with store.read() as tx:
            for council in await councils.everyone(tx):
                try:
                    head = await verify_council(tx, council.id, council.name)
                except LedgerBroken as broken:
                    out.write(f"{broken}\n")
                    return False
                out.write(f"{council.name}: {_stated(head)}\n")
        return True
    finally:
        await store.close()


def _stated(head: Head) -> str:
    """Return a ledger's count and head in words."""
    if head.count == 0:
        return "nothing on the ledger yet"
    return f"{head.count} {'entry' if head.count == 1 else 'entries'}, head {head.seal}"
