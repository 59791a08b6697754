"""/verify and `minutebook verify`: what is on the ledger and what it speaks of is re-read, and a break is located."""

import sqlite3
from contextlib import closing
from io import StringIO

import pytest

from e2e.private import DECISION, QUOTE, ledger, recorded, rows, told
from e2e.stage import EVENING, Stage
from minutebook.bot import verifying
from minutebook.council.errors import ConfigurationError
from minutebook.council.ledger import Act, Head, append, spell_instant
from minutebook.handlers.verifying import AT_ONCE

PLAN = b"%PDF-1.4 the plan"


@pytest.fixture
async def kept(council: Stage) -> Stage:
    """Two records, one with a file."""
    await recorded(council, council.ann, QUOTE)
    said = council.tom.attaches("plan.pdf", PLAN, caption=DECISION, in_=council.room)
    council.tom.reacts(said, "✍")
    await council.settled()
    return council


async def stated(council: Stage, against: str = "", name: str = "") -> tuple[bool, str]:
    """What the command writes, and whether it says that all is whole."""
    out = StringIO()
    whole = await verifying.verify(council.settings, out, against=against, council=name)
    return whole, out.getvalue()


async def test_a_noted_head_is_held(kept: Stage) -> None:
    """Against a head as a digest states it, whole, its beginning, with its count or as a copied line, it verifies."""
    count, head = await ledger(kept)
    for noted in (head, head[:16].upper(), f"{count}:{head}", f"Ledger: {count} entries, head {head}"):
        assert "It holds the head you gave." in await told(kept, kept.ruth, f"/verify {noted}")
        assert (await stated(kept, noted))[0]
    assert "as a digest or a bundle states it" in await told(kept, kept.ruth, "/verify please")


async def test_a_lost_tail_is_found(kept: Stage) -> None:
    """Entries that were there when a head was noted are missed, with the count and without."""
    count, head = await ledger(kept)
    for noted in (f"{count + 1}:{head}", "f" * 64):
        text = await told(kept, kept.ruth, f"/verify {noted}")
        assert "does not verify" in text
        assert "By itself the ledger is whole" in text
        whole, wrote = await stated(kept, noted)
        assert not whole
        assert f"ledger entry {count + 1}: cut off" in wrote


async def test_a_changed_and_a_missing_file_are_found(kept: Stage) -> None:
    """The files' bytes are read: one that was changed or taken away is located at the entry that states it."""
    [(path, seq)] = rows(
        kept,
        "SELECT f.path, l.seq FROM record_files f JOIN ledger l ON l.act = 'filed' AND l.digest = f.sha256",
    )
    file = kept.settings.storage.files / str(path)
    file.write_bytes(b"%PDF-1.4 the other plan")
    whole, wrote = await stated(kept)
    assert not whole
    assert wrote.startswith(
        f"Wexcombe Parish Council: ledger entry {seq}: the bytes of the file it speaks of were changed\n"
        f"  {path}: changed; its SHA-256 should be "
    )
    assert f"entry {seq}: the bytes of the file" in await told(kept, kept.ruth, "/verify")
    file.unlink()
    assert "missing from the folder of files" in (await stated(kept))[1]


async def test_the_command_asks_for_what_it_cannot_guess(kept: Stage) -> None:
    """A head that is none, and a council that is not here, are told in a sentence."""
    with pytest.raises(ConfigurationError, match="--against takes the head"):
        await stated(kept, "latest")
    with pytest.raises(ConfigurationError, match="no council is called Lenham here; there are: Wexcombe"):
        await stated(kept, name="Lenham")
    assert (await stated(kept, name="wexcombe"))[0]


def lengthen(stage: Stage, head: Head, count: int) -> None:
    """Put entries on the ledger as the program would, in one transaction."""
    rows = []
    for _ in range(count):
        entry = append(head, council_id=1, at=EVENING, act=Act.NOTED, record_id=None)
        head = Head(entry.seq, entry.seal)
        rows.append((1, entry.seq, spell_instant(EVENING), "noted", 0, 0, "", entry.previous, entry.seal))
    with closing(sqlite3.connect(stage.folder / "data" / "minutebook.db")) as file:
        file.executemany(
            "INSERT INTO ledger (council_id, seq, at, act, version, actor_id, digest, previous, seal)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            rows,
        )
        file.commit()


async def test_a_long_ledger_is_re_read_beside_the_lanes(kept: Stage) -> None:
    """Of a long ledger the clerk is told that it takes a while, and what it came to once it is done."""
    count, seal = await ledger(kept)
    lengthen(kept, Head(count, seal), AT_ONCE)
    mark = kept.town.mark()
    kept.ruth.says("/verify", in_=kept.bot)
    await kept.ruth.hears("The ledger is whole", kept.bot, since=mark, within=60)
    first, last = kept.ruth.heard(kept.bot, since=mark)
    assert f"I am re-reading {count + AT_ONCE:,} entries" in first.text
    assert f"{count + AT_ONCE} entries" in last.text


async def test_a_lost_file_is_fetched_again_while_telegram_has_it(kept: Stage) -> None:
    """/verify names it and has it fetched; it is whole again afterwards, with no second entry that files it."""
    before = await ledger(kept)
    [(name,)] = rows(kept, "SELECT path FROM record_files WHERE state = 'stored'")
    (kept.settings.storage.files / str(name)).unlink()
    assert "I am asking Telegram for that file once more" in await told(kept, kept.ruth, "/verify")
    await kept.settled()
    assert (kept.settings.storage.files / str(name)).read_bytes() == PLAN
    assert "The ledger is whole" in await told(kept, kept.ruth, "/verify")
    assert await ledger(kept) == before


async def test_the_command_names_every_lost_file_and_who_can_have_it_fetched(kept: Stage) -> None:
    """It only reads; so it says which files are lost, and that the clerk's /verify has them all fetched again."""
    said = kept.tom.attaches("map.pdf", b"%PDF-1.4 the map", in_=kept.room)
    kept.tom.reacts(said, "✍")
    await kept.settled()
    before = await ledger(kept)
    names = [str(name) for (name,) in rows(kept, "SELECT path FROM record_files ORDER BY path")]
    folder = kept.settings.storage.files
    (folder / names[0]).unlink()
    (folder / names[1]).write_bytes(b"otherwise")
    whole, wrote = await stated(kept)
    assert not whole
    assert f"  {names[0]}: missing; " in wrote
    assert f"  {names[1]}: changed; " in wrote
    assert "Telegram may still have 2 files" in wrote
    assert "let the clerk send /verify" in wrote
    assert rows(kept, "SELECT DISTINCT state FROM record_files") == [("stored",)], "it only reads"
    assert "More than one file is missing or damaged" in await told(kept, kept.ruth, "/verify")
    await kept.settled()
    assert (await stated(kept))[0]
    assert await ledger(kept) == before


async def test_the_command_says_what_is_being_fetched_already(kept: Stage) -> None:
    """Where the bot asks Telegram for a file already, nobody is sent to ask once more."""
    [(name,)] = rows(kept, "SELECT path FROM record_files")
    (kept.settings.storage.files / str(name)).unlink()
    with closing(sqlite3.connect(kept.folder / "data" / "minutebook.db")) as file:
        file.execute("UPDATE record_files SET state = 'wanted', next_at = '2099-01-01T00:00:00.000000+00:00'")
        file.commit()
    whole, wrote = await stated(kept)
    assert not whole
    assert "The bot is asking Telegram for one file already" in wrote
    assert "let the clerk" not in wrote
