"""What the sweep of the bundles' folder takes, and what it leaves: it removes nothing that the program did not make."""

import json
from datetime import UTC, datetime
from pathlib import Path

from minutebook.handlers.bundle_shelf import LEFT, folder_of, sweep

NOW = datetime(2026, 3, 10, 19, 0, tzinfo=UTC)


def folder(shelf: Path, name: str, *files: str) -> Path:
    """Make a folder with some files in it."""
    made = shelf / name
    made.mkdir(parents=True)
    for each in files:
        (made / each).write_text("x")
    return made


def test_what_was_begun_and_not_finished_goes(tmp_path: Path) -> None:
    """A folder in which nothing is but what the writer makes is swept; one that is written now stays."""
    begun = folder(tmp_path, "1-60-0a1b2c3d4e5f", "part-1.zip", "records.csv", "ledger.jsonl")
    old = folder(tmp_path, "1-59", "records.pdf")
    now = folder(tmp_path, "1-61-0a1b2c3d4e5f", "part-1.zip")
    assert sweep(tmp_path, [now], NOW) == 2
    assert not begun.exists()
    assert not old.exists()
    assert now.exists()


def test_what_is_somebodys_stays(tmp_path: Path) -> None:
    """A folder named like one, one left before there were marks, a damaged mark and a link are left as they are."""
    month = folder(tmp_path, "2026-11", "minutes.pdf")
    left = folder(tmp_path, "1-58", "Wexcombe records.zip", ".DS_Store")
    marked = folder(tmp_path, "1-57", "Wexcombe records.zip", LEFT)
    (marked / LEFT).write_text(json.dumps({}))
    elsewhere = folder(tmp_path, "elsewhere", "records.csv")
    link = tmp_path / "1-56"
    link.symlink_to(elsewhere)
    assert sweep(tmp_path, [], NOW) == 0
    assert all(path.exists() for path in (month, left, marked, elsewhere, link))


def test_a_ledger_that_counts_over_again_has_other_folders(tmp_path: Path) -> None:
    """After a restore the same count is another bundle's: the head tells them apart."""
    assert folder_of(tmp_path, 1, 9, "a" * 64) != folder_of(tmp_path, 1, 9, "b" * 64)
