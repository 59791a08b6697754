"""What a bundle says to somebody who knows neither Minutebook nor its ledger."""

from dataclasses import replace
from html import unescape
from pathlib import Path

import pytest

from reports.bundles import COVER, REDACTED, item, made, mark, members
from reports.material import record


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


@pytest.mark.parametrize(("number", "where"), [(1, "of the first version"), (2, "of version 2")])
def test_where_something_is_withheld_is_in_plain_words(tmp_path: Path, number: int, where: str) -> None:
    """A passage is told by how long it is and the version it stands in, not by places that only a program counts."""
    said = record("Jane leans.")
    later = replace(said.versions[0], number=2, text="Jane Morris leans.")
    said = replace(said, versions=(said.versions[0], later))
    log = members(made(tmp_path / "b", [item(said, mark(said, "Jane", version=number))], cover=REDACTED))
    assert f"4 characters {where}" in log["redactions.html"].decode()
