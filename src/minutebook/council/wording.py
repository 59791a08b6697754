"""Everything the bot says, by name, from one catalogue a clerk can review and a translator can replace."""

import html
import string
import tomllib
from collections.abc import Mapping
from importlib import resources
from types import MappingProxyType

from minutebook.council.errors import ConfigurationError


class Html(str):
    """Text in Telegram's HTML whose facts have been escaped; may be sent with parse mode HTML."""

    __slots__ = ()


class Wording:
    """A catalogue of phrases in Telegram's HTML, with `{facts}` that are escaped when filled in.

    A phrase whose name ends in `.one` is taken instead of the one ending in `.many` when the fact
    `count` is 1.
    """

    def __init__(self, phrases: Mapping[str, str]) -> None:
        self._phrases = phrases

    def __contains__(self, name: str) -> bool:
        return name in self._phrases

    def names(self) -> frozenset[str]:
        """Return the names of all phrases."""
        return frozenset(self._phrases)

    def say(self, name: str, /, **facts: object) -> Html:
        """Return phrase `name` as HTML with its facts filled in; `Html` facts go in as they are.

        Raises:
            KeyError: no such phrase, or a fact it needs is missing.
        """
        if name not in self._phrases and "count" in facts:
            name += ".one" if facts["count"] == 1 else ".many"
        filled = {
            key: value if isinstance(value, Html) else html.escape(str(value), quote=False)
            for key, value in facts.items()
        }
        return Html(self._phrases[name].format(**filled))

    def plain(self, name: str, /, **facts: object) -> str:
        """Return phrase `name` as plain text, for buttons, toasts and menus; the phrase holds no markup."""
        if name not in self._phrases and "count" in facts:
            name += ".one" if facts["count"] == 1 else ".many"
        return self._phrases[name].format(**facts)

    def facts_of(self, name: str) -> frozenset[str]:
        """Return the names of the facts phrase `name` takes."""
        return frozenset(key for _, key, _, _ in string.Formatter().parse(self._phrases[name]) if key)


def escape(text: str) -> Html:
    """Return `text` as HTML that shows it to the letter."""
    return Html(html.escape(text, quote=False))


def join(parts: list[Html], between: str = "\n") -> Html:
    """Return `parts` as one piece of HTML; `between` must be plain."""
    return Html(between.join(parts))


def parse(text: str) -> Wording:
    """Read a catalogue: TOML tables of phrases, named by their path (`record.done`).

    Raises:
        ConfigurationError: it is not TOML, or holds something that is not a phrase.
    """
    phrases: dict[str, str] = {}

    def walk(table: Mapping[str, object], path: str) -> None:
        for key, value in table.items():
            if isinstance(value, Mapping):
                walk(value, f"{path}{key}.")
            elif isinstance(value, str):
                phrases[path + key] = value.strip("\n")
            else:
                raise ConfigurationError(f"the wording holds {path + key}, which is not text")

    try:
        walk(tomllib.loads(text), "")
    except tomllib.TOMLDecodeError as error:
        raise ConfigurationError(f"the wording is not TOML: {error}") from error
    return Wording(MappingProxyType(phrases))


def load_wording(language: str = "en") -> Wording:
    """Read the catalogue of `language` that comes with the program."""
    folder = resources.files("minutebook.council") / "phrases"
    return parse((folder / f"{language}.toml").read_text(encoding="utf-8"))
