"""The register of decisions in a bundle: what was said, by whom and when, who entered its end; and what goes out of it."""

import html

from e2e.bundled import Bundle, exported
from e2e.private import DECISION, QUOTE, answers, pressed, recorded
from e2e.stage import Stage

SAID = f"“{DECISION}” (Cllr Margaret Penhale, Tue 10 Mar 2026, 19:0"
"""As the register tells it, to the minute but one."""


def register(made: Bundle) -> str:
    """The register as a reader of the page has it."""
    return html.unescape(made.text("decisions.html"))


async def settled(council: Stage) -> None:
    """Put a decision on the record, enter its minute reference, and hold it for a request with another record."""
    await recorded(council, council.margaret, DECISION)
    await recorded(council, council.ann, QUOTE)
    await answers(council, council.ruth, "/minute 1 “45/26”")
    await answers(council, council.ruth, "/foi new “Hendersons”")
    await answers(council, council.ruth, "/foi 1 add 1 2")


async def test_the_register_tells_what_was_said_and_who_entered_its_end(council: Stage) -> None:
    """In every bundle a matter without a title stands with its words, who said them when, and who settled it when."""
    await settled(council)
    for asked in ("/export", "/export case 1 whole", "/export case 1", "/export redacted"):
        made = await exported(council, council.ruth, asked)
        assert SAID in register(made), asked
        assert "resolved at 45/26; entered by Ruth Calder, Tue 10 Mar 2026, 19:0" in register(made), asked
        assert "(no title)" not in register(made), asked
        assert SAID in made.paper(), asked
        assert "entered by Ruth Calder" in made.paper(), asked


async def test_a_title_stands_before_the_words(council: Stage) -> None:
    """A matter on the agenda list has its title, and then what it is told by."""
    said = await recorded(council, council.margaret, DECISION)
    council.ruth.replies(said, "/agenda Hendersons and the wall")
    await council.settled()
    assert f"Hendersons and the wall: {SAID}" in register(await exported(council, council.ruth))


async def test_words_of_a_record_withheld_in_any_part_are_not_repeated(council: Stage) -> None:
    """Where anything of a matter's record is withheld its words, and whoever said them, stand in no redacted register."""
    await settled(council)
    await answers(council, council.ruth, "/exempt 1 personal “on Monday”")
    for asked in ("/export case 1", "/export redacted"):
        made = await exported(council, council.ruth, asked)
        assert "(no title)" in register(made)
        assert "Margaret" not in register(made)
        assert "agreed then" not in register(made)
    assert SAID in register(await exported(council, council.ruth, "/export case 1 whole"))


async def test_what_is_only_flagged_does_not_go_out(council: Stage) -> None:
    """Words that are on no record stand in the council's own bundle, and in none that is redacted."""
    await recorded(council, council.ann, QUOTE)
    council.margaret.says(DECISION, in_=council.room)
    await council.settled()
    assert SAID in register(await exported(council, council.ruth))
    out = await exported(council, council.ruth, "/export redacted")
    assert "(no title)" in register(out)
    assert not out.holds("agreed then")
    assert not out.holds("Margaret Penhale")


async def test_words_of_a_record_outside_the_bundle_do_not_go_out(council: Stage) -> None:
    """A matter that has a record in a redacted bundle is not told by the words of another that is not in it."""
    said = await recorded(council, council.margaret, DECISION)
    answer = council.tom.replies(said, "Agreed, I have told Hendersons to start.")
    council.tom.reacts(answer, "✍")
    await council.settled()
    await answers(council, council.ruth, "/foi new “Zebras”")
    await answers(council, council.ruth, "/foi 1 add 2")
    made = await exported(council, council.ruth, "/export case 1")
    assert made.refs == ["2026/0002"]
    assert ">(no title)</td>" in register(made)
    assert "Margaret" not in register(made)
    assert SAID in register(await exported(council, council.ruth, "/export case 1 whole"))


async def test_a_conversation_tells_a_matter_by_the_one_message(council: Stage) -> None:
    """Where what was decided is on record only within a conversation, that message alone is told, with who said it."""
    council.ann.says("What do we do about the wall?", in_=council.room)
    council.margaret.says(DECISION, in_=council.room)
    await council.settled()
    council.ruth.says("/record last 2", in_=council.room)
    await council.settled()
    asked = council.room.by_bots()[-1]
    await pressed(council, council.ruth, asked, asked.keyboard[0][0].text)
    for bundle in ("/export", "/export redacted"):
        made = await exported(council, council.ruth, bundle)
        assert made.refs == ["2026/0001"]
        assert SAID in register(made)


async def test_what_is_forgotten_stands_by_who_put_it_on_the_agenda(council: Stage) -> None:
    """A title whose message nobody flagged, or recorded, has after three days the name and hour of whoever asked for it."""
    await recorded(council, council.ann, QUOTE)
    said = council.tom.says("The new bins have come.", in_=council.room)
    await council.forward(hours=1)
    council.owen.replies(said, "/agenda Bins")
    await council.forward(hours=80)
    shown = register(await exported(council, council.ruth))
    assert "Bins (Cllr Owen Pugh, Tue 10 Mar 2026, 20:0" in shown
