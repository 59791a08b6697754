"""A council's settings: every value taken, every other refused with what is allowed."""

from datetime import UTC, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minutebook.council.errors import SettingError
from minutebook.council.settings import (
    AGREEING_REACTIONS,
    REACTIONS,
    CautionMode,
    CouncilSettings,
    changed,
    parse_emoji,
    parse_mode,
    parse_time,
    parse_whole,
    plain_emoji,
    shown,
)

POLICIES = ("barrowby", "lenham")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("7:30", time(7, 30)),
        ("07.30", time(7, 30)),
        (" 0730 ", time(7, 30)),
        ("00:00", time(0)),
        ("23:59", time(23, 59)),
        ("2:00", time(2)),
        ("0:59", time(0, 59)),
    ],
)
def test_times_of_day(text: str, expected: time) -> None:
    """A time is taken with a colon, a point or nothing between."""
    assert parse_time(text) == expected


@pytest.mark.parametrize("text", ["", "24:00", "7:60", "half past seven", "7", "07:30:00", "-7:30", "７:３x"])
def test_what_is_no_time_is_refused(text: str) -> None:
    """The refusal shows what a time looks like."""
    with pytest.raises(SettingError, match="a time such as 07:30"):
        parse_time(text)


@pytest.mark.parametrize("text", ["1:00", "01:30", "1.59"])
def test_the_hour_that_clocks_repeat_is_refused(text: str) -> None:
    """No digest falls between 01:00 and 01:59, which a clock change repeats or leaves out."""
    with pytest.raises(SettingError, match="01:00–01:59"):
        parse_time(text)


@given(st.integers(2, 99), st.sampled_from(["{}", " {} ", "0{}", "{}\n"]))
def test_a_number_within_bounds_is_taken(number: int, form: str) -> None:
    """Blanks round it and zeros before it do no harm."""
    assert parse_whole("quorum", form.format(number), 2, 99) == number


@given(st.text(max_size=8).filter(lambda text: not text.strip().lstrip("0").isdigit()))
def test_what_is_no_number_is_refused(text: str) -> None:
    """Whatever else is typed is refused with the bounds."""
    with pytest.raises(SettingError, match="a whole number from 2 to 99") as refused:
        parse_whole("quorum", text, 2, 99)
    assert refused.value.setting == "quorum"


@pytest.mark.parametrize("mode", CautionMode)
def test_modes_in_any_case(mode: CautionMode) -> None:
    """Every mode is taken, whatever its case."""
    assert parse_mode(f" {mode.upper()} ") is mode


def test_an_unknown_mode_is_refused() -> None:
    """The refusal lists them all."""
    with pytest.raises(SettingError, match="auto, public, private, observe or off"):
        parse_mode("loud")


def test_emoji_with_and_without_the_selector() -> None:
    """Keyboards add a variation selector that Telegram's updates leave out; both are the same emoji."""
    assert parse_emoji("✍️") == parse_emoji(" ✍ ") == "✍"
    assert plain_emoji("❤️") == "❤"


@pytest.mark.parametrize(
    "text", ["", "✅", "📌", "x", "✍✍", "👍", "👍🏽", "ok", "❤️‍🔥", *sorted(AGREEING_REACTIONS)]
)
def test_emoji_that_cannot_record_are_refused(text: str) -> None:
    """What Telegram does not take as a reaction, and what already says yes, does not record."""
    with pytest.raises(SettingError, match="Telegram's reactions"):
        parse_emoji(text)


@pytest.mark.parametrize("emoji", sorted(set(REACTIONS) - AGREEING_REACTIONS))
def test_every_other_reaction_can_record(emoji: str) -> None:
    """Any reaction Telegram takes, one code point long, may be chosen."""
    assert parse_emoji(emoji) == emoji


@pytest.mark.parametrize(
    ("name", "text", "old", "new"),
    [
        ("policy", "Lenham", "barrowby", "lenham"),
        ("cautions", "OBSERVE", "auto", "observe"),
        ("quorum", "5", "3", "5"),
        ("digest", "18.45", "07:30", "18:45"),
        ("quiet", "45", "30", "45"),
        ("emoji", "👀", "✍", "👀"),
        ("contact", " The clerk, clerk@wexcombe.example ", "", "The clerk, clerk@wexcombe.example"),
    ],
)
def test_a_change_tells_old_and_new(name: str, text: str, old: str, new: str) -> None:
    """Every setting can be changed, and the change says from what to what as people write it."""
    change = changed(CouncilSettings(), name, text, POLICIES)
    assert (change.name, change.old, change.new) == (name, old, new)
    assert shown(change.settings, name) == new
    back = changed(change.settings, name, old or "x", POLICIES)
    assert back.old == new


@pytest.mark.parametrize(
    ("name", "text", "allowed"),
    [
        ("policy", "mine", "barrowby or lenham"),
        ("quorum", "1", "a whole number from 2 to 99"),
        ("quorum", "three", "a whole number from 2 to 99"),
        ("quiet", "0", "a whole number from 1 to 1440"),
        ("contact", " ", "a name and how to reach it, up to 200 characters"),
        ("contact", "x" * 201, "a name and how to reach it, up to 200 characters"),
        ("colour", "red", "policy, cautions, quorum, digest, quiet, emoji or contact"),
    ],
)
def test_a_bad_value_gets_the_allowed_ones(name: str, text: str, allowed: str) -> None:
    """A value a setting does not take is refused with those it does; nothing is changed."""
    with pytest.raises(SettingError) as refused:
        changed(CouncilSettings(), name, text, POLICIES)
    assert (refused.value.setting, refused.value.allowed) == (name, allowed)


def test_the_defaults() -> None:
    """What a council begins with; the quorum is the law's smallest (LGA 1972 Sch. 12 para. 12)."""
    settings = CouncilSettings()
    assert (settings.quorum, settings.quiet, settings.memory) == (
        3,
        timedelta(minutes=30),
        timedelta(hours=72),
    )
    assert settings.zone.utcoffset(datetime(2026, 7, 1, tzinfo=UTC)) == timedelta(hours=1)
