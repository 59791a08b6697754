"""Labelled lines in, judged lines out: the engine of `minutebook scan`.

One JSON object a line, in chat order within a thread, as the labelling guide has it; the same objects come
out, in order, with `concerns`, `subjects`, `warn`, `record`, `review` and `why` set. What was said earlier in the
same thread is the context. Memory is bounded whatever the length of the input.
"""

import json
import zlib
from collections import OrderedDict, deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from minutebook.council.assessment import Assessment, Context, Detector, Profile
from minutebook.council.concerns import Concern, Label, Subject
from minutebook.council.messages import Message, Sender
from minutebook.council.policy import Policy
from minutebook.detector.reading import LONGEST

THREADS = 256
"""Threads remembered at once; the one silent longest is forgotten first."""

KEPT = 64
"""Messages of a thread remembered."""

EARLIER = 20
"""Messages of a thread given to the detector as context."""

_ORDER: tuple[Label, ...] = (*Concern, *Subject)
_SOME_DAY = datetime(2000, 1, 1, tzinfo=UTC)  # when a line does not say when it was sent


@dataclass(frozen=True, slots=True)
class ScanResult:
    """One line's answer.

    Attributes:
        line: number of the line in the input, from 1.
        row: the object to write: the input's keys and the judgement's; empty where the line was bad.
        error: a plain sentence saying what is wrong with the line, or None.
    """

    line: int
    row: dict[str, object] = field(default_factory=dict)
    error: str | None = None

    def json(self) -> str:
        """Return `row` as one line of JSON, without its line break, that can always be encoded as UTF-8."""
        written = json.dumps(self.row, ensure_ascii=False)
        return written if written.isascii() or _encodes(written) else json.dumps(self.row)


class BadLine(ValueError):
    """A line that is no message; its words say why."""


@dataclass(slots=True)
class _Threads:
    """The latest messages of the threads spoken in latest, each by the id the input gave it."""

    kept: OrderedDict[str, deque[tuple[str, Message]]] = field(default_factory=OrderedDict)

    def of(self, thread: str) -> deque[tuple[str, Message]]:
        """Return a thread's messages, oldest first, and mark it as spoken in."""
        messages = self.kept.setdefault(thread, deque(maxlen=KEPT))
        self.kept.move_to_end(thread)
        if len(self.kept) > THREADS:
            self.kept.popitem(last=False)
        return messages


def scan_lines(
    lines: Iterable[bytes | str],
    detector: Detector,
    profile: Profile | None = None,
    policy: Policy | None = None,
) -> Iterator[ScanResult]:
    """Judge each line in turn, lazily; blank lines are passed over, bad ones answered with an error.

    Args:
        lines: JSON lines, UTF-8 where they are bytes.
        detector: what judges.
        profile: what is known of the council; nothing, by default.
        policy: whose clauses the reasons name; none, by default.
    """
    threads = _Threads()
    known = Profile() if profile is None else profile
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            yield ScanResult(number, _judged(line, number, threads, detector, known, policy))
        except BadLine as bad:
            yield ScanResult(number, error=f"Line {number}: {bad}")


def _judged(
    line: bytes | str,
    number: int,
    threads: _Threads,
    detector: Detector,
    profile: Profile,
    policy: Policy | None,
) -> dict[str, object]:
    """Return the row of one line with its judgement, and remember its message.

    Raises:
        BadLine: it is no message.
    """
    row = _parsed(line)
    name = _word(row, "id")
    thread = threads.of(_word(row, "thread", missing=""))
    message = _message(row, number)
    answers = row.get("reply_to")
    answered = (
        next((said for given, said in reversed(thread) if given == str(answers)), None)
        if answers is not None
        else None
    )
    if answered is not None:
        message = replace(message, reply_to=answered.message_id)
    context = Context(tuple(said for _, said in thread)[-EARLIER:], answered)
    row.update(judgement(detector.assess(message, context, profile), message.text, policy))
    thread.append((name, _shortened(message)))
    return row


def judgement(assessment: Assessment, text: str, policy: Policy | None = None) -> dict[str, object]:
    """Return an assessment as the plain values `scan` writes, labels in the order of the guide.

    Args:
        text: of the message.
        policy: whose clauses the reasons name, if any.
    """
    return {
        "concerns": [label.value for label in Concern if label in assessment.concerns],
        "subjects": [label.value for label in Subject if label in assessment.subjects],
        "warn": assessment.warns,
        "record": assessment.records,
        "review": [label.value for label in _ORDER if label in assessment.review],
        "why": [
            {
                "label": why.label.value,
                "start": why.start,
                "end": why.end,
                "text": text[why.start : why.end],
                "reason": why.reason,
                **({"clause": policy.clause_of(why.label)} if policy else {}),
            }
            for why in assessment.why
        ],
    }


def _parsed(line: bytes | str) -> dict[str, object]:
    """Return the object a line holds.

    Raises:
        BadLine: it is not UTF-8, not JSON, or not an object.
    """
    try:
        text = line.decode("utf-8") if isinstance(line, bytes) else line
        row: object = json.loads(text.removeprefix("\ufeff"))
    except UnicodeDecodeError:
        raise BadLine("it is not UTF-8 text.") from None
    except (ValueError, RecursionError):
        raise BadLine("it is not JSON.") from None
    if not isinstance(row, dict):
        raise BadLine("it is JSON but not an object.")
    return row


def _word(row: dict[str, object], key: str, missing: str | None = None) -> str:
    """Return a name given as a string or a number.

    Raises:
        BadLine: it is absent with no `missing` to stand for it, or something else.
    """
    value = row.get(key)
    if value is None and missing is not None:
        return missing
    if isinstance(value, str) or (isinstance(value, int) and not isinstance(value, bool)):
        return str(value)
    raise BadLine(f"it has no “{key}”." if value is None else f"its “{key}” is not a string.")


def _message(row: dict[str, object], number: int) -> Message:
    """Return a line's message, numbered by its line.

    Raises:
        BadLine: `text` is not a string.
    """
    text = row.get("text")
    if not isinstance(text, str):
        raise BadLine("it has no “text”." if text is None else "its “text” is not a string.")
    name = _word(row, "sender", missing="")
    sender = Sender(id=zlib.crc32(name.encode("utf-8", "replace")), name=name)
    return Message(chat_id=0, message_id=number, sender=sender, sent_at=_sent_at(row), text=text)


def _sent_at(row: dict[str, object]) -> datetime:
    """Return when a line says it was sent; some fixed day where it does not say, or not plainly."""
    value = row.get("sent_at")
    if not isinstance(value, str):
        return _SOME_DAY
    try:
        given = datetime.fromisoformat(value)
    except ValueError:
        return _SOME_DAY
    return given.replace(tzinfo=UTC) if given.tzinfo is None else given.astimezone(UTC)


def _shortened(message: Message) -> Message:
    """Return the message as it is remembered: no longer than a detector reads."""
    if len(message.text) <= LONGEST:
        return message
    return replace(message, text=message.text[:LONGEST])


def _encodes(text: str) -> bool:
    """Say whether `text` can be written as UTF-8: a lone surrogate cannot."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True
