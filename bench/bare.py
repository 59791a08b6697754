"""A bare python-telegram-bot bot that keeps nothing: counts what it is sent, and says so at the end.

Run as `python -m bench.bare BASE_URL TOKEN COUNT`.
"""

import asyncio
import logging
import sys

from telegram import Update
from telegram.ext import Application, ContextTypes, TypeHandler


async def main(base_url: str, token: str, count: int) -> None:
    """Take `count` updates, then say "done" on standard output."""
    done = asyncio.Event()
    seen = 0

    async def take(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        nonlocal seen
        seen += 1
        if seen == count:
            done.set()

    application = Application.builder().token(token).base_url(base_url).build()
    application.add_handler(TypeHandler(Update, take))
    async with application:
        await application.start()
        assert application.updater is not None
        await application.updater.start_polling(allowed_updates=Update.ALL_TYPES)
        await done.wait()
        print("done", flush=True)
        await application.updater.stop()
        await application.stop()


if __name__ == "__main__":
    logging.basicConfig(level=logging.ERROR)
    asyncio.run(main(sys.argv[1], sys.argv[2], int(sys.argv[3])))
