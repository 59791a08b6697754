"""`minutebook run`: the bot against Telegram, until a signal says stop."""

import asyncio
import contextlib
import logging
import signal

from minutebook.bot import restore_mark, troubles
from minutebook.bot.build import build
from minutebook.bot.clock import SystemClock
from minutebook.bot.settings import Settings
from minutebook.council.errors import ConfigurationError
from minutebook.storage.engine import database_path, sole_user

log = logging.getLogger(__name__)


async def run(settings: Settings) -> None:
    """Run until SIGINT or SIGTERM, then stop in order.

    Raises:
        StoreBusyError: another bot is running on the same database.
        ConfigurationError: Telegram refuses the token, now or later.
    """
    database = database_path(settings.storage.url)
    with sole_user(database):
        if database.exists():
            restore_mark.forget(database)
        await _run(settings)


async def _run(settings: Settings) -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        # Windows has no handlers on the loop; there Ctrl-C ends the program at once, and the inbox loses nothing.
        with contextlib.suppress(NotImplementedError):
            loop.add_signal_handler(number, stop.set)
    building = asyncio.ensure_future(build(settings, SystemClock()))
    stopping = asyncio.ensure_future(stop.wait())
    await asyncio.wait({building, stopping}, return_when=asyncio.FIRST_COMPLETED)
    if not building.done():
        building.cancel()
        await asyncio.gather(building, return_exceptions=True)
        return
    program = building.result()
    try:
        await program.start()
        log.info("running as @%s; Ctrl-C stops", program.house.me.username)
        if program.claim:
            print(_claim_text(program.house.me.username, program.claim), flush=True)
        refusing = asyncio.ensure_future(program.refused.wait())
        await asyncio.wait({stopping, refusing}, return_when=asyncio.FIRST_COMPLETED)
        refusing.cancel()
        log.info("stopping")
        if program.refused.is_set():
            # Better ended, and seen to be, than running and deaf.
            raise ConfigurationError(troubles.REFUSED)
    finally:
        stopping.cancel()
        await program.stop()


def _claim_text(username: str, code: str) -> str:
    return (
        "\nNo admin is named in the configuration. To become the admin, open a private chat\n"
        f"with @{username} on Telegram within an hour, and send:\n\n    /claim {code}\n"
    )
