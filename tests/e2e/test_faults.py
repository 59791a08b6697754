"""What goes wrong between the bot and Telegram, and between the bot and its disk: nothing is lost, little doubled."""

import json
import logging
import sqlite3
from pathlib import Path

import pytest

from e2e.stage import Stage, staged
from minutebook.council import outgoing
from minutebook.council.outgoing import Outgoing
from minutebook.sandbox.driver import Room
from minutebook.sandbox.messages import Message
from minutebook.storage import outbox

DECISION = "Right, that's agreed then. Tell Hendersons to start on Monday."
CLAUSE = "clause 10.5"
MARK = "You may have this already"


def cautions(council: Stage) -> list[Message]:
    """The cautions in the group, oldest first."""
    return [message for message in council.room.by_bots() if CLAUSE in message.text]


async def test_too_many_requests_hold_one_chat_and_no_other(council: Stage) -> None:
    """While a group is told to wait its caution waits, private answers go; then it comes once, unmarked."""
    council.world.faults.too_many(60, method="sendMessage", chat=council.room.id)
    council.margaret.says(DECISION, in_=council.room)
    await council.settled()
    mark = council.town.mark()
    council.ruth.says("/today", in_=council.bot)
    await council.ruth.hears("Wexcombe Parish Council", council.bot, since=mark)
    assert cautions(council) == []
    await council.forward(seconds=30)
    assert cautions(council) == []
    await council.forward(seconds=31)
    [caution] = cautions(council)
    assert MARK not in caution.text


async def test_order_in_a_chat_outlives_a_wait(council: Stage) -> None:
    """What was to be said first is said first, though it was told to wait."""
    council.world.faults.too_many(5, method="sendMessage", chat=council.room.id)
    council.ann.says("/record", in_=council.room)
    await council.settled()
    council.ann.says("/agenda", in_=council.room)
    await council.settled()
    mark = council.town.mark()
    await council.forward(seconds=6)
    said = council.said_by_bot(mark)
    assert len(said) == 2
    assert "/record" in said[0]
    assert "/agenda" in said[1]


@pytest.mark.parametrize("code", [500, 502, 504])
async def test_a_server_error_is_tried_again_unmarked(council: Stage, code: int) -> None:
    """A 5xx answer says that nothing was sent: it is sent later, once, and not as a copy."""
    council.world.faults.server_error(code, method="sendMessage", chat=council.room.id, times=3)
    council.margaret.says(DECISION, in_=council.room)
    await council.settled()
    for _ in range(3):
        assert cautions(council) == []
        await council.forward(minutes=1)
    [caution] = cautions(council)
    assert MARK not in caution.text


async def test_a_broken_connection_is_sent_once_more_and_marked(council: Stage) -> None:
    """Where the answer is lost after the effect the message comes a second time, and says that it may be one."""
    council.world.faults.vanish(method="sendMessage", chat=council.room.id, drop=True)
    council.margaret.says(DECISION, in_=council.room)
    await council.settled()
    await council.forward(minutes=1)
    first, second = cautions(council)
    assert MARK not in first.text
    assert second.text.startswith(MARK)
    await council.forward(hours=1)
    assert len(cautions(council)) == 2


async def test_there_is_no_third_copy(council: Stage) -> None:
    """If the second copy goes unanswered too it is given up, and what waits behind it goes."""
    council.world.faults.vanish(method="sendMessage", chat=council.room.id, drop=True, times=2)
    council.margaret.says(DECISION, in_=council.room)
    await council.settled()
    for _ in range(4):
        await council.forward(minutes=10)
    assert len(cautions(council)) == 2
    mark = council.town.mark()
    council.ann.says("/record", in_=council.room)
    await council.room.shows("/record", since=mark)


async def test_a_time_out_after_the_effect_is_sent_once_more_and_marked(council: Stage) -> None:
    """A digest whose answer never comes is sent once more, marked; the records it tells of are not doubled."""
    said = council.margaret.says(DECISION, in_=council.room)
    council.ann.reacts(said, "✍")
    await council.settled()
    council.world.faults.vanish(method="sendMessage", chat=council.ruth.id)
    mark = council.town.mark()
    due = (await council.view()).council.next_digest_at - council.clock.now()
    council.clock.ahead += due
    await council.running.ticker.jumped()
    await council.running.ticker.tick()
    await council.running.idle()
    await council.forward(minutes=1)
    first, second = [m for m in council.ruth.heard(council.bot, since=mark) if "2026/0001" in m.text]
    assert second.text == f"{MARK}: Telegram did not confirm the first copy.\n\n{first.text}"
    assert len(await council.records()) == 1


async def test_a_refused_receipt_becomes_a_line(council: Stage) -> None:
    """Where the bot may not react the receipt is one line; a reaction that timed out is simply set again."""
    council.world.faults.vanish(method="setMessageReaction", drop=True)
    said = council.ann.says("The clerk will write to the county.", in_=council.room)
    council.ann.reacts(said, "✍")
    await council.settled()
    await council.forward(minutes=1)
    await council.town.reacted(said, "✍")
    assert not [text for text in council.said_by_bot() if "2026/0001" in text]


async def test_a_slow_answer_holds_up_nobody_else(council: Stage) -> None:
    """While a group's message waits for its answer others are answered."""
    council.world.faults.slow(3, method="sendMessage", chat=council.room.id)
    council.margaret.says(DECISION, in_=council.room)
    await council.room.shows(CLAUSE)
    assert council.world.state.in_flight == 1
    mark = council.town.mark()
    council.denise.starts(council.bot)
    await council.denise.hears("Minutebook", council.bot, since=mark)
    assert council.world.state.in_flight == 1
    await council.settled()
    assert len(cautions(council)) == 1


async def test_batches_that_come_twice_are_taken_once(council: Stage) -> None:
    """Duplicates within a batch, and everything redelivered at once, change nothing."""
    council.world.faults.duplicates = True
    said = council.margaret.says(DECISION, in_=council.room)
    council.ann.reacts(said, "✍")
    council.priya.replies(said, "/agenda New contractor")
    council.ruth.says("/quorum 4", in_=council.room)
    await council.settled()
    before = (council.said_by_bot(), len(council.world.calls))
    assert council.bot.queue.redeliver() > 5
    await council.settled()
    assert council.said_by_bot() == before[0]
    done = [c.method for c in council.world.calls[before[1] :] if c.method != "getUpdates"]
    assert done == []
    assert len(cautions(council)) == 1
    assert [str(record.reference) for record in await council.records()] == ["2026/0001"]


async def test_a_storm_loses_nothing(council: Stage) -> None:
    """With a third of all calls failing one way or another, every receipt and caution arrives in the end."""
    council.world.faults.storm(7, 0.33)
    said = [
        council.margaret.says(f"Item {number}: the fence by plot {number}.", in_=council.room)
        for number in range(8)
    ]
    for message in said:
        council.ann.reacts(message, "✍")
    council.margaret.says(DECISION, in_=council.room)
    for _ in range(6):
        await council.settled()
        await council.forward(minutes=20)
    council.world.faults.clear()
    await council.forward(minutes=20)
    for message in said:
        await council.town.reacted(message, "✍")
    assert len(await council.records()) == 8
    assert 1 <= len(cautions(council)) <= 2
    assert len([caution for caution in cautions(council) if MARK not in caution.text]) == 1


async def test_a_question_without_an_answer_is_soon_asked_again(council: Stage) -> None:
    """Whether who reacts is a member is asked of Telegram; that this fails time after time costs seconds."""
    council.world.faults.server_error(502, method="getChatMember", times=4)
    said = council.margaret.says("The clerk will write to the county.", in_=council.room)
    council.ann.reacts(said, "✍")
    await council.town.reacted(said, "✍", within=15)
    assert len(await council.records()) == 1


async def test_a_press_is_not_refused_for_want_of_an_answer(council: Stage) -> None:
    """Where Telegram cannot say now whether the presser is a member it is asked again; nobody is turned away."""
    council.margaret.says(DECISION, in_=council.room)
    caution = await council.room.shows(CLAUSE)
    council.world.faults.server_error(502, method="getChatMember")
    assert (await council.ann.presses(caution, "Record it")).text == "On the record as 2026/0001."


async def test_an_export_that_waits_is_not_sent_to_who_may_not_have_it_any_more(council: Stage) -> None:
    """Its files are made when they are sent: whoever gave up the office meanwhile is sent none."""
    said = council.margaret.says("The clerk will write to the county.", in_=council.room)
    council.ann.reacts(said, "✍")
    await council.settled()
    council.world.faults.server_error(502, method="sendDocument")
    council.ruth.says("/export", in_=council.bot)
    await council.settled()
    council.ruth.says("/clerk off", in_=council.room)
    await council.settled()
    await council.forward(minutes=5)
    await council.forward(minutes=5)
    assert not [m for m in council.ruth.heard(council.bot) if m.attachment is not None]
    done = [call for call in council.world.calls if call.method == "sendDocument"]
    assert len(done) == 1


async def test_a_locked_database_deafens_nobody(council: Stage) -> None:
    """While another process holds the file updates wait at Telegram; once it lets go all is handled, once."""
    other = sqlite3.connect(council.running.store.path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    asked = len(council.world.calls)
    said = council.margaret.says(DECISION, in_=council.room)
    council.ann.reacts(said, "✍")
    again = 2

    def polls() -> bool | None:
        found = [c for c in council.world.calls[asked:] if c.method == "getUpdates"]
        return len(found) >= again or None

    await council.town.until(polls, lambda: "it no longer asks for updates", within=20)
    assert council.bot.queue.pending() == 2
    other.execute("ROLLBACK")
    other.close()
    await council.town.until(lambda: council.bot.queue.empty() or None, lambda: "deaf", within=40)
    await council.room.shows(CLAUSE, within=20)
    await council.town.reacted(said, "✍")
    assert len(await council.records()) == 1


async def test_a_poisonous_update_is_set_aside_and_told_by_its_number(
    council: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    """What no try can handle is given up, told to the admin and the clerk by number, and holds up nothing behind it."""
    caplog.set_level(logging.DEBUG, "minutebook")
    said = council.margaret.says("A word to be broken.", in_=council.room)
    await council.settled()
    poison = {
        "message_id": said.id + 1,
        "date": int(council.clock.now().timestamp()),
        "chat": {"id": council.room.id, "type": "supergroup", "title": "Wexcombe councillors"},
        "from": {"id": council.margaret.id, "is_bot": False, "first_name": "Margaret"},
        "text": "half a sign \ud83d of Betty",
    }
    number = council.bot.queue.created
    council.bot.queue.add("message", json.dumps(poison).encode())
    council.margaret.says(DECISION, in_=council.room)
    await council.room.shows(CLAUSE)
    told = await council.ruth.hears(str(number), council.bot)
    assert "Betty" not in told.text
    assert "Betty" not in caplog.text
    mark = council.town.mark()
    await council.next_morning()
    await council.ruth.hears(f"update {number}", council.bot, since=mark)


async def test_what_waits_for_a_group_is_said_in_the_supergroup_it_became(tmp_path: Path) -> None:
    """What was held back, and what is still addressed to the old group, is said in the new one, once."""
    async with staged(tmp_path, kind="group") as stage:
        await stage.set_up()
        old = stage.room.id
        stage.world.faults.too_many(30, method="sendMessage", chat=old)
        stage.margaret.says(DECISION, in_=stage.room)
        await stage.settled()
        stage.room = Room(stage.town, stage.world.migrate(stage.room.chat))
        await stage.settled()
        async with stage.running.store.change() as tx:
            late = Outgoing("late", "notice", (outgoing.message(old, "A late word"),))
            await outbox.put(tx, late, stage.clock.now())
        await stage.forward(seconds=31)
        await stage.room.shows("A late word")
        assert len(cautions(stage)) == 1


async def test_nothing_said_is_logged(council: Stage, caplog: pytest.LogCaptureFixture) -> None:
    """A whole evening in a storm leaves ids and counts in the log: no word of a message, no name, no token."""
    caplog.set_level(logging.INFO, "minutebook")
    council.world.faults.server_error(500, method="getUpdates")
    council.world.faults.storm(3, 0.5)
    said = council.margaret.says(DECISION, in_=council.room)
    council.ann.reacts(said, "✍")
    council.tom.says("The clerk’s sick leave is a disgrace, says Betty Harkness.", in_=council.room)
    for _ in range(3):
        await council.forward(hours=5)
    council.world.faults.clear()
    await council.forward(hours=5)
    assert caplog.records
    for word in ("Henderson", "Betty", "Margaret", "Penhale", "Wexcombe", "stage-token", "sick"):
        assert word not in caplog.text
