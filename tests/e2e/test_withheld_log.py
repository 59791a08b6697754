"""The page of what is withheld names what a copy in fact withholds: each place once, in every version that has it."""

import re
from html import unescape

from e2e.bundled import Bundle, exported
from e2e.private import told
from e2e.stage import Stage
from minutebook.sandbox.messages import Message

SECRET = "Xanthippe Oldcastle"


def log(bundle: Bundle) -> list[list[str]]:
    """Record, place and reason of each row of the page of what is withheld."""
    rows = re.findall(r'<tr role="row"><th scope="row".*?</tr>', bundle.text("redactions.html"))
    return [[unescape(cell) for cell in re.findall(r">([^<]*)</t[hd]>", row)][:3] for row in rows]


async def recorded(council: Stage, said: Message) -> None:
    """Put a message on the record by a reaction."""
    council.margaret.reacts(said, "✍")
    await council.settled()


async def test_an_answer_to_another_wording_withholds_nothing(council: Stage) -> None:
    """Who answers a message after the words that are withheld were taken out of it is not named on the page."""
    owes = council.tom.says(f"{SECRET} owes us money", in_=council.room)
    await council.settled()
    await recorded(council, owes)
    before = council.owen.replies(owes, "How much?")
    await council.settled()
    await recorded(council, before)
    council.tom.edits(owes, "Someone owes us money")
    await council.settled()
    after = council.priya.replies(owes, "Who is it?")
    await council.settled()
    await recorded(council, after)
    await told(council, council.ruth, f'/exempt 1 personal "{SECRET}"')
    bundle = await exported(council, council.ruth, "/export redacted")
    assert [bool(row["withheld"]) for row in bundle.rows] == [True, True, False]
    assert not bundle.holds(SECRET)
    why = "personal information, FOIA s.40"
    assert log(bundle) == [
        ["2026/0001", "19 characters of the first version", why],
        ["2026/0002", "what it repeats of another record", why],
    ]
    assert "Nothing of record 2026/0003 is withheld" in await told(council, council.ruth, "/exempt 3")


async def test_a_message_a_conversation_holds_is_named_once(council: Stage) -> None:
    """What lends a mark in two ways, as what is answered and as what is held, stands on the page once."""
    ask = council.ann.says("Shall we mend the swing?", in_=council.room)
    owes = council.tom.replies(ask, f"{SECRET} owes us £4,200")
    await council.settled()
    what = council.margaret.says("what? no", in_=council.room, reply_to=owes, quote="Xanthippe Old")
    await council.settled()
    await recorded(council, what)
    council.tom.replies(owes, "/record thread")
    question = await council.room.shows("Shall I put them on the record as one?")
    await council.tom.presses(question, "Record")
    await council.settled()
    await told(council, council.ruth, f'/exempt 2 personal "{SECRET}"')
    await told(council, council.ruth, '/exempt 2 personal "£4,200"')
    bundle = await exported(council, council.ruth, "/export redacted")
    assert not bundle.holds("Xanthippe")
    assert [row[:2] for row in log(bundle)] == [
        ["2026/0001", "what it repeats of another record"],
        ["2026/0002", "19 characters of the first version"],
        ["2026/0002", "6 characters of the first version"],
    ]
    assert "One mark of another record" not in await told(council, council.ruth, "/exempt 1")
    assert "2 marks of other records" in await told(council, council.ruth, "/exempt 1")


async def test_every_version_of_a_conversation_is_named(council: Stage) -> None:
    """Words that stand in every version of a conversation, whoever edited what else, are told of every version."""
    first = council.ann.says("The hedge is high", in_=council.room)
    secret = council.tom.says(f"My neighbour {SECRET} has cancer", in_=council.room)
    await council.settled()
    for turn in range(3):
        council.ann.edits(first, f"The hedge is high, {turn}")
        await council.settled()
    council.ruth.says("/record last 2", in_=council.room)
    await council.settled()
    question = council.ruth.heard(council.bot)[-1]
    await council.ruth.presses(question, "Record")
    await council.settled()
    await told(council, council.ruth, f'/exempt 1 personal "{SECRET}"')
    bundle = await exported(council, council.ruth, "/export redacted")
    assert not bundle.holds(SECRET)
    assert [row[1] for row in log(bundle)] == ["19 characters of every version"]
    council.tom.edits(secret, "My neighbour has cancer")
    await council.settled()
    await told(council, council.ruth, '/exempt 1 personal "neighbour"')
    bundle = await exported(council, council.ruth, "/export redacted")
    assert "19 characters of versions 1 to 4" in [row[1] for row in log(bundle)]
