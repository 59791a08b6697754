"""A register of disposals that somebody else wrote, as in a backup from a stranger: it deletes nothing but stored files."""

import json
from dataclasses import replace
from pathlib import Path

from bot.conftest import NOW
from bot.test_disposals import SHA, dispose, folder, record, store
from minutebook.bot.disposals import Register, add_to_register, read_register, register_path
from minutebook.council.disposal import line_from_text, line_to_text
from minutebook.storage.store import Store

__all__ = ["folder", "store"]


async def test_a_register_names_nothing_outside_the_folder_of_files(store: Store, folder: Path) -> None:
    """A line whose files lead out of the folder is no line, and what they lead to stays."""
    precious = folder.parent / "precious.txt"
    precious.write_text("the minutes of 1894")
    await dispose(store, await record(store, 1, SHA))
    await Register(store, folder, lambda: NOW).settle()
    [line] = read_register(register_path(folder))
    for name in ("../precious.txt", str(precious), "..", "", "a" * 63, "A" * 64 + "/.."):
        hostile = replace(line, record_id=line.record_id + 1, files=(name,))
        assert line_from_text(line_to_text(hostile)) is None, name
    add_to_register(register_path(folder), [replace(line, record_id=7, files=("../precious.txt",))])
    await Register(store, folder, lambda: NOW).replay()
    assert precious.read_text() == "the minutes of 1894"


async def test_a_register_that_makes_no_sense_stops_no_start(store: Store, folder: Path) -> None:
    """Instants without a zone, numbers no database has, nests of brackets: left out, each and all."""
    await dispose(store, await record(store, 1, SHA))
    await Register(store, folder, lambda: NOW).settle()
    path = register_path(folder)
    good = json.loads(path.read_text())
    wrong = (
        {"at": "2026-03-10T19:00:00", "record": 7},
        {"record": 10**30},
        {"record": 8, "number": 10**30},
        {"record": 9, "messages": [[10**30, 1]]},
        {"by": 10**30, "record": 10},
        {"content": "x" * 100, "record": 11},
    )
    with path.open("a") as stream:
        for change in wrong:
            stream.write(json.dumps(good | change) + "\n")
        stream.write("[" * 100_000 + "\n")
    await Register(store, folder, lambda: NOW).replay()
    assert len(read_register(path)) == 1
