"""/review says why a message was flagged: the kind, the clause and the words that told."""

import sqlite3

from e2e.private import DECISION, GRIEVANCE, answer, answers, replied, told
from e2e.stage import Stage

EMOJI = "👍🏽👍🏽 Right <then> & so on. I've told Hendersons to start on Monday."


def why_of(text: str) -> list[str]:
    """Return the lines that name a kind and a clause."""
    return [line for line in text.split("\n") if "): " in line]


async def test_it_names_the_clause_and_the_words(council: Stage) -> None:
    """Each kind has one short line, with the clause of the policy and the words, cut out of the text."""
    council.ann.says(DECISION, in_=council.room)
    await council.settled()
    shown = await answer(council, council.ruth, "/review")
    assert why_of(shown.text) == [
        "decision (10.5): “Right, that's agreed then”",
        "contract (10.2): “Tell Hendersons”",
    ]


async def test_an_edit_is_told_by_its_own_words(council: Stage) -> None:
    """After an edit the words are those of the new text, whatever stands before them."""
    said = council.ann.says(DECISION, in_=council.room)
    await council.settled()
    council.ann.edits(said, EMOJI)
    await council.settled()
    shown = await answer(council, council.ruth, "/review")
    lines = why_of(shown.text)
    assert lines[0].startswith("decision (10.5): “I've told Hendersons to start")
    assert "agreed" not in shown.text


async def test_the_policy_adopted_is_the_one_cited(council: Stage) -> None:
    """Under a policy without numbers the heading is cited, from the moment it is adopted."""
    council.ann.says(DECISION, in_=council.room)
    await council.settled()
    await replied(council, council.ruth, "/policy lenham")
    shown = await told(council, council.ruth, "/review")
    assert why_of(shown)[0].startswith("decision (“Use of WhatsApp”): “")


async def test_what_is_about_the_clerk_shows_its_words_to_the_recipient_alone(council: Stage) -> None:
    """The staffing recipient reads why; the clerk is shown neither the message nor its words."""
    council.margaret.starts(council.bot)
    await replied(council, council.ruth, "/staffing @margaret_p")
    council.ann.says(GRIEVANCE, in_=council.room)
    await council.settled()
    assert "complaint (10.5): “formal complaint about the clerk" in await told(
        council, council.margaret, "/review"
    )
    clerks = "\n".join(message.text for message in await answers(council, council.ruth, "/review"))
    assert "complaint" not in clerks


async def test_what_was_flagged_before_is_shown_as_it_was(council: Stage) -> None:
    """A flag of an earlier program, which noted no words, is shown without them."""
    council.ann.says(DECISION, in_=council.room)
    await council.settled()
    with sqlite3.connect(council.folder / "data" / "minutebook.db") as file:
        file.execute("UPDATE candidates SET why = NULL")
    file.close()
    shown = await told(council, council.ruth, "/review")
    assert why_of(shown) == []
    assert DECISION in shown
