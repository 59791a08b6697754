"""Asking a person at a terminal; where there is none, nothing is asked."""

import asyncio
import io
import sys
from collections.abc import Awaitable, Callable
from typing import TextIO

PROMPT = "Number of a button, or Enter to leave: "


def screen() -> TextIO:
    """Return standard output; a sign that its terminal cannot show comes out as a question mark."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        # The command is carried out by then: it must not fail for a ✍ that the terminal has no sign for.
        sys.stdout.reconfigure(errors="replace")
    return sys.stdout


def by_person() -> Callable[[], Awaitable[str]] | None:
    """Return what asks the person at the terminal which button to press; None where nobody sits there."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        return None

    async def ask() -> str:
        sys.stdout.write(PROMPT)
        sys.stdout.flush()
        # In a thread: what is done beside goes on meanwhile.
        return await asyncio.to_thread(sys.stdin.readline)

    return ask
