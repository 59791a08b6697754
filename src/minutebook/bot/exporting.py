"""`minutebook export`: a bundle on the computer itself, while the bot runs too; of any size, in one ZIP."""

import asyncio
import getpass
import shutil
import tempfile
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import TextIO

from minutebook.bot import leftovers
from minutebook.bot.amounts import amount
from minutebook.bot.clock import SystemClock
from minutebook.bot.detectors import load_detector
from minutebook.bot.settings import Settings
from minutebook.council.assessment import Detector
from minutebook.council.bodies import Council, CouncilView
from minutebook.council.bundles import Cover, Made
from minutebook.council.errors import ConfigurationError, StoreFullError
from minutebook.council.messages import Message
from minutebook.council.records import Route
from minutebook.council.scopes import Scope, ScopeError, parse_day, with_days
from minutebook.council.wording import load_wording
from minutebook.handlers import bundle_orders, bundle_plan, bundle_reasons, bundling, routing
from minutebook.handlers.bundle_plan import Plan
from minutebook.handlers.foi_seeing import Telling
from minutebook.storage import councils
from minutebook.storage.engine import database_path
from minutebook.storage.store import Store, open_store

STAGING = ".minutebook-export-"
"""What the folder in which a bundle is written is called to begin with."""

Told = Callable[[int], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Wish:
    """What is asked for on the command line, as it was typed.

    Attributes:
        council: its name or a part of it; "" for the only one.
        since, until: days, months or years.
        copy: whether what is exempt is blacked out; None for the custom.
        staffing: the staffing recipient's records instead of the clerk's.
    """

    council: str = ""
    since: str = ""
    until: str = ""
    klass: str = ""
    case: int | None = None
    words: str = ""
    copy: bool | None = None
    staffing: bool = False

    def scope(self, today: date) -> Scope:
        """Return which records are asked for.

        Args:
            today: in the council's zone, for days without a year.

        Raises:
            ScopeError: a day cannot be read, or the time ends before it begins.
        """
        since = parse_day(self.since, today, last=False) if self.since else None
        until = parse_day(self.until, today, last=True) if self.until else None
        scope = Scope(klass=self.klass, case=self.case, words=self.words, copy=self.copy)
        return with_days(scope, since, until)


LISTED = 20
"""References of records whose files are missing that are named; the rest is counted."""


async def export(settings: Settings, wish: Wish, target: Path, out: TextIO, terminal: TextIO) -> bool:
    """Write a bundle to `target`, state it in the ledger, and say what is in it; return whether no file is missing.

    Args:
        out: where it is said; `terminal`: where progress is shown.

    Raises:
        ConfigurationError: there is no database, no such council, class or request, or nothing to export.
        StoreError: the database cannot be opened, or the disk is full.
    """
    target = _free(target, database_path(settings.storage.url))
    store = await open_store(settings.storage.url, SystemClock().now())
    try:
        what = await _stated(store, settings, wish)
        made = await _written(store, settings, what, target, terminal)
        async with store.read() as tx:
            others = await bundle_reasons.of_other_laws(tx, what)
    except ScopeError as error:
        raise ConfigurationError(_explained(error)) from error
    finally:
        await store.close()
    cover = what.cover
    out.write(
        f"{cover.council}: {amount(made.records, 'record')} and {amount(made.files, 'file')} in {target}\n"
        f"ledger: {amount(cover.head.count, 'entry')}, head {cover.head.seal}\n"
        f"SHA-256 of the manifest: {made.digest}\n{_lost_told(made)}{_left_out_told(cover)}{_others_told(others)}"
    )
    return not made.lost


def _lost_told(made: Made) -> str:
    """Return how many files are missing, of which records, and where that stands; "" where none is."""
    if not made.lost:
        return ""
    refs = made.lost_refs
    named = ", ".join(refs[:LISTED]) + (f" and {len(refs) - LISTED:,} more" if len(refs) > LISTED else "")
    return (
        f"Missing from the store or changed there, and so not in the bundle: {amount(len(made.lost), 'file')}, of"
        f" {named}. Its page gaps.html lists what is missing; minutebook verify says how it may come back.\n"
    )


def _left_out_told(cover: Cover) -> str:
    """Return what the request holds and the bundle does not, with what mends it; "" where it holds all."""
    if cover.case is None or not cover.unrecorded:
        return ""
    number = cover.case.number
    mends = f"/foi {number} record all"
    if cover.case.closed:
        mends = f"/foi {number} reopen, then {mends}"
    one = cover.unrecorded == 1
    return (
        f"Not in the bundle: {amount(cover.unrecorded, 'message')} held for request {number} but on no record. Sent to"
        f" the bot in private, {mends} puts {'it' if one else 'them'} on the record; then export again.\n"
    )


def _others_told(others: bundle_reasons.Found) -> str:
    """Return how many marks give a reason of another law than the request's, and on which records; "" for none."""
    if not others:
        return ""
    refs = sorted({ref for ref, _ in others})
    named = ", ".join(refs[:LISTED]) + (f" and {len(refs) - LISTED:,} more" if len(refs) > LISTED else "")
    return (
        f"Withheld for a reason of another law than the request’s, which a copy to send out does not cite:"
        f" {amount(len(others), 'place')}, of {named}. /export of the same request in the chat says how to put it right.\n"
    )


def _free(target: Path, database: Path) -> Path:
    """Return where the bundle goes, once it is known that it can.

    Raises:
        ConfigurationError: there is something already, or no folder for it; or no database.
    """
    if not database.exists():
        raise ConfigurationError(f"there is no database at {database} yet; `minutebook run` makes it")
    if target.exists():
        raise ConfigurationError(f"{target} is there already; give another name, or remove it first")
    if not target.parent.is_dir():
        raise ConfigurationError(f"there is no folder {target.parent}; make it first, or give another name")
    return target.resolve()


async def _stated(store: Store, settings: Settings, wish: Wish) -> Plan:
    """Work out what is asked for and state it in the ledger."""
    now = SystemClock().now()
    async with store.read() as tx:
        council = council_called(await councils.everyone(tx), wish.council)
        view = await councils.view(tx, council.id)
        what = await bundle_plan.plan(
            tx,
            council,
            view.groups,
            wish.scope(now.astimezone(council.settings.zone).date()),
            [Route.STAFFING if wish.staffing else Route.CLERK],
            by=f"{_user()}, at the computer",
            now=now,
            wording=load_wording(),
        )
        what = await bundle_orders.counted(tx, view, what, _judging(settings, view))
    if what.empty:
        raise ConfigurationError(f"{council.name} has no record that matches, so there is nothing to export")
    async with store.change() as tx:
        return await bundle_plan.state(tx, what, actor=0)


def _judging(settings: Settings, view: CouncilView) -> Telling:
    """Return what tells whether messages are about the clerk or deputy, by the detector that the bot judges with."""
    # Only what names them is judged, so that the model is seldom loaded.
    detector: Callable[[], Detector] = cache(lambda: load_detector(settings.detector))

    async def tells(messages: Sequence[Message]) -> bool:
        return await asyncio.to_thread(lambda: routing.told_of_staff(detector(), view, messages))

    return tells


async def _written(store: Store, settings: Settings, what: Plan, target: Path, terminal: TextIO) -> Made:
    """Write the bundle beside its place, then put it there whole."""
    try:
        leftovers.clear(target.parent, STAGING, SystemClock().now())
        folder = Path(tempfile.mkdtemp(prefix=STAGING, dir=target.parent))
        try:
            with _shown(what.cover.council, len(what.keys), terminal) as told:
                made = await bundling.make(
                    store,
                    what,
                    folder,
                    stored=settings.storage.files,
                    wording=load_wording(),
                    told=told,
                )
            await bundling.note_made(store, what, made, str(target), actor=0, now=SystemClock().now())
            made.parts[0].chmod(0o600)
            made.parts[0].replace(target)
        finally:
            shutil.rmtree(folder, ignore_errors=True)
    except OSError as error:
        raise StoreFullError(f"cannot write {target}: {error.strerror}") from error
    return replace(made, parts=(target,))


def council_called(known: Sequence[Council], name: str) -> Council:
    """Return the council of that name, or with it as a part of its name; "" for the only one.

    Raises:
        ConfigurationError: there is none, or more than one; it says which there are.
    """
    exact = [council for council in known if council.name.casefold() == name.casefold()]
    found = exact or [council for council in known if name.casefold() in council.name.casefold()]
    if len(found) == 1:
        return found[0]
    names = ", ".join(council.name for council in known) or "none yet"
    if not name:
        raise ConfigurationError(f"say which council with --council; there are: {names}")
    which = "more than one council is" if found else "no council is"
    raise ConfigurationError(f"{which} called {name} here; there are: {names}")


def _explained(error: ScopeError) -> str:
    there_are = f"; there are: {', '.join(error.known)}" if error.known else ""
    said = {
        "how": f"cannot read “{error.said}”; days are 2026-01-31 or 31/1/2026, months 2026-01 or January 2026, years 2026",
        "backwards": f"the time ends before it begins: {error.said}",
        "words": f"there is nothing to look for in “{error.said}”; give words, such as --find 'churchyard wall'",
        "class": f"there is no class “{error.said}” in the council’s schedule{there_are}",
        "case": f"there is no request {error.said}",
    }
    return said.get(error.problem, str(error))


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "somebody"


@contextmanager
def _shown(name: str, total: int, terminal: TextIO) -> Iterator[Told | None]:
    """Show how far it is while it lasts, on a terminal that a person looks at."""
    if not terminal.isatty():
        yield None
        return
    # Imported here because nothing else needs it.
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(file=terminal), transient=True) as bar:
        task = bar.add_task(name, total=total)

        async def told(count: int) -> None:
            bar.update(task, completed=count)

        yield told
