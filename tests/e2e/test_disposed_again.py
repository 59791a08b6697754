"""What was disposed of and comes back with a backup, while a request of that time holds it, goes when that lets it go."""

import hashlib

from e2e.bundled import exported
from e2e.private import answer, answers, pressed, rows, told
from e2e.stage import Stage
from e2e.test_backup import backed_up, digest_of, moved_here

CONTENT = b"%PDF-1.4 Hendersons want a deposit"
FOUND = "Hendersons sent this."


async def back_on_hold(council: Stage) -> str:
    """Back up a record that two requests hold, dispose of it, and put the backup back; return what was said then."""
    said = council.tom.attaches("quote.pdf", CONTENT, in_=council.room, caption=FOUND)
    council.tom.reacts(said, "✍")
    await council.settled()
    for number in (1, 2):
        await answers(council, council.ruth, f"/foi new “Quotes, part {number}”")
        await answers(council, council.ruth, f"/foi {number} add 1")
    made = await backed_up(council)
    for number in (1, 2):
        await answers(council, council.ruth, f"/foi {number} close refused")
    asked = await answer(council, council.ruth, "/dispose 1 error")
    await pressed(council, council.ruth, asked, asked.keyboard[0][0].text)
    assert rows(council, "SELECT id FROM records") == []
    return await moved_here(council, made.path)


async def test_it_is_disposed_of_again_when_the_last_hold_ends(council: Stage) -> None:
    """It stays while one request holds it, and goes with its file when the other lets it go, without a restart."""
    restored = await back_on_hold(council)
    assert "back because a request holds it: one record" in restored
    file = council.folder / "data" / "files" / hashlib.sha256(CONTENT).hexdigest()
    assert file.exists()
    assert (await exported(council, council.ruth, "/export")).refs == ["2026/0001"]
    await answers(council, council.ruth, "/foi 1 close refused")
    assert rows(council, "SELECT id FROM records") == [(1,)]
    await answers(council, council.ruth, "/foi 2 remove 1")
    await council.settled()
    assert rows(council, "SELECT id FROM records") == []
    assert not file.exists()
    assert "Certificate of disposal" in await told(council, council.ruth, "/show 1")


async def test_the_digest_counts_what_came_back_and_is_on_hold(council: Stage) -> None:
    """The clerk learns of it as long as it is so, and no longer."""
    await back_on_hold(council)
    line = "One record that had been disposed of came back with a backup"
    assert line in await digest_of(council)
    for number in (1, 2):
        await answers(council, council.ruth, f"/foi {number} close refused")
    assert line not in await digest_of(council)
