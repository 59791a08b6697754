"""Labelled lines in, judged lines out: the engine of `minutebook scan`.

One JSON object a line, in chat order within a thread, as the labelling guide has it; the same objects come
out, in order, with `concerns`, `subjects`, `warn`, `record`, `review` and `why` set. What was said earlier in the
same thread is the context. Memory is bounded whatever the length of the input and whatever a line holds.
"""

import json
import math
import zlib
from collections import OrderedDict, deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from hashlib import blake2b

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

HELD = 4 * 2**20
"""Characters remembered of all threads together; beyond it, too, the thread silent longest is forgotten first."""

LONGEST_LINE = 2**20
"""Bytes of a line that is read, its line break included (characters, where a line is no bytes)."""

LONGEST_NAME = 129
"""Characters of a sender's name that a detector is given: Telegram's 64 for the first name, 64 for the last."""

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
    """The latest messages of the threads spoken in latest, each by the mark of the id the input gave it.

    Attributes:
        kept: the messages of each thread by its mark, oldest first; the thread spoken in last stands last.
        held: characters of all of them.
    """

    kept: OrderedDict[bytes, deque[tuple[bytes, Message]]] = field(default_factory=OrderedDict)
    held: int = 0

    def of(self, thread: str) -> deque[tuple[bytes, Message]]:
        """Return a thread's messages, oldest first, and mark it as spoken in."""
        mark = _mark(thread)
        messages = self.kept.setdefault(mark, deque())
        self.kept.move_to_end(mark)
        if len(self.kept) > THREADS:
            self._forget()
        return messages

    def keep(self, messages: deque[tuple[bytes, Message]], name: str, message: Message) -> None:
        """Remember `message`, which the input calls `name`, in the thread spoken in last, whose `messages` are given."""
        messages.append((_mark(name), message))
        self.held += _size(message)
        if len(messages) > KEPT:
            self.held -= _size(messages.popleft()[1])
        while self.held > HELD:
            self._forget()

    def _forget(self) -> None:
        """Forget the thread silent longest."""
        _, messages = self.kept.popitem(last=False)
        self.held -= sum(_size(message) for _, message in messages)


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
        if len(line) <= LONGEST_LINE and not line.strip():
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
    meant = None if answers is None else _mark(str(answers))
    answered = next((said for given, said in reversed(thread) if given == meant), None)
    if answered is not None:
        message = replace(message, reply_to=answered.message_id)
    context = Context(tuple(said for _, said in thread)[-EARLIER:], answered)
    row.update(judgement(detector.assess(message, context, profile), message.text, policy))
    threads.keep(thread, name, message)
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
        BadLine: it is too long, not UTF-8, not JSON, not an object, or holds a number that cannot be written again.
    """
    if len(line) > LONGEST_LINE:
        raise BadLine(f"it is longer than {LONGEST_LINE:,} bytes.")
    try:
        text = line.decode("utf-8") if isinstance(line, bytes) else line
        row: object = _JSON.decode(text.removeprefix("\ufeff"))
    except UnicodeDecodeError:
        raise BadLine("it is not UTF-8 text.") from None
    except BadLine:
        raise
    except (ValueError, RecursionError):
        raise BadLine("it is not JSON.") from None
    if not isinstance(row, dict):
        raise BadLine("it is JSON but not an object.")
    return row


def _no_number(name: str) -> float:
    """Refuse NaN and Infinity, which Python reads and writes but JSON has not (RFC 8259, section 6).

    Raises:
        BadLine: always.
    """
    raise BadLine(f"it is not JSON: it holds {name}.")


def _finite(digits: str) -> float:
    """Return the number that `digits` write.

    Raises:
        BadLine: it is too large to be anything but infinite, which JSON cannot say.
    """
    number = float(digits)
    if not math.isfinite(number):
        raise BadLine("it holds a number that is too large.")
    return number


_JSON = json.JSONDecoder(parse_float=_finite, parse_constant=_no_number)


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
    """Return a line's message, numbered by its line; its text and name no longer than a detector reads.

    Raises:
        BadLine: `text` is not a string.
    """
    text = row.get("text")
    if not isinstance(text, str):
        raise BadLine("it has no “text”." if text is None else "its “text” is not a string.")
    name = _word(row, "sender", missing="")
    sender = Sender(id=zlib.crc32(name.encode("utf-8", "replace")), name=name[:LONGEST_NAME])
    return Message(chat_id=0, message_id=number, sender=sender, sent_at=_sent_at(row), text=text[:LONGEST])


def _sent_at(row: dict[str, object]) -> datetime:
    """Return when a line says it was sent; some fixed day where it does not say, or not plainly."""
    value = row.get("sent_at")
    if not isinstance(value, str):
        return _SOME_DAY
    try:
        given = datetime.fromisoformat(value)
        return given.replace(tzinfo=UTC) if given.tzinfo is None else given.astimezone(UTC)
    except (ValueError, OverflowError):  # the latter before the year 1 or after 9999, reckoned in UTC
        return _SOME_DAY


def _mark(name: str) -> bytes:
    """Return what a name is remembered by: as short whatever its length, and no other name's."""
    return blake2b(name.encode("utf-8", "surrogatepass"), digest_size=16).digest()


def _size(message: Message) -> int:
    """Return the characters that remembering `message` takes."""
    return len(message.text) + len(message.sender.name)


def _encodes(text: str) -> bool:
    """Say whether `text` can be written as UTF-8: a lone surrogate cannot."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True
