"""A record as a clerk reads it."""

import html
import re
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from minutebook.council.records import RecordFile, Version
from minutebook.council.wording import escape, load_wording
from minutebook.reports.show import PIECE, show, split
from reports.material import EVENING, ZONE, record

WORDING = load_wording()


def shown(text: str) -> str:
    """Return HTML as Telegram shows it."""
    return html.unescape(re.sub(r"</?(?:b|i|code|blockquote)>", "", text))


def test_a_record_tells_who_said_what_when_and_who_captured_it_how() -> None:
    """A record shows its reference, author, time, kinds, who put it on the record, when and how, and its text."""
    [text] = show(record("We should repair the fence.", note="as agreed"), ZONE, WORDING)
    assert shown(text).split("\n") == [
        "Record 2026/0001",
        "Cllr Ann Harrow, Tue 10 Mar 2026, 19:00",
        "finance",
        "On the record since Tue 10 Mar 2026, 19:05, by Cllr Tom Briggs (reaction)",
        "",
        "Note: as agreed",
        "",
        "We should repair the fence.",
    ]


def test_a_record_shows_what_it_answered_and_quoted() -> None:
    """A record shows what it was an answer to, and the words it picked out."""
    [text] = show(record(reply_text="Shall we repair it?", quote="repair it"), ZONE, WORDING)
    assert "In answer to Cllr Priya Shah: “Shall we repair it?”" in shown(text)
    assert "Quoting: “repair it”" in shown(text)


def test_every_version_is_shown_with_its_time() -> None:
    """A message that was edited is shown version by version, oldest first."""
    versions = (Version(1, EVENING, "£400"), Version(2, EVENING.replace(minute=9), "£4,000"))
    [text] = show(record(versions=versions), ZONE, WORDING)
    assert re.search(
        r"Version 1 of 2 \(Tue 10 Mar 2026, 19:00\)\n\n£400\n\nVersion 2 of 2 \(Tue 10 Mar 2026, 19:09\)\n\n£4,000",
        shown(text),
    )


LONG_EDITS = tuple(Version(number, EVENING, f"{number}: " + "We agreed. " * 350) for number in range(1, 41))


def test_a_record_edited_many_times_shows_the_versions_that_matter() -> None:
    """Of many long versions the first, the one captured and the newest are shown whole, and how to see others."""
    texts = show(replace(record(versions=LONG_EDITS), at_capture=7), ZONE, WORDING)
    whole = shown("\n".join(texts))
    assert re.findall(r"Version (\d+) of 40", whole) == ["1", "7", "40"]
    assert "/show 2026/0001 2 shows the second" in whole
    assert len(texts) < 8


def test_one_version_is_shown_by_its_number() -> None:
    """Asked for one version, the record shows that one and says that there are others."""
    whole = shown("\n".join(show(record(versions=LONG_EDITS), ZONE, WORDING, 3)))
    assert re.findall(r"Version (\d+) of 40", whole) == ["3"]
    assert "Versions run from 1 to 40" in whole


def test_many_short_versions_are_all_shown() -> None:
    """What fits in a few messages is shown whole."""
    versions = tuple(Version(number, EVENING, f"£{number}00") for number in range(1, 31))
    whole = shown("\n".join(show(record(versions=versions), ZONE, WORDING)))
    assert whole.count("of 30") == 30
    assert "Versions run" not in whole


def test_files_say_what_became_of_them() -> None:
    """Each file is named with its size and whether it is kept, awaited, too big or refused."""
    states = ("stored", "wanted", "too_big", "failed")
    files = tuple(
        RecordFile(n, "document", f"quote{n}.pdf", None, 2_500_000, state) for n, state in enumerate(states)
    )
    text = shown("\n".join(show(record("", files=files), ZONE, WORDING)))
    assert "(no text)" in text
    assert "quote0.pdf (2.4 MB), kept" in text
    assert "quote1.pdf (2.4 MB), still being fetched" in text
    assert "quote2.pdf (2.4 MB): too big" in text
    assert "quote3.pdf (2.4 MB): Telegram would not" in text


def test_a_file_of_unknown_name_and_size_is_still_named() -> None:
    """A file without a name is called by its kind, one without a size gets a question mark."""
    [text] = show(record(files=(RecordFile(1, "photo", None, None, None, "stored"),)), ZONE, WORDING)
    assert "photo (?), kept" in shown(text)


@settings(max_examples=60)
@given(
    text=st.lists(st.sampled_from(["&", "<" * 90, "word " * 50, "ö" * 500, "😀", "\n"]), max_size=200).map(
        "".join
    )
)
def test_a_long_record_comes_in_several_messages_and_loses_nothing(text: str) -> None:
    """A text of any length is cut into messages within the limit, none through an entity, with nothing lost."""
    messages = split([escape(text)] if text else [])
    assert "".join(shown(message) for message in messages) == text
    for message in messages:
        assert len(message) <= PIECE
        assert not re.search(r"&(?!amp;|lt;|gt;)", message)
