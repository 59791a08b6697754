"""`minutebook verify`: re-reading every council's ledger and all it speaks of, while the bot runs too."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TextIO

from minutebook.bot import reading
from minutebook.bot.settings import Settings
from minutebook.council.bodies import Council
from minutebook.council.errors import ConfigurationError, LedgerBroken
from minutebook.council.ledger import Head, Witness, parse_witness
from minutebook.storage.verifying import Progress, verify_council


async def verify(
    settings: Settings, out: TextIO, *, against: str = "", council: str = "", terminal: TextIO | None = None
) -> bool:
    """Write each council's count and head, or the first break; return whether all is whole.

    Args:
        against: `HEAD` or `COUNT:HEAD` as a digest or a bundle states it; "" for nothing.
        council: the one council to verify, by name or a part of it; "" for all.
        terminal: where progress is shown; None for nowhere.

    Raises:
        ConfigurationError: there is no database yet, no such council, or no seal in `against`.
        StoreError: it cannot be opened.
    """
    witness = _witness(against)
    async with reading.opened(settings) as (tx, known):
        if not known:
            out.write(
                "No council is set up yet, so there is nothing to verify; an admin sends /setup in its group.\n"
            )
        for one in _wanted(known, council, witness):
            try:
                with _shown(one.name, terminal) as progress:
                    head = await verify_council(
                        tx, one.id, one.name, witness, folder=settings.storage.files, progress=progress
                    )
            except LedgerBroken as broken:
                out.write(f"{broken}\n")
                return False
            out.write(f"{one.name}: {_stated(head)}\n")
    return True


def _witness(against: str) -> Witness | None:
    if not against:
        return None
    witness = parse_witness(against)
    if witness is None:
        raise ConfigurationError(
            "--against takes the head that a digest or a bundle states, with its count or without: 1204:3fa9…"
        )
    return witness


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
