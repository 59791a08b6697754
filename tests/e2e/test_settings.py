"""Settings by chat: the table, its buttons, the plain commands, refusals, and the log of who and when."""

from datetime import timedelta

from e2e.lines import labels
from e2e.private import DECISION, answer, answers, changes, pressed, replied, told
from e2e.stage import Stage
from minutebook.council.settings import CautionMode


async def test_the_table_shows_everything_with_buttons(council: Stage) -> None:
    """`/settings` lists every setting with its command, the latest changes, and buttons for modes and policies."""
    table = await replied(council, council.ruth, "/settings")
    for line in (
        "Settings of Wexcombe Parish Council",
        "/policy: barrowby",
        "/cautions: auto",
        "/quorum: 3 members",
        "/digest: 07:30, Europe/London time",
        "/quiet: 30 minutes",
        "/emoji: ✍",
        "/contact: —",
        "Short memory: 72 hours",
        "Cautions cite Barrowby Parish Council",
        "I caution about decisions in the group, and about sensitive matters in private.",
        "When this many agree in the chat, I tell the clerk",
        "clerk — → Ruth Calder, by Ruth Calder",
    ):
        assert line in table.text
    modes = [f"cautions {mode}" for mode in CautionMode if mode is not CautionMode.AUTO]
    assert labels(table) == ["✓ cautions auto", *modes, "✓ policy barrowby", "policy lenham"]


async def test_a_button_sets_and_says_so(council: Stage) -> None:
    """A button changes the setting, tells its presser, says so in the chat, and is ticked in the table then."""
    table = await replied(council, council.ruth, "/settings")
    mark = council.town.mark()
    toast = await pressed(council, council.ruth, table, "cautions private")
    assert toast.text == "/cautions is now private."
    line = await council.room.shows("/cautions is now private (it was auto).", since=mark)
    assert line.text.startswith("Wexcombe Parish Council")
    assert (await council.view()).council.settings.cautions is CautionMode.PRIVATE
    assert "/cautions: private" in table.text
    assert [label for label in labels(table) if "✓" in label] == ["✓ cautions private", "✓ policy barrowby"]
    toast = await pressed(council, council.ruth, table, "✓ cautions private")
    assert toast.text == "/cautions is private already."
    await pressed(council, council.ruth, table, "policy lenham")
    assert (await council.view()).council.settings.policy == "lenham"
    assert len(await changes(council)) == 4


async def test_a_button_does_nothing_for_others(council: Stage) -> None:
    """Anybody in the group may press; only the admin's press changes anything."""
    council.world.promote(council.room.chat, council.ann.person)
    table = await replied(council, council.ruth, "/settings")
    for actor in (council.ann, council.sam):
        toast = await pressed(council, actor, table, "cautions off")
        assert toast.text == "Only the council’s admin can do that."
        assert toast.alert
    assert (await council.view()).council.settings.cautions is CautionMode.AUTO


GOOD = (
    ("/policy lenham", "policy", "lenham"),
    ("/policy BARROWBY", "policy", "barrowby"),
    ("/cautions Observe", "cautions", "observe"),
    ("/cautions “private”", "cautions", "private"),
    ("/quorum 5", "quorum", "5"),
    ("/quorum ‘4’", "quorum", "4"),
    ("/digest 6:05", "digest", "06:05"),
    ("/digest 0745", "digest", "07:45"),
    ('/digest "18.00"', "digest", "18:00"),
    ("/quiet 45", "quiet", "45"),
    ("/emoji 👀", "emoji", "👀"),
    ("/emoji ✍️", "emoji", "✍"),
    ("/contact clerk@wexcombe.example <b>", "contact", "clerk@wexcombe.example <b>"),
)
UNITS = {"quorum": " members", "digest": ", Europe/London time", "quiet": " minutes"}


async def test_plain_commands_set_each(council: Stage) -> None:
    """Each setting has a plain command, in the group or in private, that says what it was and is."""
    log = len(await changes(council))
    for number, (command, name, value) in enumerate(GOOD, start=1):
        if number % 2:
            text = (await replied(council, council.ruth, command)).text
        else:
            text = await told(council, council.ruth, command)
            assert text.startswith("Wexcombe Parish Council\n\n")
        assert f"/{name} is now {value}{UNITS.get(name, '')} (it was " in text, text
        latest, *_ = await changes(council)
        assert (latest["name"], latest["new"], latest["by_id"]) == (name, value, council.ruth.id)
        assert len(await changes(council)) == log + number


BAD = (
    ("/digest 25:99", "a time such as 07:30"),
    ("/digest noon", "a time such as 07:30"),
    ("/digest 01:30", "a time outside 01:00–01:59"),
    ("/digest 7:3", "a time such as 07:30"),
    ("/quorum 1", "a whole number from 2 to 99"),
    ("/quorum abc", "a whole number from 2 to 99"),
    ("/quorum 3.5", "a whole number from 2 to 99"),
    ("/quorum ٣", "a whole number from 2 to 99"),
    ("/cautions loud", "auto, public, private, observe or off"),
    ("/policy unknown", "barrowby or lenham"),
    ("/policy ../../etc/passwd", "barrowby or lenham"),
    ("/emoji ✅", "one of Telegram's reactions"),
    ("/emoji 👍", "does not already mean yes"),
    ("/emoji hello", "one of Telegram's reactions"),
    ("/quiet 0", "a whole number from 1 to 1440"),
    ("/quiet " + "9" * 500, "a whole number from 1 to 1440"),
    ("/contact " + "x" * 201, "up to 200 characters"),
)


async def test_bad_values_get_the_allowed_ones(council: Stage) -> None:
    """A value a setting does not take changes nothing and is answered with the values it takes."""
    before = await council.view()
    log = len(await changes(council))
    for command, allowed in BAD:
        line = await replied(council, council.ruth, command)
        assert "does not take" in line.text
        assert allowed in line.text
        assert len(line.text) < 400
    assert (await council.view()).council == before.council
    assert len(await changes(council)) == log


async def test_a_command_without_a_value_shows_it(council: Stage) -> None:
    """A settings command alone shows the present value and what it takes."""
    assert (await replied(council, council.ruth, "/quorum")).text == (
        "/quorum is 3 members. It takes a whole number from 2 to 99."
    )
    assert "/contact is —." in (await replied(council, council.ruth, "/contact")).text


async def test_the_same_value_changes_and_logs_nothing(council: Stage) -> None:
    """Setting what is set already says so and is not logged."""
    log = len(await changes(council))
    assert "nothing changed" in (await replied(council, council.ruth, "/quorum 3")).text
    assert len(await changes(council)) == log


async def test_others_are_refused_with_a_sentence(council: Stage) -> None:
    """Councillors, the clerk who is no admin, and Telegram's own administrators are refused, each with a sentence."""
    council.world.promote(council.room.chat, council.ann.person)
    council.priya.starts(council.bot)
    await replied(council, council.ruth, "/clerk @priya_shah")
    for who in ("ann", "tom", "priya"):
        for command in ("/settings", "/cautions off", "/digest 09:00", "/policy lenham"):
            line = await replied(council, council.people[who], command)
            assert line.text.startswith(f"Only the council’s admin can use {command.split()[0]}.")
            assert line.keyboard == ()
    assert "Only the council’s admin" in await told(council, council.priya, "/quorum 9")
    assert (await council.view()).council.settings.quorum == 3


async def test_an_anonymous_admin_is_asked_to_turn_anonymity_off(council: Stage) -> None:
    """A command by an anonymous administrator is not carried out; the answer says how to be known."""
    council.world.promote(council.room.chat, council.ruth.person, anonymous=True)
    for command in ("/cautions off", "/settings", "/clerk me", "/setup"):
        line = await replied(council, council.ruth, command)
        assert "Please turn anonymity off" in line.text
    assert (await council.view()).council.settings.cautions is CautionMode.AUTO


async def test_what_is_set_is_done(council: Stage) -> None:
    """A new mode holds from the next message, and a new hour moves the next digest to its next occurrence."""
    await replied(council, council.ruth, "/cautions observe")
    mark = council.town.mark()
    council.ann.says(DECISION, in_=council.room)
    await council.settled()
    assert council.room.silent_since(mark)
    await replied(council, council.ruth, "/digest 20:00")
    due = (await council.view()).council.next_digest_at
    assert (due.hour, due.minute) == (20, 0)
    assert timedelta(0) < due - council.clock.now() < timedelta(hours=1)
    await council.next_morning()
    await council.ruth.hears("digest, Tue 10 Mar 2026", council.bot)
    await replied(council, council.ruth, "/digest 19:59")
    assert (await council.view()).council.next_digest_at - council.clock.now() > timedelta(hours=23)


async def test_settings_survive_a_restart(council: Stage) -> None:
    """What was set holds after a restart, and an old table's buttons still work."""
    await replied(council, council.ruth, "/quorum 7")
    table = await answer(council, council.ruth, "/settings")
    await council.restart()
    assert "/quorum: 7" in (await answers(council, council.ruth, "/settings"))[0].text
    await pressed(council, council.ruth, table, "cautions public")
    assert (await council.view()).council.settings.cautions is CautionMode.PUBLIC
