"""Records and digests as letters: what goes on to the clerk's mailbox, or into the folder. Pure."""

import html
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from minutebook.council.bodies import Council
from minutebook.council.letters import ATTACHED, Channel, Enclosure, Letter, fitting, letter_key
from minutebook.council.records import Record, RecordFile
from minutebook.council.schedule import local_day
from minutebook.council.wording import Html, Wording
from minutebook.reports.bundle.names import ending_of, safe_name
from minutebook.reports.exports import row_of
from minutebook.reports.show import size_shown, told


class Postroom:
    """Writes the letters of one council that go by one channel.

    Args:
        channel: by e-mail, files go along as far as they fit.
        bare: whether no files go along, whatever their size.
    """

    def __init__(self, council: Council, wording: Wording, channel: Channel, *, bare: bool = False) -> None:
        self._council = council
        self._wording = wording
        self._limit = ATTACHED if channel is Channel.EMAIL else None
        self._bare = bare

    def record(self, record: Record, version: int, files: Collection[int], at: datetime) -> Letter:
        """Return the letter about a record as captured, or about a later version of it.

        Args:
            version: how many versions there were when it was to go.
            files: keys of those that have not gone yet.
            at: when it was to go.
        """
        then = replace(record, versions=record.versions[:version])
        later = version > record.at_capture
        lines = told(then, self._council.settings.zone, self._wording, version if later else None)
        suffix = f".v{version}" if later else ""
        phrase = "letter.subject_version" if later else "letter.subject_record"
        letter = self._letter(record, suffix, at)
        return self._with_files(
            replace(
                letter,
                stem=letter.stem + (f" v{version}" if later else ""),
                subject=self._say(phrase, record, number=str(version)),
                text=as_text(lines),
                facts=self._facts(then, version),
            ),
            [file for file in record.files if file.id in files],
            record,
        )

    def file(self, record: Record, file: RecordFile, at: datetime) -> Letter:
        """Return the letter that brings a file which was fetched after its record had gone."""
        place = 1 + [known.id for known in record.files].index(file.id)
        letter = self._letter(record, f".f{file.id}", at)
        text = self._say("letter.file", record, number=str(place), author=record.sender.name)
        return self._with_files(
            replace(
                letter,
                stem=f"{letter.stem} file {place}",
                subject=self._say("letter.subject_file", record),
                text=text,
                facts=self._facts(record, len(record.versions)),
            ),
            [file],
            record,
        )

    def digest(self, key: int, text: str, at: datetime) -> Letter:
        """Return the letter that is a digest.

        Args:
            key: of the digest in the store.
        """
        day = local_day(at, self._council.settings.zone)
        return Letter(
            key=f"{letter_key(self._council.id, f'digest {key}', at)}.d",
            follows="",
            council_id=self._council.id,
            council=self._council.name,
            stem=f"digest {at:%Y-%m-%d}",
            subject=self._wording.plain("letter.subject_digest", council=self._council.name, day=day),
            text=text,
            facts={},
            at=at,
        )

    def _letter(self, record: Record, suffix: str, at: datetime) -> Letter:
        own = letter_key(self._council.id, str(record.reference), record.captured_at)
        return Letter(
            key=f"{own}{suffix}" if suffix else f"{own}.v1",
            follows=f"{own}.v1" if suffix else "",
            council_id=self._council.id,
            council=self._council.name,
            stem=str(record.reference).replace("/", "-"),
            subject="",
            text="",
            facts={},
            at=at,
        )

    def _with_files(self, letter: Letter, files: Sequence[RecordFile], record: Record) -> Letter:
        """Let files go with a letter, and say of those that do not why."""
        known = [_enclosure(file, 1 + record.files.index(file)) for file in files if file.state == "stored"]
        taken = () if self._bare else fitting(known, self._limit)
        lines = [self._file_line("letter.attached", item) for item in taken]
        for item in known:
            if item not in taken:
                alone = not self._bare and self._limit is not None and item.size <= self._limit
                lines.append(self._file_line("letter.follows" if alone else "letter.left_out", item))
        foot = self._say("letter.copy", record)
        text = "\n\n".join([letter.text, *(["\n".join(lines)] if lines else []), foot])
        return replace(letter, text=f"{text}\n", enclosures=taken)

    def _file_line(self, phrase: str, item: Enclosure) -> str:
        return self._wording.plain(phrase, name=item.name, size=size_shown(item.size))

    def _say(self, phrase: str, record: Record, **facts: str) -> str:
        council = self._council.name
        return self._wording.plain(phrase, ref=record.reference, council=council, **facts)

    def _facts(self, record: Record, version: int) -> Mapping[str, object]:
        return {
            **row_of(record, self._council.name),
            "version": version,
            "note": record.note,
            "captured_by_name": record.captured_by_name,
            "said": [
                {
                    "number": item.number,
                    "at": item.at.astimezone(UTC).isoformat(),
                    "text": item.text,
                    "digest": item.digest,
                }
                for item in record.versions
            ],
        }


def _enclosure(file: RecordFile, place: int) -> Enclosure:
    name = safe_name(file.name or file.kind, ending_of(file))
    # Its place in the record tells two of one name apart.
    return Enclosure(
        id=file.id,
        name=f"{place} {name}",
        mime=(file.mime or "").lower(),
        size=file.size or 0,
        sha256=file.sha256 or "",
        path=file.path or "",
    )


def as_text(paragraphs: Sequence[Html]) -> str:
    """Return paragraphs of Telegram's HTML as plain text: what is quoted stands between quotation marks."""
    joined = "\n\n".join(paragraphs).replace("<blockquote>", "“").replace("</blockquote>", "”")
    return html.unescape(re.sub(r"</?[a-z]+>", "", joined))
