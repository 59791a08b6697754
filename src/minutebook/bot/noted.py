"""What somebody noted of a ledger outside the database, as `minutebook verify` is told it and compares it."""

from minutebook.council.errors import ConfigurationError
from minutebook.council.ledger import Head, Witness, parse_witness


def witness(against: str) -> Witness | None:
    """Read `HEAD` or `COUNT:HEAD`, as a digest or a bundle states it; None where nothing is given.

    Raises:
        ConfigurationError: there is no head in it.
    """
    if not against:
        return None
    found = parse_witness(against)
    if found is None:
        raise ConfigurationError(
            "--against takes the head that a digest or a bundle states, with its count or without: 1204:3fa9…"
        )
    return found


def is_head(noted: Witness, stated: Head) -> bool:
    """Whether what was noted is the head that is stated, with its count where one was noted."""
    return noted.count in (None, stated.count) and stated.seal.startswith(noted.seal)


def check_council(name: str, stated: str) -> None:
    """Make sure that a bundle is of the council that was meant.

    Args:
        name: its name or a part of it; "" for whichever it is.
        stated: the name in the bundle.

    Raises:
        ConfigurationError: it is another council's.
    """
    if name.casefold() not in stated.casefold():
        raise ConfigurationError(f"the bundle is of {stated}, and of no council called {name}")
