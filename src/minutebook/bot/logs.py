"""Logging: ids and counts, never message text, and the token in no line, not even in a traceback."""

import logging
import sys


class Discreet(logging.Formatter):
    """A formatter that blots the token out of everything, tracebacks included."""

    def __init__(self, token: str) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s", "%Y-%m-%d %H:%M:%S")
        self._token = token

    def format(self, record: logging.LogRecord) -> str:
        """Return the line, without the token."""
        line = super().format(record)
        return line.replace(self._token, "TOKEN") if self._token else line


class NoTraceback(logging.Filter):
    """Reduces what a library logs of an error to its type: its text may hold an update or an address."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Keep the record, without the error's text."""
        if record.exc_info and record.exc_info[0] is not None:
            record.msg = f"{record.getMessage()} ({record.exc_info[0].__name__})"
            record.args = ()
            record.exc_info = None
            record.exc_text = None
        return True


def configure(token: str, *, level: int = logging.INFO) -> None:
    """Send our log to standard error, and hush libraries whose lines hold addresses or updates."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(Discreet(token))
    logging.basicConfig(level=level, handlers=[handler], force=True)
    # httpx logs every address, which holds the token; apscheduler every tick.
    for name in ("httpx", "httpcore", "apscheduler", "telegram", "uvicorn", "alembic", "aiosqlite"):
        logging.getLogger(name).setLevel(logging.WARNING)
    for name in (
        "telegram",
        "telegram.ext",
        "telegram.ext.Updater",
        "telegram.ext.Application",
        "telegram.Bot",
    ):
        logging.getLogger(name).addFilter(NoTraceback())
