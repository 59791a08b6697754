"""A backup of the running program, put back elsewhere; and what the digest says of backups."""

import asyncio
import io
import shutil
import sqlite3
from datetime import datetime
from pathlib import Path

from e2e.private import DECISION, QUOTE, answer, ledger, pressed, recorded, rows, told
from e2e.stage import Stage
from minutebook.bot.backing_up import Backup, back_up
from minutebook.bot.disposals import NAME
from minutebook.bot.restoring import restore

SECRET = "The marquee deposit quarrel with Ramsbotham and Sons was settled at £317."


async def backed_up(council: Stage, name: str = "b.zip") -> Backup:
    """Back the running program's store up, as another process would."""
    now = council.clock.now()
    return await asyncio.to_thread(back_up, council.settings, council.folder / name, now)


async def moved_here(council: Stage, archive: Path, *, register: bool = True) -> str:
    """Lose the computer's disk, put the backup back and start again; return what was said.

    Args:
        register: whether the register of disposals was saved from the old one.
    """
    await council.stop()
    data = council.folder / "data"
    lost = data.rename(council.folder / "lost")
    data.mkdir()
    if register and (lost / NAME).exists():
        shutil.copy(lost / NAME, data / NAME)
    out = io.StringIO()
    await restore(council.settings, archive, council.clock.now, out)
    await council.start()
    return out.getvalue()


async def digest_of(council: Stage) -> str:
    """The next morning's digest to the clerk."""
    mark = council.town.mark()
    await council.next_morning()
    heard = council.ruth.heard(council.bot, since=mark)
    return "\n".join(message.text for message in heard if "edger" in message.text)


async def test_a_store_backed_up_while_it_is_used_goes_on_elsewhere(council: Stage) -> None:
    """Records, files, settings and what is flagged are as they were at the backup; the time since is told as a gap."""
    content = b"%PDF-1.4 the quote"
    said = council.tom.attaches("quote.pdf", content, in_=council.room)
    council.tom.reacts(said, "✍")
    await recorded(council, council.margaret, DECISION)
    made = await backed_up(council)
    count, seal = await ledger(council)
    assert made.manifest.heads == {"Wexcombe Parish Council": (count, seal)}
    await recorded(council, council.ann, QUOTE)
    await council.forward(hours=1)
    told_then = await moved_here(council, made.path)
    assert f"{count} entries, head {seal}" in told_then
    assert [str(record.reference) for record in await council.records()] == ["2026/0001", "2026/0002"]
    assert await ledger(council) == (count, seal)
    stored = [path.read_bytes() for path in (council.folder / "data" / "files").iterdir()]
    assert stored == [content]
    await council.running.ticker.tick()
    digest = await digest_of(council)
    assert "I was off from" in digest
    await recorded(council, council.ann, "Agreed, then.")
    assert (await ledger(council))[0] == count + 1


async def test_what_was_disposed_of_does_not_come_back(council: Stage) -> None:
    """A backup from before a disposal brings the record back only until the register has been read."""
    await told(council, council.ruth, "/schedule new tents 1 month from captured then dispose")
    await recorded(council, council.ann, SECRET)
    await recorded(council, council.tom, QUOTE)
    await told(council, council.ruth, "/class 1 tents sooner")
    made = await backed_up(council)
    await council.forward(days=33)
    await pressed(council, council.ruth, await answer(council, council.ruth, "/dispose"), "Dispose")
    assert SECRET not in str(rows(council, "SELECT text FROM record_versions"))
    later = await backed_up(council, "later.zip")
    await moved_here(council, made.path)
    assert [str(record.reference) for record in await council.records()] == ["2026/0002"]
    assert SECRET not in str(rows(council, "SELECT text FROM record_versions"))
    await council.stop()
    shutil.rmtree(council.folder / "lost")
    await council.start()
    # The later backup holds the register itself.
    await moved_here(council, later.path, register=False)
    assert (council.folder / "data" / NAME).exists()
    assert [str(record.reference) for record in await council.records()] == ["2026/0002"]


async def test_what_waited_at_the_backup_is_sent_as_what_may_have_come_already(council: Stage) -> None:
    """A message that had not gone when the backup was made may have gone since: it says so when it comes again."""
    await recorded(council, council.margaret, DECISION)
    await council.stop()
    with sqlite3.connect(council.folder / "data" / "minutebook.db") as file:
        file.execute(
            "INSERT INTO outbox (natural_key, council_id, chat_id, kind, payload, state, next_at, made_at)"
            " SELECT 'w', council_id, chat_id, kind, '[]', 'waiting', '9999-01-01T00:00:00.000000+00:00', made_at"
            " FROM outbox LIMIT 1"
        )
    file.close()
    made = await backed_up(council)
    await moved_here(council, made.path)
    assert rows(council, "SELECT uncertain FROM outbox WHERE natural_key = 'w'") == [(1,)]


async def test_the_digest_says_when_the_last_backup_was(council: Stage) -> None:
    """A quiet line while it is fresh; a warning when it is older than a week, or when there has never been one."""
    assert "backup" not in await digest_of(council), "on the first day there is nothing to lose yet"
    await council.forward(days=8)
    assert "There has been no backup yet." in await digest_of(council)
    await backed_up(council)
    made_at = council.clock.now()
    digest = await digest_of(council)
    assert f"Last backup: {_local(made_at)}" in digest
    assert "days old" not in digest
    await council.forward(days=9)
    digest = await digest_of(council)
    assert f"days old ({_local(made_at)})" in digest
    assert "minutebook backup" in digest


def _local(moment: datetime) -> str:
    """How the digest writes a moment of that winter."""
    return f"{moment:%a} {moment.day} {moment:%b}, {moment:%H:%M}"
