"""Putting a message on the record: by /record, by reaction, by button; and what happens to it afterwards."""

import hashlib
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from e2e.lines import CHAT, DECISION, STAFFING, flagged, nothing_told
from e2e.stage import Stage, staged
from minutebook.council.records import Method, Record, Route
from minutebook.storage import ledgers


async def only(stage: Stage) -> Record:
    """The one record there is."""
    await stage.settled()
    [record] = await stage.records()
    return record


async def entries(stage: Stage) -> int:
    """How many entries the council's ledger has."""
    async with stage.running.store.read() as tx:
        return (await ledgers.head(tx, (await stage.view()).council.id)).count


async def test_record_with_a_note_keeps_message_author_answered_and_note(council: Stage) -> None:
    """`/record NOTE` keeps what was said, by whom, in answer to what, who recorded it and why; ✍ is the receipt."""
    asked = council.margaret.says("Who is cutting the verge on Mill Lane?", in_=council.room)
    said = council.ann.replies(asked, "Bloggs are doing it on Friday.")
    await council.settled()
    council.tom.replies(said, "/record as the contractor “confirmed”")
    await council.town.reacted(said, "✍")
    record = await only(council)
    assert str(record.reference) == "2026/0001"
    assert record.text == "Bloggs are doing it on Friday."
    assert record.sender.name == "Cllr Ann Harrow"
    assert record.captured_by_name == "Cllr Tom Briggs"
    assert record.method is Method.COMMAND
    assert record.note == "as the contractor “confirmed”"
    assert (record.reply_sender, record.reply_text) == ("Cllr Margaret Penhale", asked.text)
    assert await entries(council) == 1


@pytest.mark.parametrize("emoji", ["✍", "✍️"])
async def test_the_pen_reaction_records(council: Stage, emoji: str) -> None:
    """✍, with or without a variation selector, puts a message on the record, an everyday one too."""
    said = council.ann.says(CHAT, in_=council.room)
    await council.settled()
    council.tom.reacts(said, emoji)
    await council.town.reacted(said, "✍")
    record = await only(council)
    assert (record.method, record.captured_by_name) == (Method.REACTION, "Cllr Tom Briggs")


async def test_other_reactions_do_not_record(council: Stage) -> None:
    """No other reaction puts anything on the record."""
    said = council.ann.says(CHAT, in_=council.room)
    for emoji in ("👍", "❤", "👀"):
        council.tom.reacts(said, emoji)
    await council.settled()
    assert await council.records() == []


async def test_the_recording_reaction_is_settable(council: Stage) -> None:
    """After `/emoji 👀` 👀 records and is the receipt, and ✍ does not; a thumb up is refused."""
    council.ruth.says("/emoji 👍", in_=council.room)
    await council.room.shows("does not already mean yes")
    council.ruth.says("/emoji 👀", in_=council.room)
    said = council.ann.says(CHAT, in_=council.room)
    await council.settled()
    council.tom.reacts(said, "✍")
    await council.settled()
    assert await council.records() == []
    council.tom.reacts(said, "👀")
    await council.town.reacted(said, "👀")
    await only(council)


async def test_the_button_records_and_closes_the_flag(council: Stage) -> None:
    """*Record it* under a caution records the message cautioned, which leaves the clerk's list."""
    council.margaret.says(DECISION, in_=council.room)
    caution = await council.room.shows("clause 10.5")
    answer = await council.priya.presses(caution, "Record it")
    assert answer.text == "On the record as 2026/0001."
    record = await only(council)
    assert (record.text, record.method) == (DECISION, Method.BUTTON)
    assert "decision" in record.concerns
    assert await flagged(council) == []


async def test_twice_is_once_however_it_is_asked(council: Stage) -> None:
    """Reaction, button, command and a second reaction make one record with one ledger entry; /record is answered."""
    said = council.margaret.says(DECISION, in_=council.room)
    caution = await council.room.shows("clause 10.5")
    council.ann.reacts(said, "✍")
    await council.town.reacted(said, "✍")
    assert (await council.priya.presses(caution, "Record it")).text == "On the record as 2026/0001."
    council.tom.reacts(said, "✍")
    council.owen.replies(said, "/record once more")
    await council.room.shows("on the record already, as 2026/0001")
    record = await only(council)
    assert record.captured_by_name == "Cllr Ann Harrow"
    assert record.note == ""
    assert await entries(council) == 1


async def test_un_reacting_removes_nothing(council: Stage) -> None:
    """✍ taken back leaves the record, and the receipt, as they are."""
    said = council.ann.says(CHAT, in_=council.room)
    council.tom.reacts(said, "✍")
    await council.town.reacted(said, "✍")
    council.tom.reacts(said)
    await council.settled()
    await only(council)
    assert council.world.bot_reactions(said) == ["✍"]


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        ("/record", "reply to it with /record"),
        ("/record what Ann said", "reply to it with /record"),
        ("/record thread", "reply to one of its messages with /record thread"),
        ("/record last 5", "I have kept none of these messages"),
        ("/RECORD Last 12", "I have kept none of these messages"),
        ("/record last 0", "from 1 to 50"),
        ("/record “last fifty-one”", "reply to it with /record"),
    ],
)
async def test_without_a_message_to_record_one_sentence_says_how(
    council: Stage, words: str, answer: str
) -> None:
    """`/record` alone, and its reserved arguments, are answered with how to do it; nothing is recorded."""
    mark = council.town.mark()
    council.ann.says(words, in_=council.room)
    await council.room.shows(answer, since=mark)
    assert await council.records() == []


@pytest.mark.parametrize("words", ["/record thread", "/record last 5"])
async def test_reserved_words_record_nothing_even_as_a_reply(council: Stage, words: str) -> None:
    """`thread` and `last N`, as the whole argument of a reply, are reserved and no note: they are asked about."""
    said = council.ann.says(CHAT, in_=council.room)
    council.tom.replies(said, words)
    await council.room.shows("One message by one person")
    assert await council.records() == []
    council.tom.replies(said, "/record last 5 hedges are done")
    await council.town.reacted(said, "✍")


async def test_a_reply_to_what_is_gone_says_how(council: Stage) -> None:
    """A reply to a deleted message records nothing and is answered."""
    said = council.ann.says(CHAT, in_=council.room)
    await council.settled()
    council.ann.deletes(said)
    council.tom.replies(said, "/record")
    await council.room.shows("with /record")
    assert await council.records() == []


async def test_a_reply_to_the_bot_says_how(council: Stage) -> None:
    """Replying /record to the bot's own answer, or reacting ✍ to it, records nothing."""
    council.tom.says("/record", in_=council.room)
    line = await council.room.shows("reply to it with /record")
    mark = council.town.mark()
    council.tom.replies(line, "/record")
    await council.room.shows("That is my own message", since=mark)
    council.tom.reacts(line, "✍")
    await council.settled()
    assert await council.records() == []
    assert len(council.said_by_bot(mark)) == 1


async def test_an_anonymous_administrator_is_asked_to_turn_anonymity_off(council: Stage) -> None:
    """`/record` and ✍ by an anonymous administrator record nothing; the command is answered."""
    said = council.ann.says(CHAT, in_=council.room)
    council.world.promote(council.room.chat, council.tom.person, anonymous=True)
    council.tom.replies(said, "/record")
    await council.room.shows("turn anonymity off")
    council.tom.reacts(said, "✍")
    await council.settled()
    assert await council.records() == []


async def test_where_reactions_are_not_allowed_a_line_is_the_receipt(council: Stage) -> None:
    """In a group that allows no ✍ the receipt is a one-line reply."""
    council.room.chat.available_reactions = ("👍",)
    said = council.ann.says(CHAT, in_=council.room)
    council.tom.replies(said, "/record")
    receipt = await council.room.shows("✍ On the record as 2026/0001.")
    assert receipt.reply_to is said


async def test_a_file_is_fetched_hashed_and_stored(council: Stage) -> None:
    """The file of a recorded message lies in the folder of files under the hash of its bytes, and is listed."""
    content = b"%PDF-1.7 the Hendersons quote"
    said = council.ann.attaches("../../quote £450.pdf", content, in_=council.room, caption="The quote")
    await council.settled()
    council.tom.replies(said, "/record")
    [file] = (await only(council)).files
    digest = hashlib.sha256(content).hexdigest()
    assert (file.state, file.sha256, file.size) == ("stored", digest, len(content))
    kept = [path for path in council.settings.storage.files.rglob("*") if path.is_file()]
    assert [path.read_bytes() for path in kept] == [content]
    assert kept[0].stat().st_mode & 0o777 == 0o600


async def test_a_file_too_big_for_telegram_is_named_and_not_fetched(council: Stage) -> None:
    """A file above 20 MB is on the record by name and size, as one that Telegram would not hand over."""
    said = council.world.attach(
        council.ann.person, council.room.chat, "film.mp4", b"x", claimed_size=30_000_000
    )
    council.tom.replies(said, "/record")
    [file] = (await only(council)).files
    assert (file.name, file.state, file.size) == ("film.mp4", "too_big", 30_000_000)


async def test_a_sensitive_matter_about_the_clerk_goes_to_the_staffing_recipients_store(
    council: Stage,
) -> None:
    """Recorded by /record, what answers the clerk and complains of her is kept from her; the group sees no word."""
    asked = council.ruth.says("The minutes are on the website.", in_=council.room)
    said = council.ann.replies(asked, "Her appraisal was poor and her pay should be cut, I say.")
    await council.settled()
    mark = council.town.mark()
    council.tom.replies(said, "/record")
    await council.town.reacted(said, "✍")
    record = await only(council)
    assert record.route is Route.STAFFING
    assert nothing_told(council.said_by_bot(mark))


async def test_recording_a_sensitive_message_tells_the_group_nothing(council: Stage) -> None:
    """The receipt of a sensitive message, a line too, is a reference and no more."""
    council.room.chat.available_reactions = ()
    mark = council.town.mark()
    said = council.margaret.says(STAFFING, in_=council.room)
    council.tom.replies(said, "/record")
    await council.room.shows("On the record as", since=mark)
    await council.settled()
    assert nothing_told(council.said_by_bot(mark))


@pytest.fixture
async def hidden(tmp_path: Path) -> AsyncIterator[Stage]:
    """A council whose bot is no admin and has privacy mode on: it sees only what is said to it."""
    async with staged(tmp_path, admin=False, reads_all=False) as stage:
        await stage.set_up()
        yield stage


async def test_under_privacy_mode_record_by_reply_still_works(hidden: Stage) -> None:
    """The bot never saw the message; the reply carries it."""
    said = hidden.ann.says(CHAT, in_=hidden.room)
    hidden.tom.replies(said, "/record@minutes_bot noted")
    await hidden.town.reacted(said, "✍")
    record = await only(hidden)
    assert (record.text, record.note) == (CHAT, "noted")
