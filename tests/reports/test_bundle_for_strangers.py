"""What a bundle says to somebody who knows neither Minutebook nor its ledger."""

from html import unescape
from pathlib import Path

import pytest

from minutebook.council.records import Version
from reports.bundles import COVER, REDACTED, item, made, mark, members
from reports.material import EVENING, record


@pytest.mark.parametrize("cover", [COVER, REDACTED], ids=["whole", "redacted"])
def test_the_manifest_can_be_checked_on_windows(tmp_path: Path, cover: object) -> None:
    """The cover names what Windows has for it, by hand and for all files at once, and what Minutebook has."""
    page = unescape(members(made(tmp_path / "b", [item(record("Yes."))], cover=cover))["index.html"].decode())  # type: ignore[arg-type]
    for words in (
        "certutil -hashfile manifest.sha256 SHA256",
        'Get-Content manifest.sha256 | ForEach-Object { $sum, $name = $_ -split " +", 2; if ((Get-FileHash $name)',
        "minutebook verify BUNDLE.zip",
        "sha256sum -c manifest.sha256",
    ):
        assert words in page


@pytest.mark.parametrize(
    ("texts", "where"),
    [
        (["Jane leans."], "of the first version"),
        (["Jane leans.", "It leans."], "of the first version"),
        (["It leans.", "Jane leans."], "of version 2"),
        (["It leans.", "Jane leans.", "Jane Morris leans."], "of versions 2 and 3"),
        (["Jane leans.", "It leans.", *["Jane leant."] * 3], "of versions 1 and 3 to 5"),
        (["Jane leans.", "Jane leant."], "of every version"),
    ],
)
def test_where_something_is_withheld_is_in_plain_words(tmp_path: Path, texts: list[str], where: str) -> None:
    """A passage is told by how long it is and every version that has it, not by places that only a program counts."""
    versions = tuple(Version(number, EVENING, text) for number, text in enumerate(texts, start=1))
    said = record("", versions=versions)
    number = next(number for number, text in enumerate(texts, start=1) if "Jane" in text)
    log = members(made(tmp_path / "b", [item(said, mark(said, "Jane", version=number))], cover=REDACTED))
    assert f"4 characters {where}" in log["redactions.html"].decode()
