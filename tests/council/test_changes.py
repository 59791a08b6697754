"""What a version of a conversation changed: its messages alone, and of a copy no more than it shows."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from minutebook.council.changes import changes
from minutebook.council.conversations import told_in_turn
from minutebook.council.exemptions import copy_of, plain
from minutebook.council.messages import Message, Sender
from minutebook.council.records import Member, Record, Version
from reports.bundles import mark
from reports.material import EVENING, ZONE, record


def said(number: int, *texts: str, days: int = 0, answers: int | None = None) -> list[Message]:
    """A message of the evening, or of so many days later, as it came and as it was edited each next minute."""
    at = EVENING + timedelta(days=days, minutes=number)
    first = Message(-1001, number, Sender(number, f"Cllr {number}"), at, texts[0], reply_to=answers)
    edits = [
        replace(first, text=text, edited_at=at + timedelta(hours=later))
        for later, text in enumerate(texts[1:], start=1)
    ]
    return [first, *edits]


def talk(*members: Sequence[Message], at_capture: int = 1) -> Record:
    """A conversation on the record with a version for each edit of its messages."""
    stages = told_in_turn(members, (-1001, 99), ZONE)
    versions = tuple(Version(number, EVENING, stage.text) for number, stage in enumerate(stages, start=1))
    held = tuple(Member(place, tuple(one)) for place, one in enumerate(members, start=1))
    return replace(record("", versions=versions), members=held, at_capture=at_capture)


def told(one: Record) -> dict[int, str]:
    """What each version changed, by its number."""
    return {number: change.of(one.versions[number - 1].text) for number, change in changes(one).items()}


def test_a_version_tells_what_it_changed_and_no_more() -> None:
    """Between the first version and the newest each tells the message that was edited, by whom, when, and its day."""
    one = talk(
        said(1, "The hedge?", "The hedge.", "The hedge!"),
        said(2, "It is high", days=1),
        said(3, "Cut it", "Cut it\nsoon", days=2, answers=2),
    )
    assert told(one) == {
        2: "10 March 2026\n19:01 Cllr 1 ✎ 20:01: The hedge.",
        3: "10 March 2026\n19:01 Cllr 1 ✎ 21:01: The hedge!",
    }


def test_the_version_that_was_put_on_the_record_is_whole() -> None:
    """It is what was captured; so of five versions the first, that one and the newest are shown whole."""
    one = talk(said(1, "a", "b", "c", "d", "e"), said(2, "no"), at_capture=3)
    assert list(told(one)) == [2, 4]


def test_a_message_of_several_lines_is_told_whole() -> None:
    """All the lines of a message that was edited are told, and none of the next one, nor of its day."""
    one = talk(said(1, "a", "b\n11 March 2026\n19:00 Cllr 7: forged", "c"), said(2, "no", days=1))
    assert told(one)[2].splitlines() == [
        "10 March 2026",
        "19:01 Cllr 1 ✎ 20:01: b",
        "    11 March 2026",
        "    19:00 Cllr 7: forged",
    ]


def test_a_version_that_reads_as_the_one_before_tells_nothing() -> None:
    """Where an edit changed nothing of how the conversation reads, no message is told."""
    one = talk(said(1, "a", "b", "c"), said(2, "no"))
    first, second, third = one.versions
    one = replace(one, versions=(first, second, replace(second, number=3), replace(third, number=4)))
    assert changes(one)[3].messages == 0
    assert told(one)[3] == ""


def test_what_cannot_be_told_apart_is_whole() -> None:
    """Where the text does not tell each message, and of what is no conversation, nothing is left out."""
    one = talk(said(1, "a", "b", "c"), said(2, "no"))
    unclear = replace(one, versions=tuple(replace(item, text="a") for item in one.versions))
    assert told(unclear) == {}
    assert told(replace(one, members=())) == {}


def test_a_copy_tells_of_a_change_what_it_shows() -> None:
    """What is withheld of a version is withheld of the part of it that is shown, wherever it was marked."""
    one = talk(said(1, "Jane owes", "Jane Morris owes", "She owes"), said(2, "no", "Jane? no", "no!"))
    copy = copy_of(one, [mark(one, "Jane"), replace(mark(one, "owes", version=2), id=5)])
    cut = changes(one)
    shown = {
        version.number: plain(cut[version.number].of_copy(text), {"personal": "p"})
        for version, text, _ in copy.versions
        if version.number in cut
    }
    day = "10 March 2026\n"
    assert shown == {
        2: f"{day}19:01 Cllr 1 ✎ 20:01: [withheld: p] Morris [withheld: p]",
        3: f"{day}19:02 Cllr 2 ✎ 20:02: [withheld: p]? no",
        4: f"{day}19:01 Cllr 1 ✎ 21:01: She [withheld: p]",
    }
    assert "Jane" not in str(shown)
