"""The daily digest: what the clerk reads in the morning, and the buttons under it."""

from copy import copy

from e2e.private import (
    DECISION,
    QUOTE,
    SICKNESS,
    answer,
    answers,
    ledger,
    off_for,
    pressed,
    recorded,
    replied,
    told,
    waiting,
)
from e2e.stage import Stage
from minutebook.sandbox.messages import Message


async def digest(council: Stage) -> list[Message]:
    """Let the next morning come and return the clerk's digest, part by part."""
    mark = council.town.mark()
    await council.next_morning()
    return council.ruth.heard(council.bot, since=mark)


def labels(message: Message) -> list[str]:
    """Return the labels under a message."""
    return [button.text for row in message.keyboard for button in row]


async def test_a_quiet_day_gets_one_line(council: Stage) -> None:
    """A day on which nothing of substance was said gets one line, which says that the ledger is empty."""
    council.ann.says("Happy birthday Tom!", in_=council.room)
    [part] = await digest(council)
    assert part.text == (
        "Wexcombe Parish Council: a quiet day, nothing to decide. Nothing on the ledger yet."
    )
    assert part.keyboard == ()
    assert (await ledger(council))[0] == 0


async def test_the_ledgers_count_and_head_are_the_stores(council: Stage) -> None:
    """What the digest states of the ledger is what /verify and the store find."""
    await recorded(council, council.ann, QUOTE)
    await recorded(council, council.tom, DECISION)
    [part] = await digest(council)
    count, head = await ledger(council)
    assert count == 2
    assert part.text.endswith(f"Ledger: 2 entries, head {head}")
    assert head in await told(council, council.ruth, "/verify")


async def test_a_record_is_listed_once_and_with_at_most_eighty_characters(council: Stage) -> None:
    """A new record is in one digest, by reference, author, time and kind, and no more than 80 characters of it."""
    await recorded(council, council.ann, QUOTE + " " + "They would need the key to the gate. " * 5)
    [part] = await digest(council)
    assert "2026/0001 Cllr Ann Harrow, Tue 10 Mar, 19:00" in part.text
    shown = part.text.split("“")[1].split("”")[0]
    assert shown.startswith("Hendersons want £4,200")
    assert len(shown) <= 80
    assert part.protected
    [next_day] = await digest(council)
    assert "2026/0001" not in next_day.text


async def test_what_is_sensitive_is_listed_without_its_text(council: Stage) -> None:
    """Neither a sensitive record nor a sensitive flag shows a word of what was said."""
    council.ann.says(SICKNESS, in_=council.room)
    await recorded(council, council.tom, "Our solicitor says we will lose the tribunal.")
    [part] = await digest(council)
    assert "Cllr Ann Harrow" in part.text
    assert "2026/0001 Cllr Tom Briggs" in part.text
    for word in ("caretaker", "sick", "appraisal", "solicitor", "tribunal"):
        assert word not in part.text


async def test_a_flag_is_listed_twice_with_its_day_and_then_counted(council: Stage) -> None:
    """A flagged message is in two digests in full, with the day it lapses; then it is one that still waits."""
    council.ann.says(DECISION, in_=council.room)
    for _ in range(2):
        [part] = await digest(council)
        assert (
            "1. Cllr Ann Harrow, Tue 10 Mar, 19:00 · contract, decision · lapses from Thu 9 Apr" in part.text
        )
        assert labels(part) == ["1 Record", "1 Transitory", "1 Agenda"]
    council.tom.says("Right, that's agreed then. Order the paint from Pughs.", in_=council.room)
    [part] = await digest(council)
    assert "One message flagged" in part.text
    assert "paint from Pughs" in part.text
    assert "Monday" not in part.text
    assert "One older still waits and lapses from Thu 9 Apr: /review" in part.text
    assert labels(part) == ["1 Record", "1 Transitory", "1 Agenda"]
    assert DECISION in await told(council, council.ruth, "/review")


async def test_a_flag_that_never_arrived_stays_in_full(council: Stage) -> None:
    """Digests that could not be delivered have listed nothing: the first to arrive lists it in full."""
    council.ann.says(DECISION, in_=council.room)
    council.world.block(council.ruth.person, council.bot)
    for _ in range(3):
        assert await digest(council) == []
    council.world.unblock(council.ruth.person, council.bot)
    *kept, now = await answers(council, council.ruth, "/today")
    assert len(kept) == 3
    assert "1. Cllr Ann Harrow" in now.text


async def test_today_counts_for_no_listing(council: Stage) -> None:
    """However often /today shows a flagged message, the morning's digest lists it as if for the first time."""
    council.ann.says(DECISION, in_=council.room)
    await council.settled()
    for _ in range(3):
        assert "lapses from Thu 9 Apr" in await told(council, council.ruth, "/today")
    for _ in range(2):
        [part] = await digest(council)
        assert "lapses from Thu 9 Apr" in part.text


async def test_one_tap_records_and_twice_is_once(council: Stage) -> None:
    """*Record* puts the message on the record; pressed again it says so and adds nothing."""
    council.ann.says(DECISION, in_=council.room)
    [part] = await digest(council)
    stale = copy(part)
    assert "On the record as 2026/0001." in (await pressed(council, council.ruth, part, "1 Record")).text
    assert "already" in (await pressed(council, council.ruth, stale, "1 Record")).text
    [record] = await council.records()
    assert (record.text, record.captured_by_name) == (DECISION, "Ruth Calder")
    assert await waiting(council) == []


async def test_one_tap_marks_transitory_and_twice_is_once(council: Stage) -> None:
    """*Transitory* takes the message off the list and forgets its text; *Record* then says it is too late."""
    council.ann.says(DECISION, in_=council.room)
    [part] = await digest(council)
    stale = copy(part)
    assert "transitory" in (await pressed(council, council.ruth, part, "1 Transitory")).text
    assert "transitory already" in (await pressed(council, council.ruth, stale, "1 Transitory")).text
    assert "transitory already" in (await pressed(council, council.ruth, stale, "1 Record")).text
    assert await council.records() == []
    [quiet] = await digest(council)
    assert "quiet day" in quiet.text


async def test_one_tap_puts_on_the_agenda_and_keeps_the_flag(council: Stage) -> None:
    """*Agenda* puts the matter on the list, once, and leaves the message to be recorded or not."""
    council.ann.says(DECISION, in_=council.room)
    [part] = await digest(council)
    assert (await pressed(council, council.ruth, part, "1 Agenda")).text == "On the list for the next agenda."
    assert "already; Ruth Calder" in (await pressed(council, council.ruth, part, "1 Agenda")).text
    assert len(await waiting(council)) == 1
    [later] = await digest(council)
    assert "For the next agenda" in later.text
    assert "Ruth Calder, Wed 11 Mar, 07:30" in later.text


async def test_an_ended_clerk_can_press_nothing(council: Stage) -> None:
    """Buttons under yesterday's digest do nothing for somebody whose appointment has ended."""
    council.ann.says(DECISION, in_=council.room)
    [part] = await digest(council)
    await replied(council, council.ruth, "/clerk off")
    for button in ("1 Record", "1 Transitory", "1 Agenda"):
        shown = await pressed(council, council.ruth, part, button)
        assert "Only the clerk" in shown.text
        assert shown.alert
    assert await council.records() == []
    assert len(await waiting(council)) == 1


async def test_a_button_of_the_digest_does_nothing_for_a_stranger(council: Stage) -> None:
    """A key that somebody else got hold of proves nothing: the presser's rights are checked."""
    council.ann.says(DECISION, in_=council.room)
    [part] = await digest(council)
    council.denise.starts(council.bot)
    await council.settled()
    [hello] = council.denise.heard(council.bot)
    hello.keyboard = part.keyboard
    shown = await pressed(council, council.denise, hello, "1 Record")
    assert "Only the clerk" in shown.text
    assert await council.records() == []


async def test_the_agenda_list_says_who_and_when(council: Stage) -> None:
    """Every line of the list has its title, who raised it, and when, and stays from day to day."""
    said = council.ann.says("The bench on the green is rotten.", in_=council.room)
    await replied(council, council.priya, "/agenda Bench on the green", said)
    for _ in range(2):
        [part] = await digest(council)
        assert "• Bench on the green · put here by Cllr Priya Shah, Tue 10 Mar, 19:00" in part.text


async def test_agreement_by_a_quorum_is_told(council: Stage) -> None:
    """A quorum agreeing in the chat is told in the digest of that day, with how many and when."""
    said = council.ann.says("Shall we go with Hendersons for the fence at £450?", in_=council.room)
    council.tom.reacts(said, "👍")
    council.priya.reacts(said, "👍")
    [_, *_] = await answers(council, council.ruth, "/today")
    [part] = await digest(council)
    assert "Members agreed in the chat" in part.text
    assert "3 members, Tue 10 Mar, 19:00" in part.text


async def test_an_outage_is_told(council: Stage) -> None:
    """When the program was off for more than a quarter of an hour, the digest says from when to when."""
    await off_for(council, hours=2)
    [part] = await digest(council)
    assert "I was off from Tue 10 Mar, 19:00 to Tue 10 Mar, 21:00" in part.text
    [later] = await digest(council)
    assert "quiet day" in later.text


async def test_a_short_stop_and_a_moved_clock_are_no_outage(council: Stage) -> None:
    """Ten minutes off are not worth telling, and a clock moved on purpose is no outage."""
    await off_for(council, minutes=10)
    await council.forward(hours=2)
    [part] = await digest(council)
    assert "quiet day" in part.text


async def test_lost_admin_rights_are_told(council: Stage) -> None:
    """The time in which the bot was no administrator is told, and lasts until it is one again."""
    council.world.demote(council.room.chat, council.bot)
    await council.settled()
    await council.ruth.hears("no longer an administrator", council.bot)
    [part] = await digest(council)
    assert "I was no administrator from Tue 10 Mar, 19:00 to now" in part.text
    council.world.promote(council.room.chat, council.bot)
    [later] = await digest(council)
    assert "I was no administrator from Tue 10 Mar, 19:00 to Wed 11 Mar, 07:30" in later.text
    [last] = await digest(council)
    assert "quiet day" in last.text


async def test_time_away_is_told(council: Stage) -> None:
    """The time in which the bot was not in the group is told."""
    council.world.remove_bot(council.room.chat, council.bot, council.ruth.person)
    await council.settled()
    await council.forward(hours=1)
    council.ruth.adds(council.bot, to=council.room, admin=True)
    await council.settled()
    [part] = await digest(council)
    assert "I was not in the group from Tue 10 Mar, 19:00 to Tue 10 Mar, 20:00" in part.text


async def test_of_very_many_flags_some_are_listed_and_the_rest_counted(council: Stage) -> None:
    """Of forty flagged messages twenty-four come in numbered parts with their buttons; the rest have their turn."""
    for number in range(1, 41):
        council.ann.says(
            f"Right, that's agreed then. Tell Hendersons to start on job {number}.", in_=council.room
        )
    parts = await digest(council)
    assert len(parts) <= 5
    for number, part in enumerate(parts, start=1):
        assert part.text.startswith("Wexcombe Parish Council: digest, Wed 11 Mar 2026")
        assert f"({number}/{len(parts)})" in part.text
        assert len(part.text) <= 4096
    numbers = [label.removesuffix(" Record") for part in parts for label in labels(part) if "Record" in label]
    assert numbers == [str(number) for number in range(1, 25)]
    assert "40 messages flagged" in parts[0].text
    assert "…and 16 more, which later digests list: /review" in parts[-1].text
    listed = next(part for part in parts if "24 Record" in labels(part))
    await pressed(council, council.ruth, listed, "24 Record")
    [record] = await council.records()
    assert record.text.endswith("job 24.")
    listings = {c.message.text[-3:-1].strip(): c.listings for c in await waiting(council) if c.message}
    assert listings["40"] == 0
    text = "".join(part.text for part in await digest(council))
    assert "on job 25." in text
    assert "on job 40." in text
    listings = {c.message.text[-3:-1].strip(): c.listings for c in await waiting(council) if c.message}
    assert (listings["1"], listings["23"], listings["40"]) == (1, 1, 0)


async def test_today_gives_it_at_once_and_the_regular_one_still_comes(council: Stage) -> None:
    """`/today` gives the digest as it stands now; the morning's comes all the same, with the same in it."""
    await recorded(council, council.ann, QUOTE)
    now = await answer(council, council.ruth, "/today")
    assert "2026/0001" in now.text
    [part] = await digest(council)
    assert "2026/0001" in part.text


async def test_today_is_refused_to_others(council: Stage) -> None:
    """A councillor and a stranger who ask for the digest get one sentence."""
    for who, refusal in (("ann", "for the clerk and the deputy"), ("denise", "hold no office")):
        council.people[who].starts(council.bot)
        await council.settled()
        assert refusal in await told(council, council.people[who], "/today")


async def test_today_is_not_for_the_group(council: Stage) -> None:
    """`/today` in the group is pointed to the private chat and shows nothing."""
    await recorded(council, council.ann, QUOTE)
    line = await replied(council, council.ruth, "/today")
    assert "private chat" in line.text
    assert "2026/0001" not in line.text
