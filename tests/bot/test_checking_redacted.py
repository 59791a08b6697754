"""Checking a redacted bundle: every file is as the manifest says, and nothing in it claims a proof that is not there."""

import io
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from bot.test_checking import Members, rewritten
from bot.test_checking_harms import Harm, changed, csv_changed, file_left_out
from minutebook.bot.checking import check, verify
from minutebook.council.errors import BundleBroken
from minutebook.council.ledger import Head
from reports.bundles import REDACTED, history, made, stored
from reports.material import record


def bundle(folder: Path) -> Path:
    """A redacted bundle of two records, one with a file, of a ledger that it holds no entries of."""
    file = stored(folder / "store", b"quote" * 300, "quote.pdf")
    items, entries = history([record("The wall leans."), record("Mend it.", number=2, files=(file,))])
    cover = replace(REDACTED, head=Head(entries[-1].seq, entries[-1].seal))
    whole = made(folder / "b", items, cover=cover, entries=entries, files=folder / "store")
    [path] = whole.parts
    return path


def test_a_redacted_bundle_is_checked_against_its_manifest_and_says_no_more(tmp_path: Path) -> None:
    """It is whole; that nothing was compared with the ledger, and who can do that, is said."""
    path = bundle(tmp_path)
    found = check([path])
    assert (found.records, found.proved, found.entries, found.files) == (2, 0, 0, 1)
    out = io.StringIO()
    assert verify([path], out)
    assert "the bundle is whole" in out.getvalue()
    assert "in a redacted copy: it holds no entries of the ledger" in out.getvalue()
    assert found.head in out.getvalue()
    assert "as the ledger states them" not in out.getvalue()


def proof_claimed(found: Members) -> None:
    """Say that a record is proved."""
    found["records.jsonl"] = found["records.jsonl"].replace(b'"proved": false', b'"proved": true')


def entries_added(found: Members) -> None:
    """Put something below the head."""
    entry = {"seq": 1, "at": "2026-03-10T19:00:00+00:00", "act": "exported", "record": None, "version": 0}
    entry |= {"actor": 0, "digest": "", "previous": "", "seal": ""}
    found["ledger.jsonl"] += json.dumps(entry).encode()


def contents_added(found: Members) -> None:
    """Put in what would prove something."""
    found["contents.jsonl"] = b""


def file_renamed(found: Members) -> None:
    """Give a file a name that is not its digest."""
    name = next(name for name in found if name.startswith("files/"))
    found["files/" + "0" * 64 + ".pdf"] = found.pop(name)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (proof_claimed, "nothing is given to prove it by"),
        (entries_added, "ledger"),
        (contents_added, "does not belong there"),
        (file_renamed, "is no file"),
    ],
)
def test_a_redacted_bundle_may_claim_nothing(
    tmp_path: Path, change: Callable[[Members], None], told: str
) -> None:
    """Whoever makes one that looks as if it were proved is found out."""
    with pytest.raises(BundleBroken, match=told):
        check([rewritten(bundle(tmp_path), change)])


HARMS: dict[str, tuple[Harm, str]] = {
    "csv": (csv_changed, "says something else in records.csv"),
    "file left out": (file_left_out, "its file files/.* is missing"),
    "file unnamed": (changed(1, files=[]), "a file of it is missing"),
    "file of another": (changed(1, attachments=[]), "names a file that is none of its"),
    "file of nobody": (changed(1, attachments=[], files=[]), "is no file of a record in this bundle"),
}


@pytest.mark.parametrize(("harm", "told"), HARMS.values(), ids=HARMS)
def test_a_redacted_bundle_agrees_with_itself(tmp_path: Path, harm: Harm, told: str) -> None:
    """Its two tables tell the same, every file that it names is there, and every file is named."""
    with pytest.raises(BundleBroken, match=told):
        check([rewritten(bundle(tmp_path), harm)])
