"""Reasons and laws: each is cited under its own law alone, and what was marked under another is told."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from minutebook.council.errors import ConfigurationError
from minutebook.council.exemptions import Mark
from minutebook.council.other_laws import to_list, to_tell
from minutebook.council.reasons import LAW_OF, load_reasons, parse

REASONS = load_reasons()
SAR = REASONS.under("dpa")
PERSONAL = Mark(1, 1, "personal", datetime(2026, 3, 10, tzinfo=UTC), 7, "Ruth", "Mill Lane", 1, 16, 25, 1)


@pytest.mark.parametrize(
    ("law", "key", "shown"),
    [
        ("foia", "personal", "personal information, FOIA s.40"),
        ("eir", "personal", "personal information, EIR reg 13"),
        ("dpa", "personal", "personal information"),
        ("dpa", "privilege", "legal professional privilege, DPA 2018 Sch 2 para 19"),
        ("eir", "confidence", "information provided in confidence"),
        ("dpa", "s43(2)", "commercial interests"),
        ("foia", "p16", "about somebody else"),
        ("dpa", "p16", "about somebody else, DPA 2018 Sch 2 para 16"),
    ],
)
def test_a_copy_cites_the_law_of_its_request_alone(law: str, key: str, shown: str) -> None:
    """A reason has its section of that law; one that the law does not have keeps its name and cites nothing."""
    assert REASONS.under(law).labels()[key] == shown
    assert (key in REASONS.under(law).foreign) == ("," not in shown)


def test_the_policys_names_cite_what_asks_for_no_more() -> None:
    """A plain name stands for another law's reason only where the public interest is weighed for both or for neither."""
    for reason in REASONS.of_group("policy"):
        if "eir" in reason.elsewhere:
            assert reason.weighed == REASONS.under("eir").by_key[reason.key].weighed, reason.key
    assert set(LAW_OF.values()) >= {law for one in REASONS.by_key.values() for law in one.elsewhere}


def test_a_reason_that_names_one_that_is_none_is_refused() -> None:
    """A file in which a reason stands for one of another law that is not there is not read."""
    text = (
        'title = "T"\nact = "A"\n[[reason]]\nkey = "a"\ncite = "c"\nlabel = "l"\nplain = "p"\neir = "r99"\n'
    )
    with pytest.raises(ConfigurationError, match="the reason a names r99"):
        parse({"policy": text})


def test_of_several_reasons_those_of_the_right_law_are_told() -> None:
    """Where the same is withheld for a reason of the request's law and one of another, the copy tells the first."""
    assert SAR.said(["personal", "p16"]) == "about somebody else, DPA 2018 Sch 2 para 16"
    assert SAR.said(["personal"]) == "personal information"


RIGHT = replace(PERSONAL, id=2, reason="p16")


@pytest.mark.parametrize(
    ("second", "told"),
    [
        (RIGHT, False),
        (replace(RIGHT, words="", version=0, begins=None, ends=None), False),
        (replace(RIGHT, version=0, begins=None, ends=None), False),
        (replace(RIGHT, words="Dunning", begins=4, ends=11), True),
        (replace(RIGHT, begins=40, ends=49), True),
        (replace(RIGHT, words="", version=0, begins=None, ends=None, file_id=9), True),
        (replace(RIGHT, reason="s43(2)"), True),
    ],
    ids=["the same", "the whole record", "the words anywhere", "others", "elsewhere", "a file", "no reason"],
)
def test_a_mark_is_put_right_by_one_that_withholds_all_of_it(second: Mark, *, told: bool) -> None:
    """What a reason of the right law withholds as well needs no telling, and is listed once."""
    marks = [PERSONAL, second]
    assert (PERSONAL in to_tell(marks, SAR.foreign)) == told
    assert (PERSONAL in to_list(marks, SAR.foreign)) == told
    assert to_tell([second], SAR.foreign) == ([second] if second.reason == "s43(2)" else [])
