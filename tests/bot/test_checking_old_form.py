"""Bundles of what the first program sealed: proved as far as it sealed it, and it is said how far that is."""

import io
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from bot.test_checking import rewritten
from bot.test_checking_harms import Harm, changed
from minutebook.bot.checking import check, verify
from minutebook.council.errors import BundleBroken
from minutebook.council.ledger import Head
from minutebook.council.messages import Message
from reports.bundles import COVER, history, made, stored
from reports.material import record


def first_form(message: Message) -> Mapping[str, object]:
    """What of a message the first program sealed; it names no form, and a file by its id."""
    return {
        "text": message.text,
        "sender": message.sender.name,
        "sender_id": message.sender.id,
        "sent_at": message.sent_at.isoformat(),
        "quote": message.quote,
        "forward_from": message.forward_from,
        "other": message.other,
        "files": [attachment.unique_id for attachment in message.attachments],
        "poll": [],
        "counts": [],
    }


def bundle(folder: Path) -> Path:
    """A bundle of one record that answers another, with a file."""
    file = stored(folder / "store", b"quote", "quote.pdf")
    items, entries = history([record("Yes.", reply_text="Shall we?", files=(file,))], first_form)
    cover = replace(COVER, head=Head(entries[-1].seq, entries[-1].seal))
    [path] = made(folder / "b", items, cover=cover, entries=entries, files=folder / "store").parts
    return path


def test_what_an_earlier_program_sealed_is_whole_and_what_it_did_not_seal_is_said(tmp_path: Path) -> None:
    """The record is proved; that its answer and its file's name are not, is told."""
    path = bundle(tmp_path)
    assert (check([path]).proved, check([path]).older) == (1, 1)
    out = io.StringIO()
    assert verify([path], out)
    assert "1 record was sealed by an earlier program, which did not seal where it was said" in out.getvalue()


@pytest.mark.parametrize(
    "harm",
    [
        changed(sender_name="Cllr Tom Briggs"),
        changed(sent_at="2020-01-01T00:00:00Z"),
        changed(attachments=[]),
    ],
    ids=["sender", "time", "file"],
)
def test_what_it_did_seal_is_compared(tmp_path: Path, harm: Harm) -> None:
    """Who said it, when, and that there was a file."""
    with pytest.raises(BundleBroken, match="2026/0001"):
        check([rewritten(bundle(tmp_path), harm)])
