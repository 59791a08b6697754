"""A bundle that the bot sent, opened."""

import html
import io
import json
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from e2e.private import answers
from e2e.stage import Stage
from minutebook.bot import checking
from minutebook.sandbox.driver import Actor
from minutebook.sandbox.messages import Message


@dataclass(frozen=True, slots=True)
class Bundle:
    """What is in a bundle, by name, and the messages it came with."""

    members: dict[str, bytes]
    heard: Sequence[Message]

    def text(self, name: str) -> str:
        """One member as text."""
        return self.members[name].decode()

    @property
    def rows(self) -> list[dict[str, object]]:
        """Its records, as `records.jsonl` has them."""
        return [json.loads(line) for line in self.text("records.jsonl").splitlines()]

    @property
    def refs(self) -> list[object]:
        """Their references."""
        return [row["ref"] for row in self.rows]

    def holds(self, words: str) -> list[str]:
        """The members in which words stand, the PDF's text too."""
        found = [name for name, content in self.members.items() if words.encode() in content]
        return found + [
            name
            for name in self.members
            if name.startswith("records") and name.endswith(".pdf") and words in self.paper(name)
        ]

    def paper(self, name: str = "records.pdf") -> str:
        """The text of a PDF, with its line breaks as spaces."""
        from pypdf import PdfReader

        pages = PdfReader(io.BytesIO(self.members[name])).pages
        return " ".join(" ".join(page.extract_text().split()) for page in pages)


def opened(heard: Sequence[Message]) -> Bundle:
    """Put together what was sent, however many parts it came in."""
    members: dict[str, bytes] = {}
    for message in heard:
        if message.attachment is not None:
            with zipfile.ZipFile(io.BytesIO(message.attachment.content)) as archive:
                assert archive.testzip() is None
                members |= {name: archive.read(name) for name in archive.namelist()}
    return Bundle(members, heard)


def written(heard: Sequence[Message]) -> list[str]:
    """Return all that stands in what was sent: every member of every bundle as its reader sees it."""
    made = [opened([message]) for message in heard if message.attachment is not None]
    return [
        bundle.paper(name)
        if name.startswith("records") and name.endswith(".pdf")
        else html.unescape(content.decode("utf-8-sig", "replace"))
        for bundle in made
        for name, content in bundle.members.items()
    ]


async def exported(stage: Stage, actor: Actor, command: str = "/export") -> Bundle:
    """Ask for a bundle in private, check it as anybody can, and open it."""
    heard = await answers(stage, actor, command)
    check_alone(heard)
    return opened(heard)


def check_alone(heard: Sequence[Message]) -> checking.Checked | None:
    """Check the parts of a bundle that was sent, without the store; None where none was.

    Raises:
        BundleBroken: they are not whole.
    """
    parts = [message.attachment.content for message in heard if message.attachment is not None]
    if not parts:
        return None
    with TemporaryDirectory() as folder:
        paths = [Path(folder) / f"{number}.zip" for number in range(len(parts))]
        for path, part in zip(paths, parts, strict=True):
            path.write_bytes(part)
        return checking.check(paths)
