"""Records: references a clerk can minute, what is content, the text as captured, and what is about staff."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minutebook.council.concerns import STAFF_MATTERS, Concern, Subject, label
from minutebook.council.contents import content_of
from minutebook.council.errors import ConfigurationError
from minutebook.council.ledger import canonical
from minutebook.council.messages import Attachment, Message, Poll, Sender
from minutebook.council.policy import load_policies, parse
from minutebook.council.records import Reference, about_staff, parse_reference

NOW = datetime(2026, 3, 10, 19, 0, tzinfo=UTC)
STAFF = frozenset({Concern.STAFFING})


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026/0042", "2026/0042"),
        ("2025/42", "2025/0042"),
        ("2026-42", "2026/0042"),
        ("42", "2026/0042"),
        ("0042", "2026/0042"),
        (" #42. ", "2026/0042"),
        ("# 2026/42", "2026/0042"),
        ("2026/12345", "2026/12345"),
        ("2026", "2026/2026"),
    ],
)
def test_references_as_people_write_them(text: str, expected: str) -> None:
    """A reference is read with or without year, zeros, hash and full stop."""
    assert str(parse_reference(text, 2026)) == expected


@pytest.mark.parametrize(
    "text", ["", "0", "2026/0", "26/42", "x42", "42x", "2026//42", "4 2 1", "-1", "٤٢", "1" * 9]
)
def test_what_is_no_reference(text: str) -> None:
    """Anything else is none, and no error."""
    assert parse_reference(text, 2026) is None


@given(st.integers(1000, 9999), st.integers(1, 9_999_999))
def test_a_reference_reads_back(year: int, number: int) -> None:
    """What is written for a reference is read as it, whatever year it is."""
    reference = Reference(year, number)
    assert parse_reference(str(reference), 2000) == reference
    assert len(str(reference)) >= 9


@given(st.text(max_size=20))
def test_any_text_is_a_reference_or_none(text: str) -> None:
    """Reading never fails."""
    found = parse_reference(text, 2026)
    assert found is None or found.number > 0


def message(**more: object) -> Message:
    """A message with a file and a poll."""
    base = Message(
        -5,
        9,
        Sender(7, "Ann"),
        NOW,
        "Agreed.",
        attachments=(Attachment("photo", "f", "u"),),
        poll=Poll("1", "Shall we?", ("Yes", "No")),
    )
    return replace(base, **more)  # type: ignore[arg-type]


def test_content_can_be_sealed() -> None:
    """What of a message is content has one spelling."""
    assert canonical(content_of(message()))


@pytest.mark.parametrize(
    "change",
    [
        {"text": "Agreed!"},
        {"sender": Sender(7, "Tom")},
        {"sender": Sender(8, "Ann")},
        {"sent_at": NOW + timedelta(seconds=1)},
        {"quote": "that"},
        {"forward_from": "Tom"},
        {"other": "contact"},
        {"recorded_by": "Tom"},
        {"note": "as agreed on site"},
        {"attachments": ()},
        {"attachments": (Attachment("photo", "f", "v"),)},
        {"poll": None},
        {"poll": Poll("1", "Shall we?", ("Yes", "Never"))},
        {"poll": Poll("1", "Shall we?", ("Yes", "No"), counts=(3, 1))},
    ],
)
def test_every_part_of_the_content_is_sealed(change: dict[str, object]) -> None:
    """Changing what was said, by whom, when, or with what, changes the content."""
    assert canonical(content_of(message(**change))) != canonical(content_of(message()))


@pytest.mark.parametrize(
    "change", [{"attachments": (Attachment("photo", "other", "u"),)}, {"edited_at": NOW}]
)
def test_what_telegram_changes_by_itself_is_no_content(change: dict[str, object]) -> None:
    """A file's fetching id changes with time, and an edit may change nothing: neither is content."""
    assert canonical(content_of(message(**change))) == canonical(content_of(message()))


def about(
    text: str,
    concerns: frozenset[Concern] = STAFF,
    replied_to: int | None = None,
    mentions: tuple[int, ...] = (),
) -> bool:
    """Whether a message is about Ruth Calder, the clerk (1), or Jo Li, the deputy (2)."""
    return about_staff(
        concerns,
        text,
        staff_ids=frozenset({1, 2}),
        staff_names=("ruth calder", "jo li"),
        replied_to=replied_to,
        mentions=mentions,
    )


@pytest.mark.parametrize(
    "text",
    [
        "The clerk was late again",
        "CLERK’S hours",
        "the clerk's pay",
        "our deputy, frankly",
        "the RFO should go",
        "Ruth is impossible",
        "Ms Calder’s appraisal",
        "ruth.",
        "Ruth's appraisal",
        "RUTH'S appraisal",
        "Rúth is idle",
        "what Jo did",
        "Li's sick note",
        "the Proper Officer is idle",
    ],
)
def test_words_that_name_the_clerk_are_enough(text: str) -> None:
    """Their office, or any part of their name, keeps a staffing matter from them."""
    assert about(text)


@pytest.mark.parametrize(
    "text", ["The groundsman was late", "Truth be told, he shirks", "a clerical error", "a jo-jo and li", ""]
)
def test_others_are_not_the_clerk(text: str) -> None:
    """Words that merely hold a name do not name anybody."""
    assert not about(text)


def test_a_reply_or_a_mention_is_enough() -> None:
    """What answers them or names them is about them."""
    assert about("You are hopeless", replied_to=1)
    assert about("hopeless", mentions=(5, 2))
    assert not about("You are hopeless", replied_to=3, mentions=(4,))


@pytest.mark.parametrize("concern", Concern)
def test_only_staffing_and_complaints_are_kept_from_them(concern: Concern) -> None:
    """Any other matter that names the clerk goes to the clerk."""
    assert about("The clerk will see to it", frozenset({concern})) is (concern in STAFF_MATTERS)


@pytest.mark.parametrize("name", [*Concern, *Subject])
def test_a_label_is_found_by_its_name(name: Concern | Subject) -> None:
    """Names of concerns and subjects never clash."""
    assert label(str(name)) is name


def test_an_unknown_label_is_refused() -> None:
    """There are no others."""
    with pytest.raises(ValueError, match="gossip"):
        label("gossip")


@pytest.mark.parametrize("name", ["barrowby", "lenham"])
def test_a_policy_cites_its_clauses(name: str) -> None:
    """Every concern has its caution, whose first clause is cited by number or by heading."""
    policy = load_policies()[name]
    assert set(policy.cautions) == set(Concern)
    for concern in Concern:
        cited = policy.cite_for(concern)
        assert cited.startswith("clause ") or (cited.startswith("“") and cited.endswith("”"))
    assert policy.name == name


@pytest.mark.parametrize(
    ("text", "words"), [("name = ", "not TOML"), ('name = "x"', "lacks"), ("[cautions.gossip]", "gossip")]
)
def test_a_policy_that_cannot_be_read_is_told(text: str, words: str) -> None:
    """A mistake in a policy's file says what it is."""
    with pytest.raises(ConfigurationError, match=words):
        parse(text)
