"""Backups made while a record was held are copies of it: its certificate counts them, and says from when to when."""

from datetime import timedelta

from minutebook.council.disposal import CopyOut, Grounds, backups_told
from minutebook.council.wording import load_wording
from minutebook.reports.keeping import copies_line
from minutebook.storage import certificates, disposing, snapshots
from minutebook.storage.store import Store
from storage.conftest import NOW, Place, capture

DAY = timedelta(days=1)


async def test_a_certificate_tells_of_the_backups_that_hold_the_record(store: Store, place: Place) -> None:
    """Those from before the capture do not count, nor those that were deleted; one put back counts as one there is."""
    async with store.change() as tx:
        await capture(tx, 1)
        assert await disposing.in_backups(tx, NOW) == ()
    for days in (-1, 1, 2, 3):
        snapshots.note_backup(place.path, NOW + days * DAY)
    snapshots.note_backup(place.path, NOW + 4 * DAY, gone=[NOW + DAY])
    snapshots.note_restored(place.path, NOW + 2 * DAY, NOW + 5 * DAY)
    async with store.change() as tx:
        made = await disposing.dispose(tx, 1, Grounds.DUE, by=7, by_name="Ruth", now=NOW + 9 * DAY)
        assert [backups_told(copy) for copy in made.copies] == [(3, NOW + 2 * DAY, NOW + 4 * DAY)]
        kept = await certificates.by_key(tx, 1, 1)
    assert kept is not None
    assert kept.digest == made.digest
    [line] = copies_line(kept.copies, load_wording())
    assert "3 backups made between Thu 12 Mar" in line
    assert "hold it until they are destroyed" in line


def test_one_backup_is_told_as_one() -> None:
    """Its day is enough."""
    one = CopyOut("backup", f"1 since {NOW.isoformat()}", NOW)
    [line] = copies_line([one], load_wording())
    assert line.startswith("A backup made on Tue 10 Mar")
