"""The command line: `minutebook run | do | demo | scan | records | export | verify | backup | restore`."""

import asyncio
import logging
import os
import sys
from collections.abc import Coroutine
from pathlib import Path
from typing import Annotated, TypeVar

import typer

from minutebook import __version__
from minutebook.bot.detectors import DetectorName, load_detector
from minutebook.council.errors import MinutebookError

T = TypeVar("T")

cli = typer.Typer(
    help="Minutebook: a council's Telegram group, kept lawful and on the record.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)

ConfigPath = Annotated[
    Path, typer.Option("--config", help="The configuration file; see config.example.toml.", dir_okay=False)
]


def main() -> None:
    """Run the command line; an error a person can mend is one sentence and exit code 1."""
    # Files the program makes are its owner's alone.
    os.umask(0o077)
    try:
        cli()
    except MinutebookError as error:
        typer.echo(f"minutebook: {error}", err=True)
        sys.exit(1)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"minutebook {__version__}")
        raise typer.Exit


@cli.callback()
def options(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Say which version this is.")
    ] = False,
) -> None:
    """Options before the command."""


@cli.command()
def run(config: ConfigPath = Path("config.toml")) -> None:
    """Run the bot against Telegram, until stopped with Ctrl-C."""
    from minutebook.bot import logs, running
    from minutebook.bot.settings import load_settings

    settings = load_settings(config)
    logs.configure(settings.telegram.token.get_secret_value())
    _run(running.run(settings))


@cli.command()
def do(
    words: Annotated[
        list[str],
        typer.Argument(metavar="COMMAND", help='As it is sent to the bot, in quotes: "/find fence".'),
    ],
    config: ConfigPath = Path("config.toml"),
    council: Annotated[str, typer.Option(help="Which council, by its name or a part of it.")] = "",
    name: Annotated[
        str, typer.Option("--as", help="In whose name: who holds an office, or the office; else the clerk.")
    ] = "",
    choose: Annotated[
        list[str] | None, typer.Option(help="Press this button, by number or label; may be given again.")
    ] = None,
) -> None:
    """Carry out a private command here, in the clerk's name, who is told; works while the bot runs."""
    from minutebook.bot import asking, at_computer
    from minutebook.bot.settings import load_settings

    wish = at_computer.Wish(at_computer.typed(words), council, name, tuple(choose or ()))
    _run(at_computer.do(load_settings(config), wish, asking.screen(), ask=asking.by_person()))


@cli.command()
def demo(
    port: Annotated[
        int, typer.Option(help="Port of the page, 0 for any that is free.", min=0, max=65535)
    ] = 8300,
    browser: Annotated[bool, typer.Option(help="Open the page in a browser.")] = True,
) -> None:
    """Play every part on this computer: a sandbox Telegram with a chat page and the bot at work in it."""
    from minutebook.bot import demo as demonstration
    from minutebook.bot import logs

    logs.configure("", level=logging.WARNING)
    _run(demonstration.demo(port, open_browser=browser))


@cli.command()
def scan(
    file: Annotated[
        str, typer.Argument(help="JSON lines in the labelling guide's format, or - for standard input.")
    ],
    detector: Annotated[
        DetectorName,
        typer.Option(envvar="MINUTEBOOK_DETECTOR", help="The trained model, or the rules alone."),
    ] = DetectorName.MODEL,
) -> None:
    """Judge messages: JSON lines in, the same lines with concerns, subjects and the reasons out."""
    from minutebook.bot import scanning

    if not scanning.scan_file(file, load_detector(detector)):
        raise typer.Exit(1)


@cli.command()
def records(
    config: ConfigPath = Path("config.toml"),
    json: Annotated[bool, typer.Option("--json", help="As JSON lines; there is no other form yet.")] = True,
) -> None:
    """Write every record as a line of JSON; works while the bot runs."""
    from minutebook.bot import reading
    from minutebook.bot.settings import load_settings

    _run(reading.write_records(load_settings(config), sys.stdout))


@cli.command()
def export(
    target: Annotated[Path, typer.Argument(metavar="OUT.zip", help="The file to write.", dir_okay=False)],
    config: ConfigPath = Path("config.toml"),
    council: Annotated[str, typer.Option(help="Which council, by its name or a part of it.")] = "",
    since: Annotated[
        str, typer.Option("--from", help="Said on or after this day, month or year: 2026-01.")
    ] = "",
    until: Annotated[str, typer.Option("--to", help="Said on or before this day, month or year.")] = "",
    klass: Annotated[str, typer.Option("--class", help="Of this class of the retention schedule.")] = "",
    case: Annotated[
        int | None, typer.Option(help="Held for this request; what is exempt is blacked out.")
    ] = None,
    find: Annotated[str, typer.Option(help="Found by these words.")] = "",
    redacted: Annotated[
        bool | None, typer.Option("--redacted/--whole", help="Black out what is exempt, or nothing.")
    ] = None,
    staffing: Annotated[bool, typer.Option(help="The staffing recipient’s records, and no others.")] = False,
) -> None:
    """Write records as a bundle: pages, a PDF, tables and files in one ZIP; exit 1 where a file is missing."""
    from minutebook.bot import exporting
    from minutebook.bot.settings import load_settings

    wish = exporting.Wish(council, since, until, klass, case, find, redacted, staffing)
    if _run(exporting.export(load_settings(config), wish, target, sys.stdout, sys.stderr)) is False:
        raise typer.Exit(1)


@cli.command()
def verify(
    bundle: Annotated[
        list[Path] | None,
        typer.Argument(metavar="[BUNDLE.zip]…", help="A bundle to check by itself, or all its parts."),
    ] = None,
    config: ConfigPath = Path("config.toml"),
    against: Annotated[
        str, typer.Option(help="The head a digest or bundle states, or COUNT:HEAD: finds a lost tail too.")
    ] = "",
    council: Annotated[str, typer.Option(help="Only this council, by its name or a part of it.")] = "",
) -> None:
    """Re-read every council's ledger, content and files, or a bundle; exit 1 at the first break."""
    from minutebook.bot import checking, verifying
    from minutebook.bot.settings import load_settings

    if bundle:
        if not checking.verify(bundle, sys.stdout, against=against, council=council):
            raise typer.Exit(1)
        return
    settings = load_settings(config)
    work = verifying.verify(settings, sys.stdout, against=against, council=council, terminal=sys.stderr)
    if not asyncio.run(work):
        raise typer.Exit(1)


@cli.command()
def backup(
    target: Annotated[
        Path,
        typer.Argument(metavar="FILE.zip", help="The file to write; or a folder, to name it by the moment."),
    ],
    config: ConfigPath = Path("config.toml"),
    keep: Annotated[
        int, typer.Option(help="In a folder, leave this many of them, the newest; 0 for all.", min=0)
    ] = 0,
) -> None:
    """Write the whole record store to one file; works while the bot runs."""
    from minutebook.bot import backing_up
    from minutebook.bot.clock import SystemClock
    from minutebook.bot.settings import load_settings

    made = backing_up.back_up(load_settings(config), target, SystemClock().now(), keep=keep)
    backing_up.tell(made, sys.stdout)
    if not made.good:
        raise typer.Exit(1)


@cli.command()
def restore(
    file: Annotated[Path, typer.Argument(metavar="FILE.zip", help="A backup.", dir_okay=False)],
    config: ConfigPath = Path("config.toml"),
    broken: Annotated[
        bool, typer.Option("--broken", help="Put it back even where its ledger does not verify.")
    ] = False,
) -> None:
    """Put a record store back from a backup, into an empty place, once it is verified."""
    from minutebook.bot import restoring
    from minutebook.bot.clock import SystemClock
    from minutebook.bot.settings import load_settings

    _run(restoring.restore(load_settings(config), file, SystemClock().now, sys.stdout, broken=broken))


def _run(work: Coroutine[object, object, T]) -> T | None:
    try:
        return asyncio.run(work)
    except KeyboardInterrupt:
        typer.echo("", err=True)
        return None
