"""A detector, and a way of putting whole conversations to it."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from minutebook.council.assessment import Assessment, Context, Profile
from minutebook.council.messages import Message, Poll, Sender
from minutebook.detector.rules import RulesDetector

Judge = Callable[..., Assessment]


@pytest.fixture(scope="session")
def detector() -> RulesDetector:
    """The detector of rules, its patterns compiled once for all tests."""
    return RulesDetector()


def said(number: int, text: str, poll: bool = False, edited: bool = False) -> Message:
    """Return the `number`th message of a conversation, sent on Thursday 14 May 2026."""
    return Message(
        chat_id=-100,
        message_id=number,
        sender=Sender(number, f"Member {number}"),
        sent_at=datetime(2026, 5, 14, 9, number % 60, tzinfo=UTC),
        text=text,
        edited_at=datetime(2026, 5, 14, 12, tzinfo=UTC) if edited else None,
        poll=Poll("1", text, ("Yes", "No")) if poll else None,
    )


@pytest.fixture(scope="session")
def judge(detector: RulesDetector) -> Judge:
    """`judge("OK to pay £50?", "Yes")`: the judgement of the last, said after the others.

    `answers=0` makes it a reply to the first, `poll=True` a poll, `edited=True` an edit; `profile` is the
    council's.
    """

    def of(
        *texts: str,
        answers: int | None = None,
        poll: bool = False,
        edited: bool = False,
        profile: Profile | None = None,
    ) -> Assessment:
        earlier = tuple(said(number, text) for number, text in enumerate(texts[:-1]))
        answered = None if answers is None else earlier[answers]
        message = said(len(earlier), texts[-1], poll, edited)
        return detector.assess(message, Context(earlier, answered), profile or Profile())

    return of


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder beside the clone that holds data nobody here wrote; skips where there is none."""
    folder = Path(__file__).resolve().parents[2].parent / "shared"
    if not folder.is_dir():
        pytest.skip("there is no ../shared beside this clone, so its data cannot be scored")
    return folder
