"""The log: ids and counts; of libraries' lines only what stands in their source; the token in none."""

import io
import logging
import sys
from collections.abc import Iterator

import pytest

from minutebook.bot.logs import Discreet, configure, where

TOKEN = "123456:" + "secret_token"
WORD = "Betty owes us rent"


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """What is written while logging is set up as the program does; everything is put back afterwards."""
    root, before = logging.getLogger(), list(logging.getLogger().handlers)
    level, stream = root.level, sys.stderr
    levels = {name: logging.getLogger(name).level for name in ("httpx", "telegram", "apscheduler")}
    sys.stderr = written = io.StringIO()
    configure(TOKEN)
    yield written
    sys.stderr = stream
    root.handlers[:] = before
    root.setLevel(level)
    for name, known in levels.items():
        logging.getLogger(name).setLevel(known)


def test_our_lines_are_shown(log: io.StringIO) -> None:
    """What our own code writes stands there, with its level and place."""
    logging.getLogger("minutebook.bot.lanes").info("update %d waits", 7)
    assert "INFO minutebook.bot.lanes: update 7 waits\n" in log.getvalue()


def test_the_token_is_blotted_out(log: io.StringIO) -> None:
    """Wherever it stands in a line, a traceback included."""
    try:
        raise ValueError(f"https://server/bot{TOKEN}/getMe")
    except ValueError:
        logging.getLogger("minutebook.bot").exception("asking %s", TOKEN)
    assert TOKEN not in log.getvalue()
    assert "TOKEN" in log.getvalue()


@pytest.mark.parametrize("name", ["telegram.ext.Updater", "telegram.request", "asyncio", "sqlalchemy.pool"])
def test_a_librarys_line_shows_nothing_filled_in(log: io.StringIO, name: str) -> None:
    """Neither what is filled in, nor an error's text, nor further lines: those may hold an update."""
    library = logging.getLogger(name)
    library.error('Can not load "%s"', WORD)
    library.error(f"Task exception was never retrieved\n{WORD}")
    try:
        raise RuntimeError(WORD)
    except RuntimeError:
        library.exception("Something went wrong: %s", WORD)
    assert "Betty" not in log.getvalue()
    assert 'Can not load "%s"' in log.getvalue()
    assert "RuntimeError" in log.getvalue()
    assert "test_logs.py:" in log.getvalue()
    assert "Traceback" not in log.getvalue()


def test_libraries_are_hushed(log: io.StringIO) -> None:
    """Every request's address and every tick would be a line."""
    for name in ("httpx", "telegram", "apscheduler.scheduler"):
        logging.getLogger(name).info("https://server/bot%s/getUpdates", TOKEN)
    assert log.getvalue() == ""


def test_a_place_is_told_without_words() -> None:
    """Where an error came from is its type and our module, never its text."""
    try:
        configure(7)  # type: ignore[arg-type]
        Discreet(7).format(logging.LogRecord("minutebook", 20, "", 1, WORD, None, None))  # type: ignore[arg-type]
    except Exception as error:
        told = where(error)
        assert "minutebook.bot.logs" in told
        assert "TypeError" in told
        assert "Betty" not in told
    else:
        pytest.fail("nothing was wrong")
    finally:
        logging.getLogger().handlers.clear()
