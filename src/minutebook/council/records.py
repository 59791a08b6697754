"""Records: what is kept of a message, under which reference, and for whose eyes."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from minutebook.council.concerns import Concern, Subject
from minutebook.council.messages import Message, Sender


class Method(StrEnum):
    """How a message came on the record."""

    COMMAND = "command"
    REACTION = "reaction"
    BUTTON = "button"
    REVIEW = "review"
    FORWARD = "forward"


class Route(StrEnum):
    """For whose eyes something is: the clerk and deputy, or the staffing recipient alone."""

    CLERK = "clerk"
    STAFFING = "staffing"


@dataclass(frozen=True, slots=True)
class Reference:
    """A reference a clerk can minute: `2026/0042`, numbered per council and year."""

    year: int
    number: int

    def __str__(self) -> str:
        return f"{self.year}/{self.number:04d}"


def parse_reference(text: str, year: int) -> Reference | None:
    """Read `2026/0042`, `2026-42`, `42` (this `year`), with or without a #; None if it is none of these."""
    found = re.fullmatch(r"\s*#?\s*(?:([0-9]{4})\s*[/\-. ]\s*)?0*([0-9]{1,7})\s*\.?\s*", text, re.ASCII)
    if not found or int(found[2]) == 0:
        return None
    return Reference(int(found[1] or year), int(found[2]))


@dataclass(frozen=True, slots=True)
class Version:
    """The message as it stood at one time.

    Attributes:
        number: 1 for the message as captured first, rising.
        at: when this version came to be: sent or edited, aware UTC.
        text: its text then.
        digest: hex SHA-256 of its salted content, as the ledger has it.
        totals: of a poll that was closed by then ("Yes 3, No 1"), else "".
        links: the words that lead somewhere, and where: (words, address).
    """

    number: int
    at: datetime
    text: str
    digest: str = ""
    totals: str = ""
    links: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Member:
    """One message of a conversation on the record.

    Attributes:
        position: its place in the order said, from 1.
        versions: the message as it came and as it was edited, oldest first; never empty.
    """

    position: int
    versions: tuple[Message, ...]

    @property
    def message(self) -> Message:
        """The message as it last was."""
        return self.versions[-1]


@dataclass(frozen=True, slots=True)
class RecordFile:
    """A file of a record.

    Attributes:
        state: `wanted`, `stored`, `too_big` or `failed`.
        size: bytes; as claimed until it is stored.
        sha256: hex, once stored.
        path: name inside the folder of files, once stored.
        version: number of the record's version it came with.
    """

    id: int
    kind: str
    name: str | None
    mime: str | None
    size: int | None
    state: str
    sha256: str | None = None
    path: str | None = None
    version: int = 1


@dataclass(frozen=True, slots=True)
class Record:
    """A council record made of one message, or of a conversation.

    Attributes:
        reference: its number; unique in the council.
        chat_id, message_id: the message, as it was addressed at capture.
        sender: who said it.
        sent_at: aware UTC.
        captured_by: who captured it (id and name), `captured_at` when, `method` how.
        reply_to: message id it answered; `reply_sender`, `reply_text`: who said that and what, where known.
        note: what the person who captured it wrote beside it.
        versions: oldest first; never empty.
        at_capture: how many versions there were when it was captured. Telegram's times cannot tell: they are
            whole seconds by its own clock, and an edit may be read before or after a capture it followed.
        klass: its class in the retention schedule, "" before it has one; `classed_by`: who chose it, 0 for the detector.
        dispose_on: when its time is up by the schedule, None for never; `ending`: then `review` or `dispose`.
        keep_until: kept until then whatever the schedule says, or None.
        members: of a conversation its messages, in the order said; then `text` tells it whole, `sender` names everybody
            who spoke under the id of the first, and `message_id` is that of the command that asked for it.
        other: what else it carries, in words; of a poll its options, for its counts are told beside their versions.
        forward_at: when what was forwarded was first sent, where Telegram says.
        reply_elsewhere: whose message in another chat it answered, or None.
    """

    id: int
    council_id: int
    reference: Reference
    chat_id: int
    message_id: int
    topic_id: int | None
    sender: Sender
    sent_at: datetime
    captured_by: int
    captured_by_name: str
    captured_at: datetime
    method: Method
    concerns: frozenset[Concern]
    subjects: frozenset[Subject]
    route: Route
    note: str
    reply_to: int | None
    reply_sender: str | None
    reply_text: str | None
    quote: str | None
    forward_from: str | None
    other: str | None
    versions: tuple[Version, ...]
    files: tuple[RecordFile, ...] = ()
    at_capture: int = 1
    klass: str = ""
    classed_by: int = 0
    dispose_on: datetime | None = None
    ending: str = "review"
    keep_until: datetime | None = None
    members: tuple[Member, ...] = ()
    forward_at: datetime | None = None
    reply_elsewhere: str | None = None

    @property
    def text(self) -> str:
        """The text as captured: the latest version known at that moment."""
        return self.versions[min(self.at_capture, len(self.versions)) - 1].text


TITLES = frozenset(
    {
        "cllr",
        "clr",
        "councillor",
        "mr",
        "ms",
        "dr",
        "mx",
        "mrs",
        "miss",
        "dame",
        "sir",
        "lady",
        "lord",
        "rev",
        "revd",
        "reverend",
    }
    | {"prof", "doctor", "the"}
)
"""Parts of a name that are no name: half the group is called Cllr."""


STAFF_WORDS = frozenset({"clerk", "clerks", "deputy", "rfo", "clerc"})
"""Words for the clerk and deputy; `clerc` is Welsh."""

OFFICERS = re.compile(r"\b(?:proper|responsible financial) officer|\bparish secretary", re.IGNORECASE)


def all_words(message: Message) -> str:
    """Return everything in words that a reader of `message`'s record is shown, one thing a line."""
    names = [file.name for file in message.attachments]
    parts = [message.text, message.quote, message.other, message.forward_from, *names]
    return "\n".join(part for part in parts if part)


def about_staff(
    concerns: frozenset[Concern],
    text: str,
    *,
    staff_ids: frozenset[int],
    staff_names: tuple[str, ...],
    replied_to: int | None,
    mentions: tuple[int, ...],
) -> bool:
    """Whether a staffing or complaint matter is about the clerk or deputy, who must not be sent it.

    Errs on the side of keeping it from them: the words "clerk" or "deputy", their name, a mention of
    them, or a reply to them is enough. A name of two letters counts where it has its capital ("Jo", not "no").

    Args:
        staff_ids, staff_names: the clerk's and deputy's user ids, and lower-case names and @names, former ones too.
        replied_to: who sent the message it answers.
        mentions: user ids the message names.
    """
    if not concerns & {Concern.STAFFING, Concern.COMPLAINT}:
        return False
    if STAFF_WORDS.intersection(word.lower() for word in _words(text)) or OFFICERS.search(text):
        return True
    return speaks_of(text, ids=staff_ids, names=staff_names, replied_to=replied_to, mentions=mentions)


def speaks_of(
    text: str,
    *,
    ids: frozenset[int],
    names: tuple[str, ...],
    replied_to: int | None,
    mentions: tuple[int, ...],
) -> bool:
    """Whether a message names, mentions or answers any of these people; arguments as for `about_staff`."""
    if replied_to in ids or ids.intersection(mentions):
        return True
    said = _words(text)
    words = {word.lower() for word in said}
    capitals = {word.lower() for word in said if word[0].isupper()}
    return any(part in (words if len(part) > 2 else capitals) for part in name_parts(names))


def name_parts(names: Iterable[str]) -> frozenset[str]:
    """Return the words by which people called `names` may be spoken of: two letters at least, and no title."""
    parts = {part.lower() for name in names for part in _words(name)}
    return frozenset(part for part in parts - TITLES if len(part) > 1)


def _words(text: str) -> list[str]:
    """Return the words of `text` without accents, and without the 's of a possessive."""
    plain = unicodedata.normalize("NFKD", text.replace("\u2019", "'"))
    plain = "".join(sign for sign in plain if not unicodedata.combining(sign))
    return [re.sub(r"'s?$", "", word, flags=re.IGNORECASE) for word in re.findall(r"\w[\w']*", plain)]
