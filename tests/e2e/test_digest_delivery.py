"""The digest's way to its readers: late rather than never, once, kept when it cannot be delivered; and what goes when."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from e2e.private import DECISION, QUOTE, off_for, pressed, recorded, replied, rows, told, waiting
from e2e.stage import Stage
from minutebook.handlers import digesting
from minutebook.handlers.house import Turn
from minutebook.sandbox.driver import Actor
from minutebook.sandbox.messages import Message

LONDON = ZoneInfo("Europe/London")


def digests(council: Stage, actor: Actor, since: int = 0) -> list[Message]:
    """Return the digests somebody has had."""
    heard = actor.heard(council.bot, since=since)
    return [m for m in heard if ": digest," in m.text or ": a quiet day" in m.text]


async def test_it_comes_at_the_councils_hour_in_summer_and_winter(council: Stage) -> None:
    """The digest comes at half past seven by the council's clocks, before and after they change."""
    for _ in range(20):
        await council.next_morning()
    times = [m.date.astimezone(LONDON) for m in digests(council, council.ruth)]
    assert len(times) == 20
    assert {(t.hour, t.minute) for t in times} == {(7, 30)}
    assert {t.utcoffset() for t in times} == {timedelta(0), timedelta(hours=1)}
    assert [t.toordinal() for t in times] == list(range(times[0].toordinal(), times[0].toordinal() + 20))


async def test_not_before_its_time(council: Stage) -> None:
    """A minute before the hour there is no digest."""
    due = (await council.view()).council.next_digest_at
    await council.forward(seconds=(due - council.clock.now()).total_seconds() - 60)
    assert digests(council, council.ruth) == []


async def test_after_an_outage_it_comes_late_and_once(council: Stage) -> None:
    """A digest that fell due during an outage of three days comes at the start, one for them all."""
    await recorded(council, council.ann, QUOTE)
    await off_for(council, days=3)
    [late] = digests(council, council.ruth)
    assert "2026/0001" in late.text
    assert "I was off from" in late.text
    await council.next_morning()
    assert len(digests(council, council.ruth)) == 2


async def test_one_due_time_has_one_digest_however_often_it_is_made(council: Stage) -> None:
    """Two ticks that saw the same due time, and a restart after them, still make one digest."""
    stale = await council.view()
    due = stale.council.next_digest_at
    council.clock.ahead += due - council.clock.now() + timedelta(seconds=1)
    await council.running.ticker.jumped()
    for _ in range(2):
        await digesting.digest_due(Turn(council.running.house, ()), stale)
    await council.settled()
    await council.restart()
    await council.running.ticker.tick()
    await council.settled()
    assert len(digests(council, council.ruth)) == 1
    assert rows(council, "SELECT count(*) FROM digests") == [(1,)]


async def test_an_answer_that_never_came_is_sent_once_more_and_says_so(council: Stage) -> None:
    """If Telegram takes the digest but the answer is lost, it is sent once more, marked as perhaps a copy."""
    council.world.faults.vanish(method="sendMessage", chat=council.ruth.id, drop=True)
    await council.next_morning()
    await council.forward(minutes=5)
    first, second = digests(council, council.ruth)
    assert "You may have this already" not in first.text
    assert second.text.startswith("You may have this already")
    await council.forward(minutes=60)
    assert len(digests(council, council.ruth)) == 2


async def test_the_deputy_gets_it_too(council: Stage) -> None:
    """Clerk and deputy each get the digest, with buttons of their own."""
    council.priya.starts(council.bot)
    await replied(council, council.ruth, "/deputy @priya_shah")
    council.ann.says(DECISION, in_=council.room)
    await council.next_morning()
    [_] = digests(council, council.ruth)
    [own] = digests(council, council.priya)
    assert "On the record as 2026/0001." in (await pressed(council, council.priya, own, "1 Record")).text


async def test_a_clerk_who_never_pressed_start_gets_it_after_start(council: Stage) -> None:
    """The digest of a clerk who has not opened the private chat is kept, told to the admin, and sent after Start."""
    await recorded(council, council.ann, QUOTE)
    mark = council.town.mark()
    said = council.tom.says("Morning all", in_=council.room)
    line = await replied(council, council.ruth, "/clerk", said)
    assert "has not opened a private chat with me yet" in line.text
    await council.next_morning()
    notice = await council.ruth.hears("I could not deliver something to Cllr Tom Briggs", council.bot)
    assert "2026/0001" not in notice.text
    assert digests(council, council.ruth, since=mark) == []
    await council.next_morning()
    council.tom.starts(council.bot)
    await council.settled()
    first, second = digests(council, council.tom)
    assert "2026/0001" in first.text
    assert "digest, Thu 12 Mar" in second.text or "quiet day" in second.text


async def test_a_clerk_who_blocked_the_bot_gets_it_after_start(council: Stage) -> None:
    """The digest of a clerk who blocked the bot is kept and reported, and arrives when they press Start again."""
    council.priya.starts(council.bot)
    await replied(council, council.ruth, "/clerk @priya_shah")
    council.world.block(council.priya.person, council.bot)
    await council.next_morning()
    await council.ruth.hears("I could not deliver something to Cllr Priya Shah (the digest)", council.bot)
    assert digests(council, council.priya) == []
    council.priya.starts(council.bot)
    await council.settled()
    assert len(digests(council, council.priya)) == 1


async def test_with_no_clerk_the_admin_is_told_in_numbers(council: Stage) -> None:
    """With nobody to read it, the admin hears how much there would be, and no text."""
    await replied(council, council.ruth, "/clerk off")
    council.ann.says(DECISION, in_=council.room)
    await council.next_morning()
    notice = await council.ruth.hears("No clerk is appointed", council.bot)
    assert "1 flagged, 0 new records" in notice.text
    assert "Hendersons" not in notice.text
    assert digests(council, council.ruth) == []


async def test_a_flag_lapses_after_thirty_days_and_two_digests(council: Stage) -> None:
    """A flagged message the clerk was told of and left lapses after 30 days; its text is gone."""
    council.ann.says(DECISION, in_=council.room)
    await council.next_morning()
    await council.next_morning()
    [part, *_] = digests(council, council.ruth)
    await council.forward(days=27)
    assert len(await waiting(council)) == 1
    await council.forward(days=2)
    assert await waiting(council) == []
    assert "has lapsed" in (await pressed(council, council.ruth, part, "1 Record")).text
    assert "lapsed after 90 days" not in "".join(m.text for m in council.ruth.heard(council.bot))


async def test_a_flag_no_digest_told_of_lapses_after_ninety_days_and_the_admin_is_told(
    council: Stage,
) -> None:
    """A flagged message that never reached a clerk is kept for 90 days, and its going is told to the admin."""
    await replied(council, council.ruth, "/clerk off")
    council.ann.says(DECISION, in_=council.room)
    await council.settled()
    await council.forward(days=89)
    assert len(await waiting(council)) == 1
    await council.forward(days=2)
    assert await waiting(council) == []
    await council.ruth.hears("One flagged message has lapsed after 90 days", council.bot)


async def test_digests_that_did_not_arrive_do_not_count_towards_lapsing(council: Stage) -> None:
    """Digests kept because the clerk cannot be reached are not delivered, so nothing lapses after 30 days."""
    council.world.block(council.ruth.person, council.bot)
    council.ann.says(DECISION, in_=council.room)
    await council.next_morning()
    await council.next_morning()
    await council.forward(days=31)
    assert len(await waiting(council)) == 1


@pytest.mark.parametrize("days", [2.9, 3.1])
async def test_everyday_chat_is_forgotten_on_time(council: Stage, days: float) -> None:
    """What was said and concerned nobody is in the database for 72 hours and then in no byte of it."""
    council.ann.says("Xylophone practice went splendidly tonight.", in_=council.room)
    await council.forward(days=days)
    held = b"".join(path.read_bytes() for path in (council.folder / "data").rglob("*") if path.is_file())
    assert (b"Xylophone" in held) == (days < 3)


async def test_what_the_clerk_calls_transitory_is_forgotten_with_the_chat(council: Stage) -> None:
    """A flagged message marked transitory is in no byte of the database once the chat's 72 hours are over."""
    council.ann.says("Right, that's agreed then. Xylophone lessons start on Monday.", in_=council.room)
    await council.forward(days=4)
    part = (await told_parts(council))[-1]
    await pressed(council, council.ruth, part, "1 Transitory")
    await council.forward(hours=1)
    held = b"".join(path.read_bytes() for path in (council.folder / "data").rglob("*") if path.is_file())
    assert b"Xylophone" not in held


async def told_parts(council: Stage) -> list[Message]:
    """Return the clerk's digests."""
    assert await told(council, council.ruth, "/verify")
    return digests(council, council.ruth)
