"""What a certificate of disposal says of the copies in the records folder covers every file there that is one."""

import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from e2e.private import answer, pressed, recorded, told
from e2e.stage import Stage, staged
from minutebook.bot.settings import RecordsSettings

NAMED = r"(?P<place>[^/]+/(?P<name>\S+))\.eml, with (?P=name)\.json and everything else beside it that begins with “(?P=name) ”"


@pytest.fixture
async def council(tmp_path: Path) -> AsyncIterator[Stage]:
    """A council whose records go into a folder."""
    async with staged(tmp_path / "stage", onward=RecordsSettings(folder=tmp_path / "onward")) as stage:
        await stage.set_up()
        yield stage


def covered(text: str, names: list[str]) -> list[str]:
    """Of the files of a folder, those that a certificate names."""
    found = re.search(rf"Copies had gone to {NAMED}\.", text)
    assert found, text
    name = found["name"]
    return [each for each in names if each in (f"{name}.eml", f"{name}.json") or each.startswith(f"{name} ")]


async def test_a_certificate_covers_all_copies_in_the_folder(council: Stage, tmp_path: Path) -> None:
    """The letters, what programs read beside them and the files, of every version; not the file's own name, nor another's."""
    sent = council.tom.attaches(
        "Zebedee quote.txt", b"Four thousand. " * 9, in_=council.room, caption="Quote"
    )
    council.tom.reacts(sent, "✍")
    await council.settled()
    council.tom.edits(sent, "Quote, again")
    await recorded(council, council.ann, "The fence is down.")
    await council.forward(minutes=3)
    folder = tmp_path / "onward" / "01 Wexcombe Parish Council"
    names = sorted(path.name for path in folder.iterdir())
    of_it = [name for name in names if name.startswith("2026-0001")]
    assert len(of_it) == 5, names
    assert names != of_it
    asked = await answer(council, council.ruth, "/dispose 1 error")
    assert covered(asked.text, names) == of_it
    mark = council.town.mark()
    await pressed(council, council.ruth, asked, "Dispose of it")
    [certificate] = [
        message.text
        for message in council.ruth.heard(council.bot, since=mark)
        if "Certificate of disposal" in message.text
    ]
    assert covered(certificate, names) == of_it
    assert "Zebedee" not in certificate
    assert covered(await told(council, council.ruth, "/show 1"), names) == of_it
