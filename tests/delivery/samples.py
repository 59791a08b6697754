"""Letters and files for the tests of what goes on."""

import hashlib
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from minutebook.council.letters import Enclosure, Letter, letter_key

NOW = datetime(2026, 3, 10, 19, 0, tzinfo=UTC)
CLERK = "clerk@wexcombe.gov.uk"


def stored(
    folder: Path, content: bytes, name: str = "1 plan.pdf", mime: str = "application/pdf"
) -> Enclosure:
    """Put a file among those of the store, and return it as a letter has it."""
    digest = hashlib.sha256(content).hexdigest()
    folder.mkdir(exist_ok=True)
    (folder / digest).write_bytes(content)
    return Enclosure(1, name, mime, len(content), digest, digest)


def letter(
    *enclosures: Enclosure, council: str = "Wexcombe Parish Council", ref: str = "2026/0001"
) -> Letter:
    """A letter about a record."""
    return Letter(
        key=f"{letter_key(1, ref, NOW)}.v1",
        follows="",
        council_id=1,
        council=council,
        stem=ref.replace("/", "-"),
        subject=f"Record {ref}, {council}",
        text="Record 2026/0001\n\n“Agreed: £400 for the café’s roof.”\n",
        facts={"ref": ref, "text": "Agreed: £400 for the café’s roof."},
        at=NOW,
        enclosures=enclosures,
    )


def later(first: Letter) -> Letter:
    """The letter about the next version of the same record."""
    own = first.key.removesuffix(".v1")
    return replace(first, key=f"{own}.v2", follows=first.key, stem=f"{first.stem} v2")
