"""Files of records are fetched to disk whole, named by their content, and again later where something fails."""

import hashlib
from pathlib import Path

import pytest

from e2e.stage import Stage
from minutebook.council.records import RecordFile
from minutebook.delivery.downloads import address_of
from minutebook.sandbox.messages import Message


async def recorded(council: Stage, content: bytes, name: str = "quote.pdf") -> Message:
    """A file that is on the record."""
    said = council.ann.attaches(name, content, in_=council.room, caption=f"A file, {len(content)} bytes")
    await council.settled()
    council.tom.reacts(said, "✍")
    await council.town.reacted(said, "✍")
    await council.settled()
    return said


async def files(council: Stage) -> list[RecordFile]:
    """Every file of every record."""
    return [file for record in await council.records() for file in record.files]


def folder(council: Stage) -> Path:
    """Where files are kept."""
    return council.settings.storage.files


async def test_a_large_file_is_kept_by_its_content(council: Stage) -> None:
    """Several megabytes arrive as they were sent, under the SHA-256 of them, for their owner's eyes alone."""
    content = bytes(range(256)) * 20_000
    await recorded(council, content)
    [file] = await files(council)
    digest = hashlib.sha256(content).hexdigest()
    assert (file.state, file.sha256, file.path, file.size) == ("stored", digest, digest, len(content))
    assert (folder(council) / digest).read_bytes() == content
    assert (folder(council) / digest).stat().st_mode & 0o077 == 0
    assert [path.name for path in folder(council).iterdir()] == [digest]


@pytest.mark.parametrize(
    "name",
    [
        "../../../etc/passwd",
        "..\\..\\boot.ini",
        "C:\\CON",
        "a\x00b\nc.pdf",
        "‮fdp.exe",
        "." * 300,
        "x" * 4_000,
    ],
)
async def test_no_name_leads_out_of_the_folder(council: Stage, name: str) -> None:
    """Whatever a file is called, it lies in the folder under its digest; /show names it on one line, unturned."""
    await recorded(council, b"content", name)
    [file] = await files(council)
    assert file.path == hashlib.sha256(b"content").hexdigest()
    assert [path.name for path in folder(council).iterdir()] == [file.path]
    assert not (council.folder / "data" / "boot.ini").exists()
    council.ruth.says("/show 1", in_=council.bot)
    shown = await council.ruth.hears("📎", council.bot)
    line = shown.text[shown.text.index("📎") :].splitlines()[0]
    assert line.endswith(", kept")
    assert not {"\0", "\u202e"} & set(line)
    assert len(line) < 200


async def test_telegram_failing_is_no_loss(council: Stage) -> None:
    """A file that Telegram does not hand over at once is fetched when it does."""
    council.world.faults.server_error(method="getFile", times=2)
    await recorded(council, b"content")
    assert [file.state for file in await files(council)] == ["wanted"]
    await council.forward(seconds=11)
    await council.forward(seconds=61)
    assert [file.state for file in await files(council)] == ["stored"]


async def test_a_disk_that_takes_nothing_uses_up_no_try(council: Stage) -> None:
    """However long the folder cannot be written the file stays wanted; once it can, it is fetched."""
    place = folder(council)
    place.rmdir()
    place.write_bytes(b"in the way")
    await recorded(council, b"content")
    for _ in range(14):
        await council.forward(minutes=3)
    assert [file.state for file in await files(council)] == ["wanted"]
    place.unlink()
    place.mkdir()
    await council.forward(minutes=3)
    [file] = await files(council)
    assert (file.state, (place / (file.path or "")).read_bytes()) == ("stored", b"content")


async def test_the_same_content_again_mends_a_damaged_copy(council: Stage) -> None:
    """Equal content is stored once; fetched anew it takes the place of a copy that was damaged."""
    await recorded(council, b"content")
    [kept] = folder(council).iterdir()
    kept.write_bytes(b"rotten")
    await recorded(council, b"content", "again.pdf")
    assert [path.read_bytes() for path in folder(council).iterdir()] == [b"content"]


async def test_what_a_crash_left_half_fetched_goes(council: Stage) -> None:
    """At start the folder holds no part of a file, and a link in the place of one is not followed."""
    victim = council.folder / "victim"
    victim.write_bytes(b"mine")
    (folder(council) / "7.part").write_bytes(b"half")
    await council.restart()
    assert list(folder(council).iterdir()) == []
    (folder(council) / "1.part").symlink_to(victim)
    await recorded(council, b"content")
    assert victim.read_bytes() == b"mine"
    assert [file.state for file in await files(council)] == ["stored"]


@pytest.mark.parametrize(
    ("path", "address"),
    [
        ("documents/file_1.pdf", "https://server/file/botT/documents/file_1.pdf"),
        ("/etc/passwd", "https://server/file/botT/etc/passwd"),
        ("https://server/file/botT/a b.pdf", "https://server/file/botT/a%20b.pdf"),
    ],
)
def test_a_path_is_asked_for_and_never_opened(path: str, address: str) -> None:
    """Telegram's path becomes an address, also where a file of that name lies on this computer."""
    assert address_of(path, "https://server/file/botT") == address
