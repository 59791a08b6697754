"""What `minutebook verify` says beside its result: how far that goes."""

import io

from e2e.private import QUOTE
from e2e.stage import Stage
from minutebook.bot.verifying import verify


async def test_a_lost_end_is_said_to_show_by_comparing_alone(council: Stage) -> None:
    """Whole is not said to mean that nothing was taken off the end; with a head given, it is said up to where."""
    said = council.ann.says(QUOTE, in_=council.room)
    council.ann.reacts(said, "✍")
    await council.settled()
    out, beside = io.StringIO(), io.StringIO()
    assert await verify(council.settings, out, terminal=beside)
    told = " ".join(beside.getvalue().split())
    assert "Entries that are lost from its end only a comparison shows: of each count and head" in told
    assert "--against the head that a digest or a bundle states" in told
    head = out.getvalue().split()[-1]
    beside = io.StringIO()
    assert await verify(council.settings, out, against=head, terminal=beside)
    assert "The head that was given is in it: nothing up to then was changed or cut off." in beside.getvalue()
    assert "only a comparison" not in beside.getvalue()
