"""Backups made while a record was held are copies of it: its certificate counts them, and says from when to when."""

from dataclasses import replace
from datetime import timedelta

from minutebook.council.disposal import CopyOut, Grounds, backups_told
from minutebook.council.messages import Message, Sender
from minutebook.council.records import Method, Route
from minutebook.council.wording import load_wording
from minutebook.reports.keeping import copies_line
from minutebook.storage import certificates, disposing, records, snapshots
from minutebook.storage.records import Capture
from minutebook.storage.store import Store
from storage.conftest import GROUP, NOW, Place, capture, salt

DAY, HOUR = timedelta(days=1), timedelta(hours=1)


async def test_a_certificate_tells_of_the_backups_that_hold_the_record(store: Store, place: Place) -> None:
    """Those from before it was said do not count, nor those that were deleted; one put back counts as one there is."""
    async with store.change() as tx:
        await capture(tx, 1)
        assert await disposing.in_backups(tx, 1) == ()
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


async def test_what_was_said_before_it_was_captured_stands_in_backups_of_between(
    store: Store, place: Place
) -> None:
    """The short memory held it from when it was said, a conversation from its first message on; a slow clock hides none."""
    earlier, first, whole, later = (said(number, hours) for number, hours in enumerate((-30, -3, -3, 2)))
    async with store.change() as tx:
        talk = replace(captured(whole), members=[[earlier], [first]])
        for what in (captured(first), talk, captured(later)):
            await records.capture(tx, 1, what, year=2026, now=NOW, salt=salt)
    for hours in (-40, -20, -2, 1):
        snapshots.note_backup(place.path, NOW + hours * HOUR)
    async with store.read() as tx:
        counted = [backups_told(copy)[0] for key in (1, 2, 3) for copy in await disposing.in_backups(tx, key)]
    assert counted == [2, 3, 1]


def said(number: int, hours: int) -> Message:
    """A message of so many hours after the present."""
    return Message(GROUP, number + 1, Sender(7, "Ann"), NOW + hours * HOUR, "We agreed to mend the fence.")


def captured(message: Message) -> Capture:
    """The wish to put a message on the record."""
    return Capture([message], None, 7, "Ann", Method.COMMAND, frozenset(), frozenset(), Route.CLERK)


def test_one_backup_is_told_as_one() -> None:
    """Its day is enough."""
    one = CopyOut("backup", f"1 since {NOW.isoformat()}", NOW)
    [line] = copies_line([one], load_wording())
    assert line.startswith("A backup made on Tue 10 Mar")
