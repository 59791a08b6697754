"""Logging: ids and counts, never message text, and the token in no line, not even in a traceback."""

import logging
import sys

OURS = "minutebook"


class Discreet(logging.Formatter):
    """A formatter that keeps what was said out of every line, and blots the token out of all of them.

    Our own lines hold ids and counts. Of a library's line only what stands in its source is shown: an
    error's text, and what is filled in, may hold an update or an address.
    """

    def __init__(self, token: str) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s", "%Y-%m-%d %H:%M:%S")
        self._token = token

    def format(self, record: logging.LogRecord) -> str:
        """Return the line, without the token."""
        line = super().format(record if record.name.startswith(OURS) else _bare(record))
        return line.replace(self._token, "TOKEN") if self._token else line


def _bare(record: logging.LogRecord) -> logging.LogRecord:
    """Return a library's record without what was filled in, and of its error only the type."""
    words = str(record.msg).partition("\n")[0] if record.args else ""
    fault = record.exc_info[0].__name__ if record.exc_info and record.exc_info[0] else ""
    place = f"{record.filename}:{record.lineno}"
    text = " ".join(part for part in (words, fault, f"({place})") if part)
    return logging.LogRecord(record.name, record.levelno, record.pathname, record.lineno, text, (), None)


def where(error: Exception) -> str:
    """Return an error's type and the place in our code, never its text, which may hold what was said."""
    trace = error.__traceback__
    place = ""
    while trace is not None:
        frame = trace.tb_frame
        if "minutebook" in frame.f_code.co_filename:
            place = f"{frame.f_globals.get('__name__', '?')}:{trace.tb_lineno}"
        trace = trace.tb_next
    return f"{type(error).__name__} at {place}"


def configure(token: str, *, level: int = logging.INFO) -> None:
    """Send our log to standard error, and hush libraries whose lines hold addresses or updates."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(Discreet(token))
    logging.basicConfig(level=level, handlers=[handler], force=True)
    # httpx logs every address, which holds the token; apscheduler every tick.
    for name in ("httpx", "httpcore", "apscheduler", "telegram", "uvicorn", "alembic", "aiosqlite"):
        logging.getLogger(name).setLevel(logging.WARNING)
