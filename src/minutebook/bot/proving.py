"""A bundle's records against what the ledger's entries seal: every field that repeats what a digest was made from.

A record of a bundle that is not redacted is always proved: all its versions and messages are given, for nothing of it
is withheld. What an earlier program sealed in form 1 (`council.contents`) seals no answer, place or name of a file.
"""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta

from minutebook.bot.extracts import Members, Row, items, mapping, whole
from minutebook.bot.sealed import Extract, Sealed
from minutebook.council.errors import BundleBroken
from minutebook.council.ledger import content_digest
from minutebook.council.records import parse_reference

WIDEST_ZONE = timedelta(hours=14)
"""How far a council's clock may be from UTC."""


class Given:
    """The rows of `contents.jsonl`, which come in the order of the records."""

    def __init__(self, rows: Iterator[Row]) -> None:
        self._rows = rows
        self.next: Row | None = next(rows, None)

    def of(self, ref: object) -> Iterator[Row]:
        """Yield the rows about one record."""
        while self.next is not None and self.next["ref"] == ref:
            yield self.next
            self.next = next(self._rows, None)


class Prover:
    """Takes the records of a bundle that is not redacted, in order.

    Raises, in each of its methods:
        BundleBroken: the first thing that is wrong.
        KeyError, TypeError, ValueError: a row is not as Minutebook writes it.
    """

    def __init__(self, extract: Extract, given: Given) -> None:
        self._left = extract.records
        self._given = given
        self._key = 0
        self._numbers: dict[int, int] = {}
        self._proved = self._older = 0

    def prove(self, row: Row) -> None:
        """Compare the next record with what is given of it, and that with the ledger."""
        name = f"record {row['ref']}"
        given = list(self._given.of(row["ref"]))
        if row["proved"] is not True or not given:
            raise BundleBroken(name, "nothing is given to prove it by")
        key = whole(given[0]["record"])
        sealed = self._left.pop(key, None)
        contents = _contents(name, key, sealed, given)
        assert sealed is not None
        self._in_order(name, row, key, sealed)
        for number, (content, text) in enumerate(_with_texts(row, contents), start=1):
            if text != content.get("text", ""):
                raise BundleBroken(name, f"version {number} is not what the ledger states")
        for what, same in _facts(row, contents, sealed):
            if not same:
                raise BundleBroken(name, f"{what} is not what the ledger states")
        self._proved += len(given)
        self._older += "form" not in contents[sealed.facts - 1]

    def _in_order(self, name: str, row: Row, key: int, sealed: Sealed) -> None:
        """Make sure that references rise as records were captured, in the year of that: nothing seals them."""
        reference = parse_reference(str(row["ref"]), 0)
        at = sealed.at.astimezone(UTC)
        years = {(at - WIDEST_ZONE).year, (at + WIDEST_ZONE).year}
        if reference is None or str(reference) != row["ref"] or reference.year not in years:
            raise BundleBroken(name, "its reference is not of the year it was captured in")
        if key <= self._key or reference.number <= self._numbers.get(reference.year, 0):
            raise BundleBroken(name, "its reference is not in the order in which records were captured")
        self._key = key
        self._numbers[reference.year] = reference.number

    def finish(self) -> tuple[int, int]:
        """Make sure that no record is left out; return how many texts are proved, and how many records are of form 1."""
        if self._given.next is not None:
            ref = self._given.next["ref"]
            raise BundleBroken("contents.jsonl", f"tells of {ref}, which is no record of this bundle")
        for sealed in self._left.values():
            at = f"{sealed.at.astimezone(UTC):%Y-%m-%d %H:%M} UTC"
            raise BundleBroken("records.jsonl", f"lacks the record that was captured at {at}")
        return self._proved, self._older


def _contents(name: str, key: int, sealed: Sealed | None, given: Sequence[Row]) -> list[Row]:
    """Return what each version of a record was made from, once every digest is the one that the ledger states."""
    found: list[Row] = []
    inside: set[str] = set()
    members: set[str] = set()
    for one in given:
        content, digest, version = mapping(one["content"]), str(one["digest"]), whole(one["version"])
        if content_digest(bytes.fromhex(str(one["salt"])), content) != digest:
            raise BundleBroken(name, f"version {version} has not the digest that is given for it")
        if one["member"]:
            # A conversation's messages come after its versions, which state their digests.
            members.add(digest)
            known = digest in inside
        else:
            found.append(content)
            inside.update(map(str, items(content.get("members", []))))
            known = sealed is not None and sealed.digests[len(found) - 1 : len(found)] == (digest,)
            known = known and version == len(found)
        if not known or one["record"] != key:
            raise BundleBroken(name, f"version {version} is not what the ledger states")
    if sealed is None or len(found) != len(sealed.digests) or members != inside:
        raise BundleBroken(name, "not all of it is given to prove it by")
    return found


def _with_texts(row: Row, contents: Sequence[Row]) -> Iterator[tuple[Row, object]]:
    """Yield the content of each version with the text that the record says it has."""
    texts = items(row["texts"])
    yield from zip(contents, [*texts, *[None] * (len(contents) - len(texts))], strict=False)


def _facts(row: Row, contents: Sequence[Row], sealed: Sealed) -> Iterator[tuple[str, bool]]:
    """Yield what a record repeats of what is sealed, and whether it does so truly."""
    content = contents[sealed.facts - 1]
    count, texts = len(contents), items(row["texts"])
    yield "how many versions it has", (whole(row["versions"]), len(texts)) == (count, count)
    yield "its text", row["text"] == texts[sealed.shown - 1]
    author = (content.get("sender_id"), content.get("sender", ""))
    yield "who said it", (whole(row["sender_id"]), row["sender_name"]) == author
    yield "when it was said", _instant(row["sent_at"]) == _instant(content["sent_at"])
    captured = (whole(row["captured_by"]), _instant(row["captured_at"]))
    yield "who put it on the record, and when,", captured == (sealed.by, sealed.at)
    if "form" in content:
        place = (content.get("chat_id"), content.get("message_id"))
        yield "where it was said", (whole(row["chat_id"]), whole(row["message_id"])) == place
        yield "what it answers", row["in_answer_to"] == content.get("answered_text", "")
    yield "that something is withheld", row["withheld"] == []
    yield "what it says of its files", _same_files(row, contents, sealed)


def _instant(value: object) -> datetime:
    return datetime.fromisoformat(str(value))


def _same_files(row: Row, contents: Sequence[Row], sealed: Sealed) -> bool:
    """Whether a record has the files that its versions came with, and those were filed that it says were."""
    told = [mapping(one) for one in items(row["attachments"])]
    came: dict[str, Row] = {}
    for content in contents:
        for one in items(content.get("files", [])):
            # Form 1 knows a file by its id alone.
            file = mapping(one) if isinstance(one, dict) else {"id": one}
            came.setdefault(str(file["id"]), file)
    if len(told) != len(came):
        return False
    filed = {one["sha256"] for one in told} - {None}
    return filed == set(sealed.filed) and all(map(_same_file, told, came.values()))


def _same_file(told: Row, came: Row) -> bool:
    if told["state"] == "withheld":
        return False
    if "kind" not in came:
        return True
    # Of a file that came the size is its own, whatever Telegram claimed.
    claimed = told["sha256"] is not None or told["size"] in (None, came.get("size"))
    said = (told["kind"], told["name"], told["mime"])
    return claimed and said == (came["kind"], came.get("name") or None, came.get("mime"))


def left_out(row: Row, members: Members) -> int:
    """Return how many files of a record are not in the bundle, as it says itself.

    Raises:
        BundleBroken: one is not there, and it does not say so; or it names one that is none of its.
        KeyError, TypeError: the row is not as Minutebook writes it.
    """
    name = f"record {row['ref']}"
    places = [str(place) for place in items(row["files"])]
    there = {place.removeprefix("files/").partition(".")[0]: place for place in places}
    filed = [one for one in map(mapping, items(row["attachments"])) if one.get("sha256") is not None]
    for place in places:
        if place not in members:
            raise BundleBroken(name, f"its file {place} is missing")
    if there.keys() - {one["sha256"] for one in filed}:
        raise BundleBroken(name, "names a file that is none of its")
    missing = 0
    for one in filed:
        found = there.get(str(one["sha256"]))
        if found is not None and members[found].getinfo(found).file_size != one["size"]:
            raise BundleBroken(name, f"its file {found} is not of the size it says")
        if found is None and one["state"] == "stored":
            raise BundleBroken(name, "a file of it is missing, and it does not say so")
        missing += found is None
    return missing
