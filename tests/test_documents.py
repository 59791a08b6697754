"""The guides name every command there is, so that none can be added and stay unknown."""

import re
from pathlib import Path

import pytest

from minutebook.bot.cli import cli
from minutebook.detector.learned.reader import MODEL
from minutebook.handlers import dispatch, private_commands, settings_chat
from training.fingerprint import fingerprint

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
PAGES = sorted(
    [*ROOT.glob("*.md"), *DOCS.glob("*.md"), *(ROOT / "corpus").glob("*.md"), *(ROOT / "src").rglob("*.md")]
)


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


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_page_and_picture_that_is_named_is_there(page: Path) -> None:
    """A link from one document leads somewhere."""
    targets = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8"))
    assert [target for target in targets if not (page.parent / target).exists()] == []


def test_the_card_tells_which_model_it_is_of() -> None:
    """The fingerprint that `make retrain` prints at its end stands in the card of the model in the tree."""
    assert f"`{fingerprint(MODEL)}`" in (MODEL / "README.md").read_text(encoding="utf-8")
