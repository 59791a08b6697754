"""What somebody hostile, curious or careless might try, and that it gets them nowhere."""

import json
import sqlite3
from datetime import timedelta
from pathlib import Path

import httpx

from e2e.lines import PROPOSAL
from e2e.private import DECISION, answers, holders, pressed, replied, rows, told
from e2e.process import installed
from e2e.stage import TOKEN, Stage
from e2e.test_quiet_group import on_disk
from minutebook.council.roles import Role
from minutebook.sandbox import oddities

EVIL = '<b>{council}</b> &lt;i&gt; %s {0} "x" \u202e'


def link_in(text: str) -> str:
    """Return the payload of the link that an answer holds."""
    return text.split("start=")[1].split()[0]


async def test_an_unused_link_ends_with_the_appointment(council: Stage) -> None:
    """A link that was never opened brings nothing once somebody else was appointed, or the office was ended."""
    stage = council
    stale = link_in(await told(stage, stage.ruth, "/deputy"))
    await told(stage, stage.ruth, "/deputy me")
    stage.denise.starts(stage.bot, stale)
    await stage.settled()
    assert await holders(stage, Role.DEPUTY) == ["ruth"]
    other = link_in(await told(stage, stage.ruth, "/deputy"))
    await told(stage, stage.ruth, "/deputy off")
    stage.denise.starts(stage.bot, other)
    await stage.settled()
    assert await holders(stage, Role.DEPUTY) == []


async def test_the_admin_is_told_who_opened_a_link(council: Stage) -> None:
    """A link that came into the wrong hands shows: its giver is told by name who took the office."""
    link = link_in(await told(council, council.ruth, "/deputy"))
    council.denise.starts(council.bot, link)
    await council.settled()
    notice = await council.ruth.hears("Denise Fowler has used your link", council.bot)
    assert "/deputy off Denise Fowler ends it" in notice.text


async def test_a_digest_kept_for_a_clerk_is_not_for_who_was_one(stage: Stage) -> None:
    """Whoever blocked the bot while clerk, and opens it after the office ended, is sent no digest of that time."""
    await stage.set_up(clerk=False)
    stage.priya.starts(stage.bot)
    await stage.settled()
    await told(stage, stage.ruth, "/clerk @priya_shah")
    stage.world.block(stage.priya.person, stage.bot)
    stage.ann.says(DECISION, in_=stage.room)
    await stage.next_morning()
    assert ("refused",) in rows(stage, "SELECT state FROM outbox WHERE kind = 'digest'")
    await told(stage, stage.ruth, "/clerk me")
    mark = stage.town.mark()
    stage.priya.starts(stage.bot)
    await stage.forward(seconds=10)
    assert not any("digest" in m.text for m in stage.priya.heard(stage.bot, since=mark))
    assert rows(stage, "SELECT payload FROM outbox WHERE state = 'dropped'") == [(None,)]


async def test_a_notice_kept_for_a_clerk_is_not_for_who_was_one(stage: Stage) -> None:
    """Nor is the former clerk sent, on opening the chat, to what members agreed in that time."""
    await stage.set_up(clerk=False)
    stage.priya.says("Evening", in_=stage.room)
    await stage.settled()
    await told(stage, stage.ruth, "/clerk @priya_shah")
    said = stage.ann.says(PROPOSAL, in_=stage.room)
    await stage.settled()
    for actor in (stage.tom, stage.owen, stage.margaret):
        actor.reacts(said, "👍")
    await stage.settled()
    kept = "SELECT state, payload FROM outbox WHERE natural_key LIKE 'consensus:%'"
    assert [state for state, _ in rows(stage, kept)] == ["refused"]
    await told(stage, stage.ruth, "/clerk me")
    stage.priya.starts(stage.bot)
    await stage.forward(seconds=10)
    assert not any("450" in message.text for message in stage.priya.heard(stage.bot))
    assert rows(stage, kept) == [("dropped", None)]


async def test_who_speaks_in_one_group_is_no_member_of_the_other(council: Stage) -> None:
    """In a council of two groups the rights of a member end with leaving the one group they were in."""
    second = council.town.group("Wexcombe planning", council.ruth, council.denise)
    council.ruth.adds(council.bot, to=second, admin=True)
    council.ruth.says("/setup Wexcombe Parish Council", in_=second)
    await council.settled()
    for number in range(3):
        council.ann.says(f"Morning, {number}.", in_=council.room)
        council.denise.says(f"Hello, {number}.", in_=second)
    await council.settled()
    council.ann.says(DECISION, in_=council.room)
    council.denise.leaves(second)
    await council.settled()
    assert council.denise.id not in (await council.view()).present
    assert council.ann.id in (await council.view()).present


async def test_an_admin_the_configuration_no_longer_names_sets_nothing(stage: Stage) -> None:
    """Neither in private nor in the group, whether they had set the council up or taken it over later."""
    await stage.set_up()
    stage.tom.starts(stage.bot)
    await stage.settled()
    for successor, former in (("tom", stage.ruth), ("owen", stage.tom)):
        await stage.stop()
        stage.admins = (successor,)
        await stage.start()
        assert "Only the council’s admin" in await told(stage, former, "/cautions off")
        assert "Only the council’s admin" in (await replied(stage, former, "/cautions off")).text
        await replied(stage, stage.people[successor], "/setup")
    assert str((await stage.view()).council.settings.cautions) == "auto"


async def test_what_cannot_be_read_in_a_strangers_group_is_not_written_down(stage: Stage) -> None:
    """An update the library cannot parse is kept by number only where no admin has set the group up."""
    oddities.unparseable_poll(stage.world, stage.ann.person, stage.room.chat)
    await stage.settled()
    assert b"Shall we?" not in on_disk(stage)
    assert ("aside", None) in rows(stage, "SELECT state, payload FROM inbox")


async def test_a_clock_that_ran_ahead_silences_no_digest(council: Stage) -> None:
    """When the clock is put back by a year the digest still comes the next morning, with what is new since."""
    await council.forward(days=400)
    council.clock.ahead -= timedelta(days=395)
    council.ann.says(DECISION, in_=council.room)
    await council.settled()
    await council.forward(seconds=1)
    mark = council.town.mark()
    council.ann.reacts(council.ann.says("The quote is £4,200.", in_=council.room), "✍")
    await council.forward(days=1)
    [digest] = council.ruth.heard(council.bot, since=mark)
    assert "One new record" in digest.text
    assert "1. Cllr Ann Harrow" in digest.text


async def test_names_titles_and_notes_are_shown_to_the_letter(council: Stage) -> None:
    """Markup, entities and format fields in anything people name are text, and keep nothing from being sent."""
    stage = council
    for actor in (stage.ann, stage.tom):
        actor.person.name = EVIL
    await told(stage, stage.ruth, f"/contact {EVIL}")
    said = stage.ann.says(f"{DECISION} {EVIL}", in_=stage.room)
    await stage.settled()
    stage.tom.replies(said, f"/record {EVIL}")
    stage.tom.replies(said, f"/agenda {EVIL}")
    file = stage.tom.attaches(f"../../{EVIL}", b"abc", in_=stage.room, caption=EVIL)
    stage.tom.reacts(file, "✍")
    await stage.settled()
    for command in ("/settings", "/today", "/review", "/show 1", "/show 2", "/find council", f"/find {EVIL}"):
        shown = "\n".join(message.text for message in await answers(stage, stage.ruth, command))
        assert shown, command
        assert "&amp;" not in shown
    await stage.next_morning()
    assert rows(stage, "SELECT kind, fault FROM outbox WHERE state <> 'sent'") == []
    assert EVIL.strip() in (await answers(stage, stage.ruth, "/show 1"))[0].text
    [kept] = (stage.folder / "data" / "files").iterdir()
    assert len(kept.name) == 64


async def test_a_long_answer_to_a_press_is_still_shown(council: Stage) -> None:
    """Telegram takes 200 characters in answer to a press; a longer one is cut and not refused."""
    stage = council
    stage.tom.person.name = "T" * 255
    said = stage.tom.says(DECISION, in_=stage.room)
    await stage.settled()
    [caution] = stage.room.by_bots()[-1:]
    stage.tom.replies(said, "/agenda Wall")
    await stage.settled()
    shown = await pressed(stage, stage.ann, caution, "Put on the agenda")
    assert shown.text.startswith("On the list already; TTT")
    assert len(shown.text) <= 200


async def test_a_damaged_row_of_the_inbox_keeps_nothing_from_going_on(council: Stage) -> None:
    """What was kept and cannot be read at the next start is set aside, whatever it has become; the rest is done."""
    await council.stop()
    damaged = (None, b"{", b"{}", b"[]", b'{"update_id":1}', b'{"update_id":\xff\xfe}', b"[" * 3_000)
    with sqlite3.connect(council.folder / "data" / "minutebook.db") as file:
        for number, payload in enumerate(damaged, start=900_000):
            file.execute(
                "INSERT INTO inbox (bot_id, update_id, kept_at, state, payload, tries)"
                " VALUES (?, ?, '2026-03-10T19:00:00.000000+00:00', 'kept', CAST(? AS TEXT), 0)",
                (council.bot.id, number, payload),
            )
    council.ann.says(DECISION, in_=council.room)
    await council.start()
    await council.room.shows("Group chats")
    states = rows(council, "SELECT DISTINCT state FROM inbox WHERE update_id BETWEEN 900000 AND 900099")
    assert states == [("aside",)]


async def test_a_second_program_on_the_same_database_is_refused(tmp_path: Path) -> None:
    """A second `run` says that one is running and ends; once the first is killed it starts."""
    async with installed(tmp_path) as place:
        await place.start()
        ended = await place.run("run", "--config", "config.toml")
        assert ended.code == 1
        assert ended.err.startswith(
            f"minutebook: another Minutebook is running on {tmp_path}/data/minutebook.db;"
        )
        assert "stop it first" in ended.err
        assert ended.err.count("\n") == 1
        assert (await place.run("verify", "--config", "config.toml")).code == 0
        await place.kill()
        await place.start()
        assert (tmp_path / "data" / "minutebook.db.lock").stat().st_mode & 0o777 == 0o600


async def test_who_has_left_records_nothing_and_counts_for_nothing(council: Stage) -> None:
    """What somebody who is no member any more does in the group, as in a channel's discussion group, is nobody's."""
    said = council.tom.says(DECISION, in_=council.room)
    await council.settled()
    council.tom.leaves(council.room)
    await council.settled()
    for emoji in ("✍", "👍"):
        change = {
            "chat": {"id": council.room.id, "type": "supergroup", "title": "Wexcombe"},
            "message_id": said.id,
            "date": int(council.clock.now().timestamp()),
            "user": {"id": council.tom.id, "is_bot": False, "first_name": "Tom"},
            "old_reaction": [],
            "new_reaction": [{"type": "emoji", "emoji": emoji}],
        }
        council.bot.queue.add("message_reaction", json.dumps(change).encode())
    await council.settled()
    assert await council.records() == []
    assert council.tom.id not in (await council.view()).present


async def test_the_sandbox_answers_no_other_site(council: Stage) -> None:
    """The demo's token is known to all: a page of another site, or one whose name points here, gets nowhere."""
    address = f"{council.address.base_url}{TOKEN}/getMe"
    async with httpx.AsyncClient() as client:
        assert (await client.get(address)).status_code == 200
        for header in ({"origin": "https://elsewhere.example"}, {"host": "elsewhere.example"}):
            assert (await client.get(address, headers=header)).status_code == 403
