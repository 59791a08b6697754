"""The council's computer in the stories: a command is carried out there while the bot runs beside it, or does not."""

import io
from collections.abc import Sequence

from e2e.stage import Stage
from minutebook.bot import at_computer
from minutebook.bot.at_computer import Wish


async def done(stage: Stage, words: str, *choices: str, council: str = "", name: str = "") -> str:
    """Carry out a command as `minutebook do` does, press what is chosen, and return all that is printed.

    The bot, where it runs, has taken it in by then.
    """
    out = io.StringIO()
    await at_computer.do(stage.settings, Wish(words, council, name, choices), out, clock=stage.clock)
    await noticed(stage)
    return out.getvalue()


async def asked(stage: Stage, words: str, said: Sequence[str]) -> str:
    """The same, with a person at the terminal who says these things one after the other when asked."""
    out, rest = io.StringIO(), list(said)

    async def ask() -> str:
        return rest.pop(0) if rest else ""

    await at_computer.do(stage.settings, Wish(words), out, clock=stage.clock, ask=ask)
    await noticed(stage)
    return out.getvalue()


async def noticed(stage: Stage) -> None:
    """Let the bot, if it runs, look at the clock, as it does every few seconds, and send what then waits."""
    if stage.program is not None:
        await stage.running.ticker.tick()
        await stage.settled()
