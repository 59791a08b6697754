"""Edits and polls are assessed like any message; what else a message can be is taken in without harm."""

import pytest
import telegram

from e2e.lines import CHAT, DECISION, STAFFING, flagged, nothing_told
from e2e.stage import Stage
from minutebook.handlers.dispatch import is_chatter
from minutebook.sandbox import oddities, shapes


async def test_an_edit_into_a_decision_is_cautioned(council: Stage) -> None:
    """A harmless message edited into a decision is cautioned and listed as it then stands."""
    said = council.margaret.says(CHAT, in_=council.room)
    await council.settled()
    council.margaret.edits(said, DECISION)
    caution = await council.room.shows("clause 10.5")
    assert caution.reply_to is said
    [listed] = await flagged(council)
    assert listed.message is not None
    assert listed.message.text == DECISION


async def test_an_edit_of_an_old_message_is_news(council: Stage) -> None:
    """Late is counted from the edit: a message of yesterday edited now is cautioned now."""
    said = council.margaret.says(CHAT, in_=council.room)
    await council.forward(hours=20)
    council.margaret.edits(said, DECISION)
    await council.room.shows("clause 10.5")
    assert [item.late for item in await flagged(council)] == [False]


async def test_editing_a_cautioned_message_does_not_caution_again(council: Stage) -> None:
    """A decision reworded is the same matter and kind; the clerk sees the words as they stand."""
    said = council.margaret.says(DECISION, in_=council.room)
    await council.room.shows("clause 10.5")
    mark = council.town.mark()
    council.margaret.edits(said, "Right, that's agreed then. Tell Hendersons to start on Tuesday.")
    await council.settled()
    assert council.room.silent_since(mark)
    [listed] = await flagged(council)
    assert listed.message is not None
    assert "Tuesday" in listed.message.text


async def test_a_decision_edited_away_stays_on_the_clerks_list(council: Stage) -> None:
    """What was said was said: editing it into small talk does not take it off the list."""
    said = council.margaret.says(DECISION, in_=council.room)
    await council.settled()
    council.margaret.edits(said, CHAT)
    await council.settled()
    [listed] = await flagged(council)
    assert listed.message is not None
    assert listed.message.text == DECISION


async def test_an_edited_record_command_does_not_record(council: Stage) -> None:
    """A message edited into /record, or an old /record edited, is no command."""
    said = council.ann.says(CHAT, in_=council.room)
    reply = council.tom.replies(said, "Quite.")
    await council.settled()
    council.tom.edits(reply, "/record")
    await council.settled()
    assert await council.records() == []


async def test_a_poll_that_asks_for_approval_is_cautioned(council: Stage) -> None:
    """A poll "Shall we approve…?" asks for a vote outside a meeting."""
    poll = council.margaret.polls("Shall we approve the Hendersons quote?", ["Yes", "No"], in_=council.room)
    caution = await council.room.shows("clause 10.5")
    assert caution.reply_to is poll
    assert "Hendersons" not in caution.text


async def test_a_poll_about_the_christmas_lunch_passes(council: Stage) -> None:
    """An everyday poll is met with silence."""
    mark = council.town.mark()
    council.margaret.polls("Which day suits for the Christmas lunch?", ["Monday", "Friday"], in_=council.room)
    await council.settled()
    assert council.room.silent_since(mark)
    assert await flagged(council) == []


async def test_a_recorded_poll_keeps_its_options_and_gets_its_totals_when_stopped(council: Stage) -> None:
    """A poll on the record gets a version with its totals, which Telegram tells when it is stopped."""
    poll = council.margaret.polls("Shall we approve the Hendersons quote?", ["Yes", "No"], in_=council.room)
    await council.settled()
    council.tom.reacts(poll, "✍")
    await council.town.reacted(poll, "✍")
    council.ann.votes(poll, 0)
    council.tom.votes(poll, 0)
    council.margaret.stops(poll)
    await council.settled()
    [record] = await council.records()
    assert record.text == "Shall we approve the Hendersons quote?"
    assert len(record.versions) == 2
    council.ruth.says("/show 1", in_=council.bot)
    shown = await council.ruth.hears("Record 2026/0001", council.bot)
    assert "With: poll: Yes, No" in shown.text
    assert "Poll closed: Yes 2, No 0" in shown.text


async def test_a_poll_stopped_after_the_short_memory_has_gone_gets_its_totals(council: Stage) -> None:
    """A poll on the record gets its totals however late it is stopped, and after a restart too."""
    poll = council.margaret.polls("Shall we approve the Hendersons quote?", ["Yes", "No"], in_=council.room)
    other = council.margaret.polls("Which day suits?", ["Monday", "Friday"], in_=council.room)
    await council.settled()
    council.tom.reacts(poll, "✍")
    await council.town.reacted(poll, "✍")
    council.ann.votes(poll, 0)
    for _ in range(5):
        await council.forward(days=1)
    await council.restart()
    council.margaret.stops(other)
    council.margaret.stops(poll)
    await council.settled()
    [record] = await council.records()
    assert [version.number for version in record.versions] == [1, 2]
    assert record.other == "poll: Yes, No"
    assert record.versions[-1].totals == "Yes 1, No 0"


async def test_a_poll_stopped_at_once_is_counted_after_it_was_taken_in(council: Stage) -> None:
    """Asked, put on the record and stopped in one breath: the totals are not lost on the way."""
    poll = council.margaret.polls("Shall we approve the Hendersons quote?", ["Yes", "No"], in_=council.room)
    council.ann.votes(poll, 0)
    council.tom.reacts(poll, "✍")
    council.margaret.stops(poll)
    await council.settled()
    [record] = await council.records()
    assert record.other == "poll: Yes, No"
    assert record.versions[-1].totals == "Yes 1, No 0"


async def test_a_caption_is_assessed_like_text(council: Stage) -> None:
    """A decision in the caption of a file is cautioned."""
    council.margaret.attaches("quote.pdf", b"quote", in_=council.room, caption=DECISION)
    await council.room.shows("clause 10.5")


async def test_a_forwarded_message_is_assessed(council: Stage) -> None:
    """A sensitive message forwarded into the group is one that its forwarder has shared; nothing of it is repeated."""
    outside = council.town.group("Elsewhere", council.margaret)
    original = council.margaret.says(STAFFING, in_=outside)
    mark = council.town.mark()
    council.margaret.forwards(original, to=council.room)
    await council.settled()
    assert len(await flagged(council)) == 1
    assert nothing_told(council.said_by_bot(mark))


async def test_a_rich_message_is_assessed(council: Stage) -> None:
    """A rich message has no `text`; its words are read all the same."""
    oddities.rich_message(council.world, council.margaret.person, council.room.chat, DECISION)
    await council.room.shows("clause 10.5")


@pytest.mark.parametrize("mode", ["auto", "public", "private", "observe"])
async def test_no_word_of_a_sensitive_matter_comes_back_in_the_group(council: Stage, mode: str) -> None:
    """Whatever the mode and whatever is done about it, the group reads nothing of a sensitive message."""
    council.ruth.says(f"/cautions {mode}", in_=council.room)
    await council.settled()
    mark = council.town.mark()
    said = council.margaret.says(STAFFING, in_=council.room)
    await council.settled()
    council.margaret.edits(said, STAFFING + " Shall we agree to dismiss him?")
    council.ann.replies(said, "/agenda Item for the clerk")
    council.tom.replies(said, "/record")
    council.tom.replies(said, "/record")
    council.ann.reacts(said, "👍")
    council.priya.reacts(said, "👍")
    council.owen.replies(said, "Agreed.")
    await council.settled()
    await council.next_morning()
    assert nothing_told(council.said_by_bot(mark))


async def test_what_carries_no_words_does_no_harm(council: Stage) -> None:
    """Places, contacts, voice messages, ephemeral commands and unknown updates pass; the next message is heard."""
    chat, ann = council.room.chat, council.ann.person
    council.world.share_location(ann, chat, 51.5, -0.1)
    council.world.share_contact(ann, chat, "+44 7700 900123", "Bob Builder")
    council.world.voice(ann, chat)
    oddities.ephemeral_command(council.world, ann, chat, "/record")
    oddities.unknown_update(council.world, council.bot)
    oddities.unparseable_poll(council.world, ann, chat)
    council.margaret.says(DECISION, in_=council.room)
    await council.room.shows("clause 10.5")
    assert await council.records() == []


async def test_a_place_can_be_recorded(council: Stage) -> None:
    """A message without words can be put on the record."""
    said = council.world.share_location(council.ann.person, council.room.chat, 51.5, -0.1)
    await council.settled()
    council.tom.reacts(said, "✍")
    await council.town.reacted(said, "✍")
    [record] = await council.records()
    assert record.other == "location 51.50000, -0.10000"


async def test_a_service_message_is_nothing_to_record(council: Stage) -> None:
    """`/record` under "Denise joined the group" is answered with how it is done."""
    joined = council.denise.joins(council.room)
    council.tom.replies(joined, "/record")
    await council.room.shows("reply to it with /record")
    assert await council.records() == []


async def test_comings_and_goings_are_no_talk(council: Stage) -> None:
    """Only talk is taken in together: were others among it, the failure of one would have the rest handled twice."""
    said = council.margaret.says(CHAT, in_=council.room)
    joined = council.denise.joins(council.room)
    await council.settled()
    updates = [
        telegram.Update.de_json({"update_id": 1, "message": shapes.message(message, council.bot)}, None)
        for message in (said, joined)
    ]
    assert [await is_chatter(council.running.house, update) for update in updates] == [True, False]


async def test_what_cannot_be_read_is_told_to_whom_it_concerns(council: Stage) -> None:
    """A council's clerk reads of it in the digest, by number and hour; of what has no chat the admin is told, once a day."""
    number = council.bot.queue.created
    for _ in range(2):
        oddities.unparseable_poll(council.world, council.ann.person, council.room.chat)
    mark = council.town.mark()
    for _ in range(2):
        council.bot.queue.add("poll", b'{"id":"7"}')
    await council.settled()
    told = [m.text for m in council.ruth.heard(council.bot, since=mark)]
    assert len(told) == 1
    assert f"{number + 2}" in told[0]
    mark = council.town.mark()
    await council.next_morning()
    digest = await council.ruth.hears("could not be read", council.bot, since=mark)
    assert str(number) in digest.text
    assert "19:00" in digest.text
