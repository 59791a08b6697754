"""The corpus as the detector would meet it: conversations of messages, each with its labels."""

import json
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from minutebook.council.assessment import Context
from minutebook.council.concerns import Concern, Label, label
from minutebook.council.messages import Message, Sender

ROOT = Path(__file__).resolve().parent.parent
CORPUS = ROOT / "corpus"
SHARED = ROOT.parent / "shared" / "data"
_SOME_DAY = datetime(2000, 1, 1, tzinfo=UTC)
_REACH = 20  # messages before it that a detector is given, as `scan` and the bot give them


@dataclass(frozen=True, slots=True)
class Said:
    """A labelled message.

    Attributes:
        answers: its place in the conversation of what it replies to, or None.
    """

    id: str
    message: Message
    labels: frozenset[Label]
    answers: int | None

    @property
    def warn(self) -> bool:
        """Whether it has a concern."""
        return any(isinstance(each, Concern) for each in self.labels)

    @property
    def record(self) -> bool:
        """Whether it has any label."""
        return bool(self.labels)


@dataclass(frozen=True, slots=True)
class Thread:
    """A conversation of one council."""

    council: str
    said: tuple[Said, ...]

    def context(self, at: int, start: int = 0) -> Context:
        """Return what the chat held when message `at` came, had the bot listened from message `start` on."""
        answers = self.said[at].answers
        known = self.said[answers].message if answers is not None and start <= answers < at else None
        return Context(tuple(each.message for each in self.said[max(start, at - _REACH) : at]), known)


def threads(files: Iterable[Path]) -> list[Thread]:
    """Read conversations, in the order of the files."""
    return [thread for path in files for thread in _of_file(path)]


def split(name: str) -> list[Thread]:
    """Read a split of the corpus: train, validation or test."""
    return threads(sorted((CORPUS / name).glob("*.jsonl")))


def _of_file(path: Path) -> list[Thread]:
    rows: dict[str, list[dict[str, object]]] = {}
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            rows.setdefault(row["thread"], []).append(row)
    return [Thread(path.stem, _said(thread)) for thread in rows.values()]


def _said(rows: list[dict[str, object]]) -> tuple[Said, ...]:
    places = {row["id"]: at for at, row in enumerate(rows)}
    found = []
    for at, row in enumerate(rows):
        name, text, names = str(row["sender"]), str(row["text"]), []
        for key in ("concerns", "subjects"):
            given = row[key]
            assert isinstance(given, list)
            names += [label(str(each)) for each in given]
        answers = places.get(row["reply_to"]) if row["reply_to"] else None
        sender = Sender(zlib.crc32(name.encode()), name)
        reply = None if answers is None else answers + 1
        message = Message(0, at + 1, sender, _SOME_DAY, text, reply_to=reply)
        found.append(Said(str(row["id"]), message, frozenset(names), answers))
    return tuple(found)
