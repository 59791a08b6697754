"""`minutebook verify`: re-reading every council's ledger and all it speaks of, while the bot runs too."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from minutebook.bot import noted, reading
from minutebook.bot.amounts import amount
from minutebook.bot.settings import Settings
from minutebook.council.bodies import Council
from minutebook.council.errors import ConfigurationError, LedgerBroken
from minutebook.council.ledger import Head, Witness
from minutebook.storage import lost_files
from minutebook.storage.store import Tx
from minutebook.storage.verifying import Progress, verify_council

LISTED = 20
"""Lost files that are named; the rest is counted."""


async def verify(
    settings: Settings, out: TextIO, *, against: str = "", council: str = "", terminal: TextIO | None = None
) -> bool:
    """Write each council's count and head, or the first break; return whether all is whole.

    Args:
        against: `HEAD` or `COUNT:HEAD` as a digest or a bundle states it; "" for nothing.
        council: the one council to verify, by name or a part of it; "" for all.
        terminal: where progress is shown, and at the end what a person wants to know; None for nowhere.

    Raises:
        ConfigurationError: there is no database yet, no such council, or no seal in `against`.
        StoreError: it cannot be opened.
    """
    witness = noted.witness(against)
    async with reading.opened(settings) as (tx, known):
        if not known:
            out.write(
                "No council is set up yet, so there is nothing to verify; an admin sends /setup in its group.\n"
            )
            return True
        for one in _wanted(known, council, witness):
            try:
                with _shown(one.name, terminal) as progress:
                    head = await verify_council(
                        tx, one.id, one.name, witness, folder=settings.storage.files, progress=progress
                    )
            except LedgerBroken as broken:
                out.write(f"{broken}\n")
                if broken.file:
                    out.write(await _lost_told(tx, one, settings.storage.files))
                return False
            out.write(f"{one.name}: {_stated(head)}\n")
    if terminal is not None:
        # Beside the output, in which a program finds a line a council.
        terminal.write(_whole(witness))
    return True


def _whole(witness: Witness | None) -> str:
    """Return what it means that nothing was found broken."""
    known = (
        "The head that was given is in it: nothing up to then was changed or cut off."
        if witness
        else "Entries that are lost from its end only a comparison shows: of each count and head with the council’s"
        " digest, or --against the head that a digest or a bundle states."
    )
    return (
        f"Whole: every entry, text and file was read again, and is as it was sealed. {known}\n"
        "What it does not cover, such as requests’ dates, the log of searches and the list of copies, is in"
        " docs/clerk.md.\n"
    )


async def _lost_told(tx: Tx, council: Council, folder: Path) -> str:
    """Return which files of a council are lost or damaged, and how each may come back: nothing is changed here."""
    found = await lost_files.lost(tx, council.id, folder)
    lines = [
        f"  {item.path}: {'missing' if item.gone else 'changed'}; its SHA-256 should be {item.sha256}"
        for item in found[:LISTED]
    ]
    if len(found) > LISTED:
        lines.append(f"  and {len(found) - LISTED:,} more")
    unasked = sum(item.known and not item.asked for item in found)
    asked = sum(item.asked for item in found)
    if unasked:
        lines.append(
            f"Telegram may still have {amount(unasked, 'file')}. verify only reads, so it did not ask: let the clerk send"
            " /verify in the private chat with the running bot, which has each fetched once more."
        )
    if asked:
        lines.append(
            f"The bot is asking Telegram for {amount(asked, 'file')} already. Verify again in a few minutes."
        )
    lines.append(
        f"What does not come back may be in a backup: put it into {folder} under that name. Remove nothing there."
    )
    return "\n".join(lines) + "\n"


def _wanted(known: Sequence[Council], name: str, witness: Witness | None) -> list[Council]:
    """Return the councils to verify.

    Raises:
        ConfigurationError: none is called so, several are, or a head does not say whose it is.
    """
    names = ", ".join(council.name for council in known)
    if name:
        exact = [council for council in known if council.name.casefold() == name.casefold()]
        found = exact or [council for council in known if name.casefold() in council.name.casefold()]
        if len(found) != 1:
            which = "more than one council is" if found else "no council is"
            raise ConfigurationError(f"{which} called {name} here; there are: {names or 'none yet'}")
        return found
    if witness is not None and len(known) > 1:
        raise ConfigurationError(f"say whose head it is with --council; there are: {names}")
    return list(known)


@contextmanager
def _shown(name: str, terminal: TextIO | None) -> Iterator[Progress]:
    """Show how far it is while it lasts, on a terminal that a person looks at."""
    if terminal is None or not terminal.isatty():
        yield lambda done, total: None
        return
    # Imported here because nothing else needs it.
    from rich.console import Console
    from rich.progress import Progress as Bar

    with Bar(console=Console(file=terminal), transient=True) as bar:
        task = bar.add_task(name, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


def _stated(head: Head) -> str:
    """Return a ledger's count and head in words."""
    if head.count == 0:
        return "nothing on the ledger yet"
    return f"{head.count} {'entry' if head.count == 1 else 'entries'}, head {head.seal}"
