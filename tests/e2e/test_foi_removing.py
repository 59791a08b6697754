"""Taking off all that a request holds takes off what was asked about, and nothing else."""

from e2e.cases import acts, held_texts, opened
from e2e.lines import labels
from e2e.private import answer, pressed, recorded, told
from e2e.stage import Stage
from minutebook.council.ledger import Act
from minutebook.sandbox.messages import Message

YES = "Yes, all of it"
CHANGED = "What is on hold has changed since you were asked, so nothing was taken off by that."


async def pressed_again(council: Stage, question: Message) -> Message:
    """Press *Yes, all of it* under a question and return what is answered."""
    mark = council.town.mark()
    await pressed(council, council.ruth, question, YES)
    [heard] = council.ruth.heard(council.bot, since=mark)
    return heard


async def test_another_message_in_the_place_of_one_asked_about_stays(council: Stage) -> None:
    """As many are on hold as when it was asked, but one is another: it is asked anew, and then that goes too."""
    first = council.tom.says("The hedge is down.", in_=council.room)
    await council.settled()
    await opened(council, "Hedge")
    question = await answer(council, council.ruth, "/foi 1 remove all")
    await told(council, council.ruth, f"/foi 1 remove m{first.id}")
    later = "The hedge: I took £500 in cash from the contractor."
    council.tom.says(later, in_=council.room)
    await council.settled()
    again = await pressed_again(council, question)
    assert CHANGED in again.text
    assert ": one message that is on no record?" in again.text
    assert labels(again) == [YES, "Leave it"]
    assert await held_texts(council) == {later}
    assert "Off hold for this request: one message" in (await pressed_again(council, again)).text
    assert await held_texts(council) == set()


async def test_another_record_in_the_place_of_one_asked_about_stays(council: Stage) -> None:
    """One record is taken off by name and another added: the old question takes off neither that nor the rest."""
    for text in ("Hedge quote 1.", "Hedge quote 2.", "The bench."):
        await recorded(council, council.ann, text)
    await opened(council, "Hedge")
    question = await answer(council, council.ruth, "/foi 1 remove all")
    await told(council, council.ruth, "/foi 1 remove 1")
    await told(council, council.ruth, "/foi 1 add 3")
    assert CHANGED in (await pressed_again(council, question)).text
    assert await held_texts(council) == {"Hedge quote 2.", "The bench."}
    assert await acts(council, Act.RELEASED) == 1


async def test_what_has_not_changed_is_not_asked_anew(council: Stage) -> None:
    """Taken off and put back, it is the same that was asked about, and one press takes all of it off."""
    await recorded(council, council.ann, "Hedge quote.")
    await opened(council, "Hedge")
    question = await answer(council, council.ruth, "/foi 1 remove all")
    await told(council, council.ruth, "/foi 1 remove 1")
    await told(council, council.ruth, "/foi 1 add 1")
    assert "Off hold for this request: one record." in (await pressed_again(council, question)).text
