"""`minutebook verify BUNDLE.zip`: a bundle as it was made is whole; any change to it is found and named."""

import contextlib
import hashlib
import io
import json
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from minutebook.bot.checking import check, verify
from minutebook.council.errors import BundleBroken, ConfigurationError
from minutebook.council.ledger import Head
from minutebook.council.records import Version
from reports.bundles import COVER, history, made, stored
from reports.material import EVENING, record

Members = dict[str, bytes]


def bundle(folder: Path, limit: int | None = None) -> list[Path]:
    """A bundle of four records, one edited, one with a file, with its ledger."""
    file = stored(folder / "store", b"quote" * 3_000, "quote.pdf")
    edited = (Version(1, EVENING, "Let us mend it."), Version(2, EVENING, "Let us mend it in May."))
    texts = [
        record("The wall leans.", number=1),
        record("Let us mend it.", number=2, versions=edited),
        record("Hendersons want £4,200.", number=3, files=(file,)),
        record("Agreed 👍", number=4),
    ]
    items, entries = history(texts)
    cover = replace(COVER, head=Head(entries[-1].seq, entries[-1].seal))
    whole = made(folder / "b", items, cover=cover, entries=entries, files=folder / "store", limit=limit)
    return list(whole.parts)


def rewritten(path: Path, change: Callable[[Members], None], *, honest: bool = False) -> Path:
    """Change what is in a bundle, and, unless `honest`, its manifest so that it fits."""
    with zipfile.ZipFile(path) as archive:
        found = {name: archive.read(name) for name in archive.namelist()}
    change(found)
    if not honest:
        lines = [
            f"{hashlib.sha256(content).hexdigest()}  {name}\n"
            for name, content in found.items()
            if name != "manifest.sha256"
        ]
        found["manifest.sha256"] = "".join(lines).encode()
    target = path.with_name("changed.zip")
    with zipfile.ZipFile(target, "w") as archive:
        for name, content in found.items():
            archive.writestr(name, content)
    return target


def lines(found: Members, name: str) -> list[dict[str, object]]:
    """The rows of a table."""
    return [json.loads(line) for line in found[name].decode().splitlines()]


def put(found: Members, name: str, rows: list[dict[str, object]]) -> None:
    """Put rows in the place of a table's."""
    found[name] = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode()


def test_a_bundle_as_it_was_made_is_whole(tmp_path: Path) -> None:
    """Every text and file is what the ledger states; head and manifest are told, to be compared."""
    [path] = bundle(tmp_path)
    found = check([path])
    assert (found.records, found.proved, found.files) == (4, 5, 1)
    out = io.StringIO()
    assert verify([path], out)
    assert "the bundle is whole" in out.getvalue()
    assert found.head in out.getvalue()
    assert hashlib.sha256(members_of(path)["manifest.sha256"]).hexdigest() in out.getvalue()


def members_of(path: Path) -> Members:
    """Everything in one ZIP."""
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_parts_are_checked_together(tmp_path: Path) -> None:
    """All parts are one bundle, in any order; one left out is missed."""
    parts = bundle(tmp_path, limit=100_000)
    assert len(parts) > 1
    assert check(parts[::-1]).files == 1
    with pytest.raises(BundleBroken, match="missing; if the bundle came in parts, name all of them"):
        check(parts[:1])
    with pytest.raises(BundleBroken, match="is there twice"):
        check([*parts, parts[0]])


def text_changed(found: Members) -> None:
    """Say something else in a record."""
    found["records.jsonl"] = found["records.jsonl"].replace(b"The wall leans.", b"The wall is sound.")


def content_changed(found: Members) -> None:
    """Say something else in a record, and in what proves it."""
    text_changed(found)
    found["contents.jsonl"] = found["contents.jsonl"].replace(b"The wall leans.", b"The wall is sound.")


def resealed_content(found: Members) -> None:
    """The same, with a digest that fits."""
    from minutebook.council.ledger import content_digest

    content_changed(found)
    rows = lines(found, "contents.jsonl")
    content = rows[0]["content"]
    assert isinstance(content, dict)
    rows[0]["digest"] = content_digest(bytes.fromhex(str(rows[0]["salt"])), content)
    put(found, "contents.jsonl", rows)


def proof_removed(found: Members) -> None:
    """Leave out what proves a record."""
    put(found, "contents.jsonl", lines(found, "contents.jsonl")[1:])


def entry_changed(found: Members) -> None:
    """Say that somebody else did it."""
    rows = lines(found, "ledger.jsonl")
    rows[1]["actor"] = 8
    put(found, "ledger.jsonl", rows)


def entries_swapped(found: Members) -> None:
    """Put two entries in the other order."""
    rows = lines(found, "ledger.jsonl")
    rows[1], rows[2] = rows[2], rows[1]
    put(found, "ledger.jsonl", rows)


def tail_cut(found: Members) -> None:
    """Leave out the last entry."""
    put(found, "ledger.jsonl", lines(found, "ledger.jsonl")[:-1])


def file_swapped(found: Members) -> None:
    """Put another file in the place of one."""
    name = next(name for name in found if name.startswith("files/"))
    found[name] = b"another quote"


def file_added(found: Members) -> None:
    """Add a file that nobody ever sent."""
    content = b"forged"
    found[f"files/{hashlib.sha256(content).hexdigest()}.pdf"] = content


def ledger_removed(found: Members) -> None:
    """Leave out the ledger."""
    del found["ledger.jsonl"]


TAMPERINGS = {
    text_changed: "record 2026/0001: version 1 is not what the ledger states",
    content_changed: "record 2026/0001: version 1 has not the digest",
    resealed_content: "record 2026/0001: version 1 is not what the ledger states",
    proof_removed: "record 2026/0001: nothing is given to prove it by",
    entry_changed: "ledger entry 1: its seal does not match",
    entries_swapped: "stands out of order",
    tail_cut: "ledger.jsonl: does not end in the head",
    file_swapped: "is no file that the ledger speaks of",
    file_added: "is no file that the ledger speaks of",
    ledger_removed: "ledger.jsonl: is missing",
}


@pytest.mark.parametrize(
    ("change", "told"), TAMPERINGS.items(), ids=lambda value: getattr(value, "__name__", "")
)
def test_a_change_is_found_although_the_manifest_was_made_to_fit(
    tmp_path: Path, change: Callable[[Members], None], told: str
) -> None:
    """Whoever changes a bundle and writes its manifest anew is found out by the ledger."""
    [path] = bundle(tmp_path)
    with pytest.raises(BundleBroken, match=told.replace("(", r"\(")):
        check([rewritten(path, change)])


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(data=st.data())
def test_any_change_of_any_member_is_found_and_named(tmp_path: Path, data: st.DataObject) -> None:
    """One byte more, less or other in whatever member is told by the member's name."""
    parts = sorted((tmp_path / "b").glob("part-*.zip")) or bundle(tmp_path)
    names = sorted(members_of(parts[0]).keys() - {"manifest.sha256"})
    name = data.draw(st.sampled_from(names))

    def change(found: Members) -> None:
        content = bytearray(found[name])
        at = data.draw(st.integers(0, len(content) - 1))
        kind = data.draw(st.sampled_from(("other", "less", "more", "gone")))
        if kind == "other":
            content[at] ^= 0x20
        elif kind == "less":
            del content[at:]
        elif kind == "more":
            content.insert(at, 0x20)
        if kind == "gone":
            del found[name]
        else:
            found[name] = bytes(content)

    with pytest.raises(BundleBroken) as caught:
        check([rewritten(parts[0], change, honest=True)])
    assert caught.value.what == name


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=100)
@given(at=st.integers(0, 1 << 20), other=st.integers(1, 255))
def test_no_damage_to_the_zip_itself_breaks_the_checker(tmp_path: Path, at: int, other: int) -> None:
    """A byte that is wrong anywhere in the ZIP is told in a sentence, or touches nothing that is said."""
    parts = sorted((tmp_path / "b").glob("part-*.zip")) or bundle(tmp_path)
    content = bytearray(parts[0].read_bytes())
    content[at % len(content)] ^= other
    damaged = tmp_path / "damaged.zip"
    damaged.write_bytes(content)
    with contextlib.suppress(BundleBroken, ConfigurationError):
        assert check([damaged]).records == 4


def test_what_is_added_is_found(tmp_path: Path) -> None:
    """A member that the manifest does not list is named."""
    [path] = bundle(tmp_path)

    def change(found: Members) -> None:
        found["note.html"] = b"hello"

    with pytest.raises(BundleBroken, match=r"note\.html: is not in the manifest"):
        check([rewritten(path, change, honest=True)])


def test_what_is_no_bundle_is_told(tmp_path: Path) -> None:
    """A missing file, one that is no ZIP, and a ZIP of something else each get a sentence."""
    with pytest.raises(ConfigurationError, match="there is no file"):
        check([tmp_path / "none.zip"])
    (tmp_path / "text.zip").write_text("hello")
    with pytest.raises(ConfigurationError, match="is no ZIP file"):
        check([tmp_path / "text.zip"])
    with zipfile.ZipFile(tmp_path / "other.zip", "w") as archive:
        archive.writestr("hello.txt", "hello")
    out = io.StringIO()
    assert not verify([tmp_path / "other.zip"], out)
    assert "manifest.sha256: is missing" in out.getvalue()


@pytest.mark.parametrize(
    "content", [b"", b"[]\n", b"{}\n", b"nonsense\n", b'{"format": "minutebook-ledger-extract/9"}\n']
)
def test_tables_that_are_nonsense_are_told(tmp_path: Path, content: bytes) -> None:
    """Whatever stands in a table, there is a sentence and no traceback."""
    [path] = bundle(tmp_path)
    for name in ("ledger.jsonl", "records.jsonl", "contents.jsonl"):

        def change(found: Members, name: str = name) -> None:
            found[name] = content

        with pytest.raises(BundleBroken):
            check([rewritten(path, change)])
