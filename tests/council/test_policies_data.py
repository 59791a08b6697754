"""The policy files that ship with the bot: complete, short enough for a phone, and in our own words."""

import re
import string
import tomllib
from collections.abc import Iterator
from importlib import resources
from pathlib import Path

import pytest

from minutebook.council.concerns import Concern
from minutebook.council.policy import load_policies

POLICIES = ("barrowby", "lenham")
CONCERNS = {concern.value for concern in Concern}
# The clauses the labelling guide gives each concern; Lenham's headings have no such table.
GUIDE_CLAUSES = {
    "decision": {"10.5", "11", "5"},
    "consensus": {"10.5"},
    "predetermination": {"5", "11"},
    "staffing": {"9", "10.5"},
    "complaint": {"9", "10.5"},
    "legal": {"10.5"},
    "personal_data": {"6", "9"},
    "confidential": {"6", "10.5"},
    "conduct": {"5", "6", "8"},
    "security": {"13"},
}
CAUTION_FIELDS = {"clauses", "law", "public", "private", "way_forward"}
DISCREET = ("staffing", "complaint", "legal", "confidential")
# Long values for the other placeholders; a caution must fit a phone with them in.
FILLED = {
    "council": "Little Snoring with Great Snoring Parish Council",
    "count": "at least 11",
    "quorum": "11",
}
CAUTION_LIMIT = 300
WAY_FORWARD_LIMIT = 200
SIMPLE_RULE_LIMIT = 200
SHARED_RUN = 8
ACCUSING = (
    "you must not",
    "must not",
    "you broke",
    "illegal",
    "unlawful",
    "breach",
    "offence",
    "violat",
    "guilty",
    "misconduct",
    "warning",
    "you have made",
    "you should not",
)
KIND_WORDS = {
    "staffing": ("staff", "employee", "works for", "work for", "pay", "sick", "candidate"),
    "complaint": ("complaint", "grievance", "investigation"),
    "legal": ("legal", "solicitor", "claim", "advice"),
    "confidential": ("confiden", "tender", "commercial", "secret"),
    "personal_data": ("personal", "privacy", "private", "address", "health"),
}


@pytest.fixture(params=POLICIES)
def policy(request: pytest.FixtureRequest) -> dict[str, object]:
    """One shipped policy, parsed."""
    return read(str(request.param))


def read(name: str) -> dict[str, object]:
    """Parse the shipped policy called ``name``."""
    folder = resources.files("minutebook.council").joinpath("policies")
    return tomllib.loads(folder.joinpath(f"{name}.toml").read_text(encoding="utf-8"))


def table(parent: dict[str, object], key: str) -> dict[str, object]:
    """The table at ``key``, checked to be one."""
    value = parent[key]
    assert isinstance(value, dict), f"{key} is a table"
    return value


def words_of(parent: dict[str, object], key: str) -> str:
    """The text at ``key``, checked to be text."""
    value = parent[key]
    assert isinstance(value, str), f"{key} is text"
    return value


def list_of(parent: dict[str, object], key: str) -> list[str]:
    """The list of texts at ``key``, checked to be one."""
    value = parent[key]
    assert isinstance(value, list), f"{key} is a list"
    return [str(item) for item in value]


def cautions(policy: dict[str, object]) -> Iterator[tuple[str, dict[str, object]]]:
    """Each concern with its caution."""
    every = table(policy, "cautions")
    for concern in every:
        yield concern, table(every, concern)


def texts(value: object) -> Iterator[str]:
    """Every text in a parsed file; keys are left out, for a heading cited must be as printed."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for item in value:
            yield from texts(item)
    elif isinstance(value, dict):
        for key, item in value.items():
            if key != "clauses" or isinstance(item, dict):
                yield from texts(item)


def shown_in_chat(policy: dict[str, object]) -> Iterator[tuple[str, str]]:
    """Every text a caution can put before a member, with where it stands in the file."""
    for concern, caution in cautions(policy):
        for field in ("public", "private", "way_forward"):
            yield f"{concern}.{field}", words_of(caution, field)
    yield "neutral.text", words_of(table(policy, "neutral"), "text")
    yield "consensus_forming.public", words_of(table(policy, "consensus_forming"), "public")


def placeholders(text: str) -> set[str]:
    """The names in braces in ``text``."""
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


@pytest.mark.parametrize("name", POLICIES)
def test_name_is_the_file_name(name: str) -> None:
    """What /policy takes is the name of the file."""
    assert read(name)["name"] == name


def test_every_concern_has_a_caution(policy: dict[str, object]) -> None:
    """Each of the guide's ten concerns has one caution with all its fields, and there are no others."""
    assert set(table(policy, "cautions")) == CONCERNS
    for concern, caution in cautions(policy):
        assert set(caution) == CAUTION_FIELDS, concern


def test_every_cited_clause_is_defined(policy: dict[str, object]) -> None:
    """A clause that a caution or the records rule cites has its title and text in the file."""
    defined = table(policy, "clauses")
    cited = {words_of(policy, "records_clause")}
    for concern, caution in cautions(policy):
        clauses = list_of(caution, "clauses")
        assert clauses, concern
        assert len(set(clauses)) == len(clauses), concern
        cited.update(clauses)
    assert cited == set(defined)
    for number in defined:
        assert set(table(defined, number)) == {"title", "text"}, number


def test_barrowby_cites_the_clauses_of_the_guide() -> None:
    """Barrowby's cautions cite exactly the clauses the labelling guide gives for each concern."""
    for concern, caution in cautions(read("barrowby")):
        assert set(list_of(caution, "clauses")) == GUIDE_CLAUSES[concern], concern


def test_texts_fit_a_phone(policy: dict[str, object]) -> None:
    """A caution, with its placeholders filled, is at most 300 characters; its way forward at most 200."""
    loaded = load_policies()[words_of(policy, "name")]
    for where, text in shown_in_chat(policy):
        concern = where.partition(".")[0]
        clause = loaded.cite_for(Concern(concern if concern in CONCERNS else "consensus"))
        limit = WAY_FORWARD_LIMIT if where.endswith("way_forward") else CAUTION_LIMIT
        assert 0 < len(text.format(clause=clause, **FILLED)) <= limit, where
    assert len(words_of(policy, "simple_rule")) <= SIMPLE_RULE_LIMIT


def test_way_forward_is_one_sentence(policy: dict[str, object]) -> None:
    """The way forward is a single sentence."""
    for concern, caution in cautions(policy):
        assert re.fullmatch(r"[^.?!]+\.", words_of(caution, "way_forward")), concern


def test_placeholders_are_the_allowed_ones(policy: dict[str, object]) -> None:
    """Cautions name their clause and use nothing but {clause} and {council}; other texts use none."""
    for concern, caution in cautions(policy):
        for field in ("public", "private"):
            used = placeholders(words_of(caution, field))
            assert "clause" in used, f"{concern}.{field}"
            assert used <= {"clause", "council"}, f"{concern}.{field}"
        assert placeholders(words_of(caution, "way_forward")) == set(), concern
        assert placeholders(words_of(caution, "law")) == set(), concern
    assert placeholders(words_of(table(policy, "neutral"), "text")) == set()
    forming = placeholders(words_of(table(policy, "consensus_forming"), "public"))
    assert forming == {"clause", "count", "quorum"}


def test_the_clause_comes_first(policy: dict[str, object]) -> None:
    """Each caution opens with the council's own clause."""
    for where, text in shown_in_chat(policy):
        if where.endswith(("public", "private")):
            assert text.startswith("Under {clause} "), where


def test_texts_are_plain(policy: dict[str, object]) -> None:
    """No text carries markup, a line break or doubled spaces."""
    for text in texts(policy):
        assert not re.search(r"[<>&\n*_`]|  ", text), text


def test_nobody_is_accused(policy: dict[str, object]) -> None:
    """No text put before a member accuses, forbids or threatens."""
    for where, text in shown_in_chat(policy):
        found = [phrase for phrase in ACCUSING if phrase in text.lower()]
        assert found == [], where


def test_kept_out_matters_look_alike_in_the_group(policy: dict[str, object]) -> None:
    """Staffing, complaint, legal and confidential matters read the same when cautioned in public."""
    every = table(policy, "cautions")
    for field in ("public", "way_forward"):
        assert len({words_of(table(every, concern), field) for concern in DISCREET}) == 1, field


def test_public_texts_do_not_say_what_is_sensitive(policy: dict[str, object]) -> None:
    """What may be said in the group about a sensitive matter does not name its kind."""
    every = table(policy, "cautions")
    loaded = load_policies()[words_of(policy, "name")]
    for concern, kind_words in KIND_WORDS.items():
        caution = table(every, concern)
        cited = loaded.cite_for(Concern(concern))
        said = " ".join([cited, *(words_of(caution, field) for field in ("public", "way_forward"))]).lower()
        assert [word for word in kind_words if word in said] == [], concern


def test_what_a_private_caution_says_of_a_matter_sends_nobody_to_the_clerk(policy: dict[str, object]) -> None:
    """Whom to turn to is the way forward's to say: it is another's where a matter is about the clerk or deputy."""
    for concern, caution in cautions(policy):
        assert not re.search("clerk|deputy", words_of(caution, "private")), concern


def test_how_many_agree_is_not_told_as_a_share(policy: dict[str, object]) -> None:
    """The number agreeing and the quorum stand in sentences of their own: a quorum is not the membership."""
    forming = words_of(table(policy, "consensus_forming"), "public")
    [agreeing] = [sentence for sentence in forming.split(". ") if "{count}" in sentence]
    assert "{quorum}" not in agreeing


def test_neutral_reply_names_neither_kind_nor_clause(policy: dict[str, object]) -> None:
    """The neutral reply names no clause and no kind of concern."""
    neutral = words_of(table(policy, "neutral"), "text").lower()
    assert "clause" not in neutral
    assert "policy" not in neutral
    for concern in CONCERNS:
        assert concern.replace("_", " ") not in neutral, concern
    for clause in table(policy, "clauses"):
        assert clause.lower() not in neutral.split(), clause


@pytest.mark.parametrize("name", POLICIES)
def test_words_are_our_own(name: str) -> None:
    """No text repeats eight words running from the policy it summarises."""
    folder = Path(__file__).resolve().parents[2].parent / "shared" / "policies"
    source = folder / f"{name}-social-media-policy.txt"
    if not source.is_file():
        pytest.skip(f"needs ../shared/policies/{source.name}, which is not here")
    theirs = runs(source.read_text(encoding="utf-8"))
    for text in texts(read(name)):
        assert runs(text) & theirs == set(), text


def runs(text: str) -> set[tuple[str, ...]]:
    """Every run of eight words in ``text``, without case, punctuation or marks."""
    words = re.findall(r"[a-z0-9']+", text.lower().replace("’", "'"))
    return {tuple(words[start : start + SHARED_RUN]) for start in range(len(words) - SHARED_RUN + 1)}
