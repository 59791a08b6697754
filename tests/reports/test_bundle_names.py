"""What a bundle calls files, and what its PDF calls what its font cannot draw."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minutebook.council.records import RecordFile
from minutebook.reports.bundle.glyphs import clean, named
from minutebook.reports.bundle.names import ending_of, place_of, safe_name

LATIN = frozenset(range(0x20, 0x250)) | {0x2019, 0x20AC, 0x2192}


@pytest.mark.parametrize(
    ("said", "shown"),
    {
        "Agreed 👍": "Agreed [thumbs up]",
        "Agreed 👍🏽!": "Agreed [thumbs up]!",
        "🙏🎂": "[folded hands][birthday cake]",
        "👨‍👩‍👧": "[man, woman, girl]",
        "🏴󠁧󠁢󠁷󠁬󠁳󠁿 and 🇬🇧": "[flag of Wales] and [flag GB]",
        "✅ done": "[tick] done",
        "1️⃣ first": "1 first",
        "你好 Ann": "[2 Chinese letters] Ann",
        "مرحبا": "[5 Arabic letters]",
        "Ŵyl £4,200 → €5, d’accord": "Ŵyl £4,200 → €5, d’accord",
        "\U0001fae8": "[U+1FAE8]",
        "a\u202eb\x00c\r\nd": "abc\nd",
    }.items(),
    ids=ascii,
)
def test_what_cannot_be_drawn_is_named(said: str, shown: str) -> None:
    """Emoji go by their names, letters of other scripts by how many there are; accents stay."""
    assert named(said, LATIN) == shown


@given(st.text())
def test_whatever_is_said_can_be_drawn(said: str) -> None:
    """Nothing is left that the font has not, and what it has stays."""
    shown = named(said, LATIN)
    assert all(ord(sign) in LATIN or sign == "\n" for sign in shown)
    if all(ord(sign) in LATIN for sign in clean(said)):
        assert shown == clean(said)


def file(name: str | None, mime: str | None = None, kind: str = "document") -> RecordFile:
    """A stored file of that name."""
    return RecordFile(1, kind, name, mime, 10, "stored", "ab" * 32, "ab" * 32)


@pytest.mark.parametrize(
    ("name", "mime", "kind", "ending"),
    [
        ("Quote.PDF", None, "document", "pdf"),
        (None, "image/jpeg", "photo", "jpg"),
        (None, None, "photo", "jpg"),
        ("invoice.pdf.exe", "application/pdf", "document", "bin"),
        ("page.html", "text/html", "document", "bin"),
        ("drawing.svg", "image/svg+xml", "document", "bin"),
        ("notes", None, "document", "bin"),
    ],
)
def test_a_file_keeps_an_ending_that_opens_and_none_that_runs(
    name: str | None, mime: str | None, kind: str, ending: str
) -> None:
    """Documents and pictures open by their ending; what could run something becomes `.bin`."""
    assert ending_of(file(name, mime, kind)) == ending
    assert place_of(file(name, mime, kind)) == f"files/{'ab' * 32}.{ending}"


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("Hendersons quote (final).pdf", "Hendersons quote (final).pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ("C:\\temp\\con.pdf", "_con.pdf"),
        ("a\u202efdp.exe", "a_fdp.pdf"),
        ("", "file.pdf"),
        ("...", "file.pdf"),
        ("x" * 300, "x" * 80 + ".pdf"),
    ],
)
def test_a_hostile_name_becomes_a_harmless_one(name: str, safe: str) -> None:
    """No folder, no reserved word, no sign that turns the writing round, and not too long."""
    assert safe_name(name, "pdf") == safe


@given(st.text())
def test_any_name_is_made_safe(name: str) -> None:
    """Whatever a device sent as a name, nothing in it leads anywhere."""
    safe = safe_name(name, "pdf")
    assert safe.endswith(".pdf")
    assert not set(safe) & set('/\\:*?"<>|\0\n')
    assert len(safe) <= 90
