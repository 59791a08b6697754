"""Lines in, judged lines out."""

import json
import tracemalloc
from collections.abc import Iterator

from minutebook.council.policy import load_policies
from minutebook.detector.reading import LONGEST
from minutebook.detector.rules import RulesDetector
from minutebook.detector.stream import EARLIER, HELD, KEPT, LONGEST_LINE, THREADS, scan_lines

ASK = "Shall we pay the fencing invoice?"


def line(name: str, text: str, thread: str = "t", **more: object) -> str:
    """Return one line of input."""
    return json.dumps({"id": name, "thread": thread, "sender": "Ann", "reply_to": None, "text": text, **more})


def concerns(lines: list[str], detector: RulesDetector) -> list[object]:
    """Return the concerns of each line."""
    return [result.row["concerns"] for result in scan_lines(lines, detector)]


def test_a_line_comes_back_with_its_keys_and_the_judgement(detector: RulesDetector) -> None:
    """All of the input's keys are kept, unknown ones too, and the judgement is added."""
    text = "I’ve told the contractor to start Monday"
    (result,) = scan_lines([line("a-1", text, source="minutes")], detector)
    assert result.error is None
    row = result.row
    assert (row["id"], row["source"], row["text"]) == ("a-1", "minutes", text)
    assert row["concerns"] == ["decision"]
    assert row["subjects"] == ["contract"]
    assert row["warn"] is True
    assert row["record"] is True
    assert row["review"] == ["decision", "contract"]
    why = row["why"]
    assert isinstance(why, list)
    assert set(why[0]) == {"label", "start", "end", "text", "reason"}
    assert text[why[0]["start"] : why[0]["end"]] == why[0]["text"]
    assert json.loads(result.json()) == row


def test_a_reason_names_its_clause_where_a_policy_is_given(detector: RulesDetector) -> None:
    """Each reason has the clause of its label: a concern's own, for a subject that about records."""
    policy = load_policies()["barrowby"]
    (result,) = scan_lines([line("a", "I’ve told the contractor to start Monday")], detector, policy=policy)
    assert isinstance(result.row["why"], list)
    assert {(why["label"], why["clause"]) for why in result.row["why"]} == {
        ("decision", "10.5"),
        ("contract", "10.2"),
    }


def test_labels_in_the_input_are_replaced(detector: RulesDetector) -> None:
    """Labels that stand in the input do not leak into the answer."""
    assert concerns([line("a", "lovely evening", concerns=["legal"])], detector) == [[]]


def test_the_context_is_the_thread(detector: RulesDetector) -> None:
    """A "yes" answers what its own thread asked, not another's."""
    lines = [line("1", ASK, "a"), line("2", "pub at 7?", "b"), line("3", "Yes", "a"), line("4", "Yes", "b")]
    assert concerns(lines, detector) == [["consensus"], [], ["consensus"], []]


def test_reply_to_names_an_earlier_line_of_the_thread(detector: RulesDetector) -> None:
    """A reply answers the line it names; one that names nothing known is judged by what came before."""
    lines = [
        line("1", ASK),
        line("2", "pub at 7?"),
        line("3", "Yes", reply_to="1"),
        line("4", "Yes", reply_to="2"),
        line("5", "Yes", reply_to="elsewhere"),
    ]
    assert concerns(lines, detector) == [["consensus"], [], ["consensus"], [], []]


def test_a_bad_line_is_told_and_the_rest_goes_on(detector: RulesDetector) -> None:
    """Each bad line gets an error with its number, in a plain sentence; blank lines are passed over."""
    lines: list[bytes | str] = [
        b"\xef\xbb\xbf" + line("1", "hello").encode(),
        "{not json",
        "",
        "[1, 2]",
        b"\xff\xfe",
        line("6", "x").replace('"x"', "7"),
        json.dumps({"id": "7", "thread": "t"}),
        json.dumps({"text": "no id"}),
        json.dumps({"id": True, "text": "odd id"}),
        "[" * 100_000,
        "9" * 10_000,
        line("12", "x", share=float("nan")),
        line("13", "x", share=[float("-inf")]),
        line("14", "x", share="").replace('""', "1e999"),
        json.dumps({"id": 12, "text": "numbers serve as names"}),
    ]
    results = list(scan_lines(lines, detector))
    assert [(result.line, result.error) for result in results] == [
        (1, None),
        (2, "Line 2: it is not JSON."),
        (4, "Line 4: it is JSON but not an object."),
        (5, "Line 5: it is not UTF-8 text."),
        (6, "Line 6: its “text” is not a string."),
        (7, "Line 7: it has no “text”."),
        (8, "Line 8: it has no “id”."),
        (9, "Line 9: its “id” is not a string."),
        (10, "Line 10: it is not JSON."),
        (11, "Line 11: it is not JSON."),
        (12, "Line 12: it is not JSON: it holds NaN."),
        (13, "Line 13: it is not JSON: it holds -Infinity."),
        (14, "Line 14: it holds a number that is too large."),
        (15, None),
    ]


def test_what_cannot_be_encoded_is_escaped(detector: RulesDetector) -> None:
    """A lone surrogate in the input does not stop the output from being UTF-8."""
    (result,) = scan_lines(['{"id": "1", "text": "agreed \\ud83d £5"}'], detector)
    assert json.loads(result.json().encode("utf-8"))["text"] == "agreed \ud83d £5"


def test_lines_are_judged_as_they_come(detector: RulesDetector) -> None:
    """The first answer is there before the second line is read."""

    def endless() -> Iterator[str]:
        yield line("1", ASK)
        raise AssertionError("read ahead")

    assert next(scan_lines(endless(), detector)).row["warn"] is True


def test_memory_is_bounded(detector: RulesDetector) -> None:
    """A thread silent while many others spoke is forgotten; a long thread keeps its latest lines."""
    others = [line(f"o{number}", "hello", f"other {number}") for number in range(THREADS)]
    lines = [line("1", ASK), *others, line("2", "Yes")]
    assert concerns(lines, detector)[-1] == []
    lines = [line("1", ASK), *others[: THREADS // 2], line("2", "Yes")]
    assert concerns(lines, detector)[-1] == ["consensus"]
    long = [line("1", ASK), *(line(f"m{number}", "hello") for number in range(KEPT))]
    assert concerns([*long, line("2", "Yes", reply_to="1")], detector)[-1] == []
    assert EARLIER < KEPT


def test_long_messages_are_forgotten_sooner(detector: RulesDetector) -> None:
    """What is remembered of all threads together has a limit, whatever their number."""
    long = [line(f"l{number}", "x" * LONGEST, f"other {number % 100}") for number in range(HELD // LONGEST)]
    half = long[: len(long) // 2]
    assert concerns([line("1", ASK), *half, line("2", "Yes")], detector)[-1] == ["consensus"]
    assert concerns([line("1", ASK), *long, line("2", "Yes")], detector)[-1] == []


def test_a_line_that_is_too_long_is_refused(detector: RulesDetector) -> None:
    """A line of the limit is judged, one beyond it is not, be it blank at its beginning or throughout."""
    short = line("1", ASK).encode()
    lines = [short.ljust(LONGEST_LINE), short.ljust(LONGEST_LINE + 1), short.rjust(LONGEST_LINE + 1), short]
    results = list(scan_lines([*lines, b" " * LONGEST_LINE, b" " * (LONGEST_LINE + 1)], detector))
    told = "it is longer than 1,048,576 bytes."
    assert [(result.line, result.error) for result in results] == [
        (1, None),
        (2, f"Line 2: {told}"),
        (3, f"Line 3: {told}"),
        (4, None),
        (6, f"Line 6: {told}"),
    ]


def test_of_earlier_lines_only_what_is_needed_is_held(detector: RulesDetector) -> None:
    """However long a line's names, text and other keys are, little of it stays; a long id still finds its line."""
    long = "x" * 150_000

    def lines() -> Iterator[str]:
        yield line(f"1{long}", ASK, f"t{long}")
        for number in range(KEPT - 1):
            more = {"sender": f"{number}{long}", "more": long}
            yield line(f"m{number}{long}", f"Hello {long}", f"t{long}", **more)
        yield line("2", "Yes", f"t{long}", reply_to=f"1{long}")

    tracemalloc.start()
    try:
        last = None
        for result in scan_lines(lines(), detector):
            last = result.row["concerns"]
            held = tracemalloc.get_traced_memory()[0]
    finally:
        tracemalloc.stop()
    assert last == ["consensus"]
    assert held < 10 * 2**20


def test_when_it_was_sent_may_be_said(detector: RulesDetector) -> None:
    """A `sent_at` that is a time is understood, and one that is not, or lies before time or after it, does no harm."""
    times = [
        "2026-05-14T09:00:00+01:00",
        "soon",
        7,
        "0001-01-01T00:00:00+10:00",
        "9999-12-31T23:59:59-10:00",
    ]
    lines = [line(str(n), ASK, sent_at=when) for n, when in enumerate(times)]
    assert concerns(lines, detector) == [["consensus"]] * len(times)
