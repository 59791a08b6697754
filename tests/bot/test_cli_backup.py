"""`minutebook backup` and `minutebook restore`, as whoever looks after the computer types them."""

import shutil
from pathlib import Path

from e2e.process import PATIENCE, installed

DECISION = "Right, that’s agreed then. Tell Hendersons to start on Monday."


async def test_a_lost_computer_is_put_back(tmp_path: Path) -> None:
    """Backed up while the bot runs; the power goes and the disk with it; put back, it verifies and runs on."""
    stick = tmp_path / "stick"
    stick.mkdir()
    home = tmp_path / "home"
    home.mkdir()
    async with installed(home) as place:
        await place.start()
        await place.set_up()
        said = place.ann.says(DECISION, in_=place.room)
        place.margaret.reacts(said, "✍")
        await place.town.reacted(said, "✍", within=PATIENCE)
        await place.town.settled(within=PATIENCE)
        backed_up = await place.run("backup", str(stick), "--keep", "3")
        assert (backed_up.code, backed_up.err) == (0, "")
        assert "Wexcombe Parish Council: 1 entry, head" in backed_up.out
        [archive] = stick.iterdir()
        await place.kill()
        refused = await place.run("restore", str(archive))
        assert refused.code == 1
        assert "into an empty place only" in refused.err
        shutil.rmtree(home / "data")
        restored = await place.run("restore", str(archive))
        assert restored.code == 0, restored.err
        assert "Compare counts and heads with the last digest" in restored.out
        verified = await place.run("verify")
        assert verified.code == 0
        assert verified.out.strip() in backed_up.out
        assert DECISION in (await place.run("records")).out
        await place.start()
        assert await place.stop() == 0


async def test_mistakes_are_told_in_a_sentence(tmp_path: Path) -> None:
    """A disk that is not there, a file that is no backup, a store that is not there yet: no traceback, exit code 1."""
    async with installed(tmp_path) as place:
        for arguments, words in (
            (("backup", "b.zip"), "nothing to back up"),
            (("restore", "config.toml"), "is no backup of Minutebook"),
            (("restore", "none.zip"), "there is no backup at"),
        ):
            ended = await place.run(*arguments)
            assert ended.code == 1
            assert words in ended.err
            assert "Traceback" not in ended.err
            assert len(ended.err.strip().splitlines()) == 1
        assert not (tmp_path / "data" / "minutebook.db").exists()
