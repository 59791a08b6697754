"""The clerk's /agenda in private: what waits for the next agenda, taking a line off, putting it back."""

from e2e.lines import DECISION, agenda, labels
from e2e.private import GRIEVANCE, answer, answers, pressed, replied, told
from e2e.stage import Stage
from minutebook.sandbox.messages import Message

TITLES = ("Bench on the green", "Churchyard wall", "Village sign")


async def listed(council: Stage) -> Message:
    """Have three items put on the list and return what /agenda shows."""
    for number, title in enumerate(TITLES, start=1):
        said = council.ann.says(f"Something ought to be done about it, number {number}.", in_=council.room)
        await replied(council, council.priya, f"/agenda {title}", said)
        await council.forward(hours=1)
    return await answer(council, council.ruth, "/agenda")


async def take_off(council: Stage, shown: Message, button: str) -> Message:
    """Press a button and return what confirms it."""
    mark = council.town.mark()
    assert (await pressed(council, council.ruth, shown, button)).text == "Off the list."
    [said] = council.ruth.heard(council.bot, since=mark)
    return said


async def titles(council: Stage) -> list[str]:
    """Return the titles on the list."""
    return [item.title for item in await agenda(council)]


async def test_it_lists_what_waits_numbered_with_a_button_each(council: Stage) -> None:
    """Each line has its number, title, who raised it and when, what it is about, and its own button."""
    shown = await listed(council)
    assert shown.text.startswith("Wexcombe Parish Council\n\n📋 3 items for the next agenda")
    assert "1. Bench on the green · put here by Cllr Priya Shah, Tue 10 Mar, 19:00" in shown.text
    assert "   Cllr Ann Harrow: “Something ought to be done about it, number 2.”" in shown.text
    assert labels(shown) == ["1 Off the list", "2 Off the list", "3 Off the list"]
    assert shown.protected


async def test_a_line_is_taken_off_and_put_back(council: Stage) -> None:
    """The button takes that line off, says which, and the button under that puts it back as it was."""
    shown = await listed(council)
    before = await agenda(council)
    said = await take_off(council, shown, "2 Off the list")
    assert "Off the list for the next agenda: Churchyard wall" in said.text
    assert await titles(council) == [TITLES[0], TITLES[2]]
    assert "Churchyard wall" not in await told(council, council.ruth, "/agenda")
    assert (await pressed(council, council.ruth, said, "Put it back")).text == "Back on the list."
    assert await agenda(council) == before


async def test_pressed_twice_changes_nothing(council: Stage) -> None:
    """A line that is off, or back, already is left so, which is said."""
    shown = await listed(council)
    said = await take_off(council, shown, "1 Off the list")
    mark = council.town.mark()
    assert "off the list already" in (await pressed(council, council.ruth, shown, "1 Off the list")).text
    assert council.ruth.heard(council.bot, since=mark) == []
    await pressed(council, council.ruth, said, "Put it back")
    assert "on the list already" in (await pressed(council, council.ruth, said, "Put it back")).text
    assert len(await agenda(council)) == 3


async def test_an_empty_list_gets_a_sentence(council: Stage) -> None:
    """With nothing on the list, /agenda says so and how something comes there."""
    shown = await answer(council, council.ruth, "/agenda")
    assert "Nothing is waiting for the next agenda." in shown.text
    assert shown.keyboard == ()


async def test_what_is_off_is_in_no_digest_and_can_be_asked_for_again(council: Stage) -> None:
    """Off the list it is in no digest; asked for again it is a new line by whoever asks now."""
    said = council.margaret.says(DECISION, in_=council.room)
    caution = await council.room.shows("clause 10.5")
    await council.ann.presses(caution, "Put on the agenda")
    await council.settled()
    confirmed = await take_off(council, await answer(council, council.ruth, "/agenda"), "1 Off the list")
    assert "Off the list for the next agenda: what Cllr Ann Harrow asked for" in confirmed.text
    await council.next_morning()
    digest = council.ruth.heard(council.bot)[-1]
    assert "For the next agenda" not in digest.text
    assert "/agenda" not in digest.text
    line = await replied(council, council.tom, "/agenda Hendersons", said)
    assert "On the list for the next agenda, with your name" in line.text
    [item] = await agenda(council)
    assert (item.title, item.raised_by_name) == ("Hendersons", "Cllr Tom Briggs")
    again = await pressed(council, council.priya, caution, "Put on the agenda")
    assert "Cllr Tom Briggs asked for it" in again.text


async def test_the_digest_says_how_a_line_goes(council: Stage) -> None:
    """The digest names /agenda beside the list."""
    await listed(council)
    await council.next_morning()
    digest = council.ruth.heard(council.bot)[-1]
    assert "For the next agenda: 3 (/agenda takes lines off the list)" in digest.text


async def test_a_long_list_comes_in_parts_with_few_buttons_each(council: Stage) -> None:
    """However long titles are, every part is within Telegram's limit and no line is without its button."""
    for number in range(1, 15):
        said = council.ann.says(f"Something ought to be done about it, number {number}.", in_=council.room)
        await replied(council, council.priya, f"/agenda {number} {'<b> & ' * 48}", said)
    parts = await answers(council, council.ruth, "/agenda")
    assert [label for part in parts for label in labels(part)] == [f"{n} Off the list" for n in range(1, 15)]
    assert all(len(part.text) <= 4096 and len(labels(part)) <= 6 for part in parts)


async def test_the_deputy_may_and_others_may_not(council: Stage) -> None:
    """The deputy takes lines off too; a councillor is told what /agenda is in private, a stranger that they serve none."""
    shown = await listed(council)
    council.owen.starts(council.bot)
    await replied(council, council.ruth, "/deputy @owenpugh")
    own = await answer(council, council.owen, "/agenda")
    assert "3 items" in own.text
    council.ann.starts(council.bot)
    await council.settled()
    refused = await told(council, council.ann, "/agenda")
    assert "In private, /agenda is the clerk’s list" in refused
    assert TITLES[0] not in refused
    await replied(council, council.ruth, "/clerk off")
    toast = await pressed(council, council.ruth, shown, "1 Off the list")
    assert "Only the clerk" in toast.text
    assert len(await agenda(council)) == 3
    await pressed(council, council.owen, own, "1 Off the list")
    assert len(await agenda(council)) == 2


async def test_the_staffing_recipient_has_their_own_lines_and_no_others(council: Stage) -> None:
    """What is about the clerk is on the recipient's list alone, and only the recipient takes it off."""
    council.margaret.starts(council.bot)
    await replied(council, council.ruth, "/staffing @margaret_p")
    await listed(council)
    said = council.owen.says(GRIEVANCE, in_=council.room)
    await council.settled()
    await replied(council, council.owen, "/agenda Grievance hearing", said)
    assert "Grievance" not in await told(council, council.ruth, "/agenda")
    own = await answer(council, council.margaret, "/agenda")
    assert "One item for the next agenda" in own.text
    assert "1. Grievance hearing · put here by Cllr Owen Pugh" in own.text
    assert "formal complaint" not in own.text
    stolen = (await answers(council, council.ruth, "/help"))[-1]
    stolen.keyboard = own.keyboard
    assert "Only the clerk" in (await pressed(council, council.ruth, stolen, "1 Off the list")).text
    assert (await pressed(council, council.margaret, own, "1 Off the list")).text == "Off the list."
    assert await titles(council) == list(TITLES)


async def test_help_and_menu_name_it(council: Stage) -> None:
    """The clerk's /help and private menu name /agenda, with what it does there."""
    assert "/agenda: what waits for the next agenda" in await told(council, council.ruth, "/help")
    chat = council.world.private_chat(council.ruth.person, council.bot)
    menu = {c.command: c.description for c in council.world.menu_for(council.ruth.person, chat, council.bot)}
    assert menu["agenda"] == "What waits for the next agenda"


async def test_a_restart_between_changes_nothing(council: Stage) -> None:
    """Buttons shown before a restart work after it, and what is off stays off."""
    shown = await listed(council)
    await take_off(council, shown, "1 Off the list")
    await council.restart()
    await take_off(council, shown, "3 Off the list")
    assert await titles(council) == [TITLES[1]]
