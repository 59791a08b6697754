"""The guides name every command there is, so that none can be added and stay unknown."""

import re
from pathlib import Path

import pytest

from minutebook.bot.cli import cli
from minutebook.handlers import dispatch, private_commands, settings_chat

DOCS = Path(__file__).resolve().parent.parent / "docs"


def commands_in(name: str) -> set[str]:
    """Return the chat commands a guide names."""
    return set(re.findall(r"/([a-z]+)\b", (DOCS / name).read_text(encoding="utf-8")))


def test_the_clerks_page_has_every_command_of_the_clerk() -> None:
    """What the clerk may do in private stands on the one page; settings are the admin's."""
    of_the_clerk = set(private_commands.COMMANDS) - set(settings_chat.COMMANDS)
    assert of_the_clerk - commands_in("clerk.md") == set()


def test_going_live_has_every_command() -> None:
    """Whoever looks after it all finds every command in the guide."""
    assert dispatch.COMMANDS - commands_in("go-live.md") == set()


def test_going_live_has_every_command_of_the_computer() -> None:
    """What can be typed at the computer stands there too."""
    text = (DOCS / "go-live.md").read_text(encoding="utf-8")
    names = [(each.name or getattr(each.callback, "__name__", "")) for each in cli.registered_commands]
    assert names
    assert [name for name in names if f"minutebook {name}" not in text] == []


@pytest.mark.parametrize("page", sorted(path.name for path in DOCS.glob("*.md")))
def test_every_page_and_picture_that_is_named_is_there(page: str) -> None:
    """A link from one guide leads somewhere."""
    text = (DOCS / page).read_text(encoding="utf-8")
    targets = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", text)
    assert [target for target in targets if not (DOCS / target).exists()] == []
