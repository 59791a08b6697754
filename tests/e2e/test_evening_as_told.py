"""The demo's scripted evening, played against the real bot: what its captions say is what there is to see."""

from pathlib import Path

from minutebook.bot.demo import Demo, running_demo
from minutebook.sandbox.evening import Evening
from minutebook.sandbox.evening_script import STEPS
from minutebook.sandbox.people import Person


def seen(demo: Demo, who: Person) -> list[str]:
    """Return what somebody sees of the bot's in the group."""
    shown = demo.world.visible_messages(demo.cast.group, who)
    return [message.text for message in shown if message.author is demo.cast.bot]


async def test_the_note_about_staff_and_the_agenda_are_where_the_captions_say(tmp_path: Path) -> None:
    """The note about the caretaker is Tom's alone, and what Priya puts on the agenda is in the clerk's digest."""
    async with running_demo(tmp_path, 0) as demo:
        evening, people = Evening(demo.world, demo.cast), demo.cast.people
        for _ in STEPS[:-1]:
            await evening.play_next()
            if evening.done and STEPS[evening.done - 1].act == "press":
                assert "next morning the clerk’s digest lists it" in evening.caption
        before = {name: seen(demo, person) for name, person in people.items()}
        await evening.play_next()
        await demo.program.idle()
        told = {name: seen(demo, person)[len(before[name]) :] for name, person in people.items()}
        assert [name for name, texts in told.items() if texts] == ["tom"]
        assert "in a note that nobody else sees" in evening.caption
        await evening.morning(demo.next_morning)
        chat = demo.world.private_chat(people["ruth"], demo.cast.bot)
        digest = demo.world.visible_messages(chat, people["ruth"])[-1].text
        assert "put here by Cllr Priya Shah" in digest
        assert "Cllr Tom Briggs: “Hendersons can mend the bench" in digest
