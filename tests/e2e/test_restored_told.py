"""What is said at the end of a restore agrees with what verify says straight after it."""

import io
import re

from e2e.private import QUOTE, answer, pressed, recorded
from e2e.stage import Stage
from e2e.test_backup import SECRET, backed_up, moved_here
from minutebook.bot.verifying import verify


async def test_what_was_disposed_of_again_is_counted_with_the_new_head(council: Stage) -> None:
    """Count and head of the backup are told, that records went again, and count and head after that."""
    for text in (SECRET, QUOTE, "The third stays."):
        await recorded(council, council.ann, text)
    made = await backed_up(council)
    for number in (1, 2):
        asked = await answer(council, council.ruth, f"/dispose {number} error")
        await pressed(council, council.ruth, asked, "Dispose of it")
    said = await moved_here(council, made.path)
    count, seal = made.manifest.heads["Wexcombe Parish Council"]
    assert f"Wexcombe Parish Council: {count} entries, head {seal}\n" in said
    assert "Disposed of again, as the register of disposals has it: 2 records." in said
    after = re.search(r"^(Wexcombe Parish Council: \d+ entries) now(, head \w+)$", said, re.MULTILINE)
    assert after
    out = io.StringIO()
    await council.stop()
    assert await verify(council.settings, out)
    assert out.getvalue() == f"{after[1]}{after[2]}\n"


async def test_without_a_disposal_nothing_is_said_of_one(council: Stage) -> None:
    """Where the register names nothing that came back, the backup's count and head are what there is."""
    await recorded(council, council.ann, QUOTE)
    made = await backed_up(council)
    said = await moved_here(council, made.path)
    assert "Disposed of again" not in said
    assert said.count("head") == 1 + said.count("counts and heads")
