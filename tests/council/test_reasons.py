"""The reasons for withholding: each can be typed as a clerk would, and cites its Act."""

import pytest

from minutebook.council.errors import ConfigurationError
from minutebook.council.reasons import load_reasons, parse

REASONS = load_reasons()


def test_lenhams_six_come_first_each_under_a_plain_name() -> None:
    """The six circumstances of Lenham's policy are there by everyday names, with their sections of the Act."""
    six = {reason.key: reason.cite for reason in REASONS.of_group("policy")}
    assert six == {
        "commercial": "FOIA s.43",
        "confidence": "FOIA s.41",
        "public-affairs": "FOIA s.36",
        "privilege": "FOIA s.42",
        "personal": "FOIA s.40",
        "investigation": "FOIA s.30, s.31",
    }
    assert next(iter(REASONS.by_key)) == "commercial"


@pytest.mark.parametrize(
    ("said", "key"),
    [
        ("Personal", "personal"),
        ("personal data", "personal"),
        ("Legal Professional Privilege", "privilege"),
        ("s40(2)", "s40(2)"),
        ("S.40 (2)", "s40(2)"),
        ("section 40", "s40(2)"),
        ("FOIA s.43(2)", "s43(2)"),
        ("41", "s41"),
        ("EIR 12(5)(e)", "r12(5)(e)"),
        ("reg. 13", "r13"),
        ("12(4)(d)", "r12(4)(d)"),
        ("DPA 2018 Sch 2 para 16", "p16"),
        ("third party", "p16"),
        ("para 22", "p22"),
        ("22", "s22"),
    ],
)
def test_a_reason_is_taken_however_it_is_typed(said: str, key: str) -> None:
    """Capitals, full stops, spaces and the Act's name before the number do not matter."""
    found = REASONS.get(said)
    assert found is not None
    assert found.key == key


def test_what_is_no_reason_is_none() -> None:
    """Words that name no exemption are not taken for one."""
    assert [REASONS.get(said) for said in ("", "embarrassing", "s12", "s99", "p")] == [None] * 5


def test_every_reason_says_when_it_holds_and_by_which_law() -> None:
    """Each has a label, plain words and a citation, and a public affairs claim says what it needs first."""
    for reason in REASONS.by_key.values():
        assert reason.label, reason
        assert reason.plain, reason
        assert reason.cite, reason
        assert reason.act.rstrip("0123456789").strip().endswith(("Act", "Regulations")), reason
    assert "Monitoring Officer" in REASONS.by_key["public-affairs"].needs


def test_two_reasons_typed_alike_are_refused() -> None:
    """A file in which one name means two things is not read."""
    text = 'title = "T"\nact = "A"\n' + "".join(
        f'[[reason]]\nkey = "{key}"\ncite = "c"\nlabel = "l"\nplain = "p"\nalso = ["same"]\n' for key in "ab"
    )
    with pytest.raises(ConfigurationError, match="two reasons are called same"):
        parse({"policy": text})
