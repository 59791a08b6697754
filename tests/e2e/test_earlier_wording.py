"""What was taken back before a conversation went on the record: read, withheld and sent out like a message's own."""

from collections.abc import Sequence

from e2e.bundled import exported
from e2e.private import answers, pressed, told
from e2e.stage import Stage
from e2e.test_exempting import copies
from e2e.test_redacted_bundle import shows
from minutebook.council.exemptions import plain
from minutebook.council.letters import Channel
from minutebook.council.wording import load_wording
from minutebook.reports.letters import Postroom
from minutebook.sandbox.messages import Message
from minutebook.storage.verifying import verify_council

FIRST = "Yes, I award it to my brother-in-law Zebedee."
AFTER = "Yes, get three quotes."
MEMBERS = ("index.html", "records.pdf", "records.csv", "records.jsonl")


async def edited(council: Stage) -> Message:
    """A question, and an answer to it that was edited."""
    asked = council.ann.says("Shall we mend the swing? It is £90.", in_=council.room)
    said = council.tom.replies(asked, FIRST)
    await council.settled()
    council.tom.edits(said, AFTER)
    await council.settled()
    return said


async def talk(council: Stage) -> Message:
    """Put that conversation on the record."""
    said = await edited(council)
    mark = council.town.mark()
    council.ruth.replies(said, "/record thread")
    await council.settled()
    [question] = council.ruth.heard(council.bot, since=mark)
    await pressed(council, council.ruth, question, "Record")
    return said


async def verified(council: Stage) -> None:
    """Re-read the ledger and all it speaks of."""
    council_id = (await council.view()).council.id
    async with council.running.store.read() as tx:
        await verify_council(tx, council_id, "Wexcombe", folder=council.settings.storage.files)


async def versions(council: Stage) -> Sequence[str]:
    """What the copy of the latest record says, version by version."""
    return [plain(text, {}) for _, text, _ in (await copies(council))[-1].versions]


async def test_the_question_says_what_was_edited(council: Stage) -> None:
    """A message that was edited has a sign, and the question says that its earlier words are taken too."""
    said = await edited(council)
    mark = council.town.mark()
    council.ruth.replies(said, "/record thread")
    await council.settled()
    [question] = council.ruth.heard(council.bot, since=mark)
    assert "1. Cllr Ann Harrow, 19:00: Shall we" in question.text
    assert f"2. Cllr Tom Briggs, 19:00 ✎: {AFTER}" in question.text
    assert "✎ was edited: its earlier words go on the record too" in question.text


async def test_show_and_letters_tell_every_wording(council: Stage) -> None:
    """The clerk, and the mailbox, read what was said first as the first version, and what it became as the next."""
    await talk(council)
    shown = await told(council, council.ruth, "/show 1")
    one, two = shown.index("Version 1 of 2"), shown.index("Version 2 of 2")
    assert one < shown.index(FIRST) < two < shown.index(AFTER)
    [record] = await council.records()
    assert record.at_capture == 2
    assert AFTER in record.text
    post = Postroom((await council.view()).council, load_wording(), Channel.EMAIL)
    letter = post.record(record, 2, (), record.captured_at)
    assert FIRST in letter.text
    assert AFTER in letter.text
    await verified(council)


async def test_a_bundle_tells_every_wording_and_is_whole(council: Stage) -> None:
    """The first words stand on the page, in the PDF and both tables; the checker compares them with the ledger."""
    said = await talk(council)
    council.tom.edits(said, "Yes, get four quotes.")
    await council.settled()
    made = await exported(council, council.ruth, "/export")
    assert [name for name in MEMBERS if name in made.holds("Zebedee")] == list(MEMBERS)
    assert "Version 2 of 3" in made.text("index.html")
    [row] = made.rows
    assert [words in str(text) for text, words in zip(row["texts"], (FIRST, AFTER, "four"), strict=True)] == [  # type: ignore[call-overload]
        True,
        True,
        True,
    ]


async def test_a_mark_on_the_earlier_words_keeps_them_in(council: Stage) -> None:
    """The clerk marks what was taken back; it is in no part of the copy that goes out."""
    await talk(council)
    heard = await answers(council, council.ruth, "/exempt 1 personal “brother-in-law Zebedee”")
    assert AFTER in heard[-1].text
    assert "Zebedee" not in heard[-1].text
    assert "Yes, I award it to my [withheld: personal]." in (await versions(council))[0]
    made = await exported(council, council.ruth, "/export redacted")
    assert made.refs == ["2026/0001"]
    assert not shows(made, "Zebedee", "brother-in-law")
    assert "Yes, I award it to my" in made.text("index.html")


async def test_a_member_withheld_in_its_own_record_is_so_in_every_wording(council: Stage) -> None:
    """Marked whole in a record of its own, a message is in no version of the conversation, nor is who said it."""
    said = await edited(council)
    council.ruth.reacts(said, "✍")
    await council.settled()
    await answers(council, council.ruth, "/exempt 1 personal")
    council.ruth.replies(said, "/record thread")
    await council.settled()
    question = council.ruth.heard(council.bot)[-1]
    await pressed(council, council.ruth, question, "Record")
    assert len(await versions(council)) == 2
    made = await exported(council, council.ruth, "/export redacted")
    assert made.refs == ["2026/0001", "2026/0002"]
    assert not shows(made, "Zebedee", "award it", "three quotes", "Tom Briggs")
    assert "mend the swing" in made.text("index.html")


async def test_a_passage_withheld_in_its_own_record_is_so_in_the_conversations_earlier_wording(
    council: Stage,
) -> None:
    """A mark on words of a message that it no longer says is lent to the conversation that says them first."""
    said = await edited(council)
    council.ruth.reacts(said, "✍")
    await council.settled()
    await answers(council, council.ruth, "/exempt 1 personal “Zebedee”")
    council.ruth.replies(said, "/record thread")
    await council.settled()
    question = council.ruth.heard(council.bot)[-1]
    await pressed(council, council.ruth, question, "Record")
    made = await exported(council, council.ruth, "/export redacted")
    assert not shows(made, "Zebedee")
    assert "my brother-in-law [withheld: personal]" in (await versions(council))[0]
