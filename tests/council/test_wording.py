"""The catalogue of what the bot says: whole, used, filled in rightly, and safe whatever is filled in."""

import ast
import html
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minutebook.council.errors import ConfigurationError
from minutebook.council.wording import Html, escape, join, load_wording, parse

SOURCE = Path(__file__).parents[2] / "src" / "minutebook"
SPEAKERS = ("handlers", "bot", "reports", "delivery")
WORDING = load_wording()
NAMES = WORDING.names()
TABLES = {name.split(".")[0] for name in NAMES if "." in name}
ALLOWED = {"b", "i", "code", "blockquote"}
PHRASE = re.compile(r"[a-z_]+(?:\.[a-z_0-9]+)+")


def trees() -> Iterator[tuple[str, ast.Module]]:
    """Every module that speaks."""
    for room in SPEAKERS:
        for path in sorted((SOURCE / room).rglob("*.py")):
            yield f"{room}/{path.name}", ast.parse(path.read_text(encoding="utf-8"))


def exists(name: str) -> bool:
    """Whether a phrase, or its two forms by count, are in the catalogue."""
    return name in NAMES or {f"{name}.one", f"{name}.many"} <= NAMES


def forms(name: str) -> list[str]:
    """The phrases a name stands for."""
    return [name] if name in NAMES else [f"{name}.one", f"{name}.many"]


def calls() -> Iterator[tuple[str, ast.Call, str]]:
    """Every `say` and `plain` of a phrase named in place: where, the call, and the name."""
    for module, tree in trees():
        for node in ast.walk(tree):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args):
                continue
            first = node.args[0]
            named = isinstance(first, ast.Constant) and isinstance(first.value, str)
            if node.func.attr in ("say", "plain") and named:
                assert isinstance(first, ast.Constant)
                yield f"{module}:{node.lineno}", node, str(first.value)


def strings() -> Iterator[tuple[str, str]]:
    """Every string in the source that is no docstring: where, and what; formatted ones as a pattern."""
    for module, tree in trees():
        inside = {
            id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in node.values
        }
        for node in ast.walk(tree):
            if isinstance(node, ast.JoinedStr):
                parts = [
                    re.escape(str(part.value)) if isinstance(part, ast.Constant) else r"[a-z_0-9]+"
                    for part in node.values
                ]
                yield f"{module}:{node.lineno}", "".join(parts)
            elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in inside:
                yield f"{module}:{node.lineno}", re.escape(node.value)


def test_every_phrase_asked_for_exists() -> None:
    """A phrase named in a call, or in a string that looks like a phrase's name, is in the catalogue."""
    missing = [f"{where}: {name}" for where, _, name in calls() if not exists(name)]
    for where, pattern in strings():
        plain = pattern.replace("\\.", ".")
        if PHRASE.fullmatch(plain) and plain.split(".")[0] in TABLES and not exists(plain):
            missing.append(f"{where}: {plain}")
    assert not missing


def test_every_phrase_is_said_somewhere() -> None:
    """No phrase is left in the catalogue that nothing says, whole or as part of a name made up in place."""
    said = {pattern for _, pattern in strings()}
    plain = {pattern.replace("\\", "") for pattern in said}
    made = [re.compile(pattern) for pattern in said if "[a-z_0-9]+" in pattern and "." in pattern]
    idle = []
    for name in sorted(NAMES):
        stem = re.sub(r"\.(one|many)$", "", name)
        if {name, stem} & plain or any(form.fullmatch(name) or form.fullmatch(stem) for form in made):
            continue
        idle.append(name)
    assert not idle


def test_every_phrase_is_given_the_facts_it_takes() -> None:
    """Where a phrase is named in place its facts are exactly those it holds; one of a count need not show it."""
    wrong = []
    for where, call, name in calls():
        if not exists(name) or any(keyword.arg is None for keyword in call.keywords):
            continue
        handed = {str(keyword.arg) for keyword in call.keywords}
        needed = set().union(*(WORDING.facts_of(form) for form in forms(name)))
        counted = {"count"} if name not in NAMES else set()
        if needed | counted != handed | (counted & handed):
            wrong.append(f"{where}: {name} takes {sorted(needed | counted)}, is given {sorted(handed)}")
    assert not wrong


class _Tags(HTMLParser):
    """Notes the tags of a text, and that each is closed."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: set[str] = set()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a tag that opens; none has attributes."""
        assert not attrs
        self.seen.add(tag)
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """Note a tag that closes, which must be the last that opened."""
        assert self.open.pop() == tag


@pytest.mark.parametrize("name", sorted(NAMES))
def test_a_phrase_is_telegrams_html(name: str) -> None:
    """Only the tags Telegram takes, each closed, no stray sign, and short enough to be sent."""
    facts = {fact: f"<{fact} & co>" for fact in WORDING.facts_of(name)}
    said = WORDING.say(name, **facts)
    tags = _Tags()
    tags.feed(said)
    assert tags.seen <= ALLOWED
    assert not tags.open
    assert not re.search(r"&(?!(amp|lt|gt|quot);)", said)
    assert "'" not in said.replace("'s'", ""), "the catalogue uses curly quotes"
    assert len(said) < 3_000


@pytest.mark.parametrize("name", sorted(name for name in NAMES if name.startswith(("button.", "menu."))))
def test_what_is_shown_plainly_holds_no_markup(name: str) -> None:
    """Buttons and menus are plain text; Telegram shows a tag in them as it stands."""
    words = WORDING.plain(name, **dict.fromkeys(WORDING.facts_of(name), "x"))
    assert words == html.unescape(words)
    assert "<" not in words
    assert 0 < len(words) <= (256 if name.startswith("menu.") else 40)


@given(st.text(), st.text())
def test_what_is_filled_in_is_shown_to_the_letter(one: str, other: str) -> None:
    """Whatever a name or a message holds, it can neither open a tag nor fill in another fact."""
    wording = parse('greeting = "<b>{name}</b>: {text}"')
    said = wording.say("greeting", name=one, text=other)
    assert html.unescape(said.removeprefix("<b>")) == html.unescape(
        f"{html.escape(one, quote=False)}</b>: {html.escape(other, quote=False)}"
    )
    inside = said.removeprefix("<b>").replace("</b>: ", "", 1)
    assert "<" not in inside
    assert ">" not in inside
    assert wording.say("greeting", name=escape(one), text=other) == said


def test_a_phrase_without_its_facts_is_our_mistake() -> None:
    """A fact that is missing, or a phrase that is, is loud."""
    with pytest.raises(KeyError):
        WORDING.say("heading")
    with pytest.raises(KeyError):
        WORDING.say("no.such.phrase")


def test_a_count_chooses_between_one_and_many() -> None:
    """A phrase with two forms is said by its count."""
    wording = parse('[files]\none = "a file"\nmany = "{count} files"')
    assert wording.say("files", count=1) == "a file"
    assert [wording.say("files", count=n) for n in (0, 2)] == ["0 files", "2 files"]
    assert wording.plain("files", count=3) == "3 files"


def test_whatever_is_said_of_many_can_be_said_of_one() -> None:
    """Every `.many` has its `.one`."""
    many = {name.removesuffix(".many") for name in NAMES if name.endswith(".many")}
    assert {f"{stem}.one" for stem in many} <= NAMES


def test_pieces_are_joined_as_they_are() -> None:
    """Joined pieces stay what they were."""
    assert join([escape("a<b"), Html("<b>c</b>")], " ") == "a&lt;b <b>c</b>"


@pytest.mark.parametrize(
    ("text", "words"), [("a = ", "not TOML"), ("a = 3", "a, which is not text"), ("[b]\nc = []", "b.c")]
)
def test_a_catalogue_that_cannot_be_read_is_told(text: str, words: str) -> None:
    """A translator's mistake is told by what and where."""
    with pytest.raises(ConfigurationError, match=re.escape(words)):
        parse(text)


@pytest.mark.parametrize(
    ("count", "said"), [(1, "has one file: file 1"), (3, "has 3 files; give a number from 1 to 3")]
)
def test_a_file_that_there_is_not_is_told_by_how_many_there_are(count: int, said: str) -> None:
    """A record's only file is not called “1 files”."""
    assert said in WORDING.say("exempt.no_file", ref="2026/0001", count=count)
