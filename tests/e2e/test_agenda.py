"""The list for the next agenda: by command, by button, once a matter, with who raised it and when."""

import pytest

from e2e.lines import CHAT, DECISION, PROPOSAL, agenda
from e2e.stage import Stage


async def test_agenda_with_a_title_puts_the_matter_on_the_list(council: Stage) -> None:
    """`/agenda TITLE` as a reply puts it on the list, and the clerk's digest shows title, who and when."""
    said = council.margaret.says(CHAT, in_=council.room)
    council.ann.replies(said, "/agenda  Lights on   the green ")
    await council.room.shows("On the list for the next agenda")
    [item] = await agenda(council)
    assert (item.title, item.raised_by_name) == ("Lights on the green", "Cllr Ann Harrow")
    assert item.message_id == said.id
    await council.next_morning()
    digest = await council.ruth.hears("For the next agenda", council.bot)
    assert "Lights on the green · put here by Cllr Ann Harrow, " in digest.text


async def test_agenda_without_a_title_will_do(council: Stage) -> None:
    """`/agenda` alone as a reply is enough; a title given later fills the gap."""
    said = council.margaret.says(PROPOSAL, in_=council.room)
    await council.settled()
    council.ann.replies(said, "/agenda")
    await council.room.shows("On the list for the next agenda")
    council.tom.replies(said, "/agenda The fence")
    await council.room.shows("on the list for the next agenda already; Cllr Ann Harrow asked for it")
    [item] = await agenda(council)
    assert (item.title, item.raised_by_name) == ("The fence", "Cllr Ann Harrow")


async def test_the_button_puts_the_matter_on_the_list_once(council: Stage) -> None:
    """*Put on the agenda* does it; pressed again it says who asked."""
    council.margaret.says(DECISION, in_=council.room)
    caution = await council.room.shows("clause 10.5")
    assert (
        await council.ann.presses(caution, "Put on the agenda")
    ).text == "On the list for the next agenda."
    again = await council.tom.presses(caution, "Put on the agenda")
    assert again.text == "On the list already; Cllr Ann Harrow asked for it."
    assert len(await agenda(council)) == 1


async def test_another_message_of_the_matter_is_the_same_item(council: Stage) -> None:
    """A reply to a later message of the same matter adds no second line."""
    first = council.margaret.says(PROPOSAL, in_=council.room)
    second = council.ann.replies(first, "Agreed.")
    await council.settled()
    council.tom.replies(first, "/agenda Fence")
    council.priya.replies(second, "/agenda")
    await council.room.shows("Cllr Tom Briggs asked for it")
    assert len(await agenda(council)) == 1


async def test_a_reply_to_the_caution_means_the_matter_it_is_about(council: Stage) -> None:
    """`/agenda` under the bot's caution puts the cautioned matter on the list."""
    said = council.margaret.says(DECISION, in_=council.room)
    caution = await council.room.shows("clause 10.5")
    council.ann.replies(caution, "/agenda Hendersons")
    await council.room.shows("On the list for the next agenda")
    [item] = await agenda(council)
    assert item.message_id == said.id
    again = await council.tom.presses(caution, "Put on the agenda")
    assert "Cllr Ann Harrow asked for it" in again.text


async def test_a_reply_to_something_else_of_the_bots_says_how(council: Stage) -> None:
    """`/agenda` under the notice is about no matter, and is answered so."""
    notice = await council.room.shows("Minutebook and this group")
    council.ann.replies(notice, "/agenda Privacy")
    await council.room.shows("That is my own message")
    assert await agenda(council) == []


@pytest.mark.parametrize("words", ["/agenda", "/agenda Lights on the green"])
async def test_without_a_reply_it_says_how(council: Stage, words: str) -> None:
    """`/agenda` that answers nothing puts nothing on the list and says how."""
    council.ann.says(words, in_=council.room)
    await council.room.shows("reply to a message about it with /agenda")
    assert await agenda(council) == []


async def test_a_reply_to_what_is_gone_says_how(council: Stage) -> None:
    """`/agenda` under a deleted message puts nothing on the list and says how."""
    said = council.margaret.says(CHAT, in_=council.room)
    await council.settled()
    council.margaret.deletes(said)
    council.ann.replies(said, "/agenda Lights")
    await council.room.shows("with /agenda")
    assert await agenda(council) == []


async def test_an_anonymous_administrator_is_asked_to_turn_anonymity_off(council: Stage) -> None:
    """Nobody knows who an anonymous administrator is, so the list could not name them."""
    said = council.margaret.says(CHAT, in_=council.room)
    council.world.promote(council.room.chat, council.tom.person, anonymous=True)
    council.tom.replies(said, "/agenda Lights")
    await council.room.shows("turn anonymity off")
    assert await agenda(council) == []


async def test_a_title_of_thousands_of_characters_is_cut(council: Stage) -> None:
    """A title is at most 300 characters; what is longer is cut and the digest still goes out."""
    said = council.margaret.says(CHAT, in_=council.room)
    council.ann.replies(said, "/agenda " + "<b>Lights & more</b> " * 180)
    await council.room.shows("On the list for the next agenda")
    [item] = await agenda(council)
    assert len(item.title) <= 300
    await council.next_morning()
    await council.ruth.hears("For the next agenda", council.bot)


async def test_an_agenda_matter_takes_in_what_follows_it_without_another_caution(council: Stage) -> None:
    """On the list, the matter stays open: more talk of the same kind in it is not cautioned again."""
    council.margaret.says(DECISION, in_=council.room)
    caution = await council.room.shows("clause 10.5")
    await council.ann.presses(caution, "Put on the agenda")
    mark = council.town.mark()
    council.margaret.says("Right, that's decided then, order the paint from Hendersons.", in_=council.room)
    await council.settled()
    assert council.room.silent_since(mark)


async def test_two_titles_within_half_an_hour_are_two_items(council: Stage) -> None:
    """A title for a second question replaces neither the first nor the name under it."""
    first = council.ann.says("OK to spend £900 on a new defibrillator for the hall?", in_=council.room)
    council.ann.replies(first, "/agenda Defibrillator")
    await council.settled()
    second = council.owen.says("And shall we agree to spend £300 on the village sign?", in_=council.room)
    council.owen.replies(second, "/agenda Village sign")
    await council.settled()
    await council.next_morning()
    digest = await council.ruth.hears("For the next agenda", council.bot)
    assert "Defibrillator · put here by Cllr Ann Harrow" in digest.text
    assert "Village sign · put here by Cllr Owen Pugh" in digest.text
