"""In a private chat: which council somebody means when they serve several."""

from minutebook.council.bodies import CouncilView
from minutebook.council.outgoing import Button
from minutebook.handlers import answers, private_commands, refusing
from minutebook.handlers.events import Command, Press, PrivateMessage
from minutebook.handlers.house import House, Turn
from minutebook.handlers.pressed import Toast
from minutebook.storage import buttons, facts
from minutebook.storage.buttons import Pressable

KEPT = 200
"""Characters of a command that a button keeps."""


def _fact(user_id: int) -> str:
    return f"council-of:{user_id}"


async def chosen_council(house: House, user_id: int) -> tuple[CouncilView | None, list[CouncilView]]:
    """Return the council a person means, None if that must be asked, and all they may mean."""
    known = await house.directory.councils_of(user_id)
    if len(known) == 1:
        return known[0], known
    async with house.store.read() as tx:
        picked = await facts.get(tx, _fact(user_id))
    for view in known:
        if str(view.council.id) == picked:
            return view, known
    return None, known


async def ask(
    turn: Turn, event: PrivateMessage, known: list[CouncilView], phrase: str = "council.which"
) -> None:
    """Ask with buttons which council is meant; the command is carried out when it is known.

    One that is too long to be kept meanwhile has to be sent again: half of it would be another command.

    Args:
        phrase: the question.
    """
    house = turn.house
    command = event.command or Command("council", "")
    words = f"{command.name} {command.words}"
    if len(words) > KEPT:
        words, phrase = "council", "council.which_long"
    async with turn.change() as tx:
        rows = []
        made = []
        for view in known:
            key = house.code()
            made.append(Pressable(key, view.council.id, "choose", event.person.id, words))
            rows.append((Button(view.council.name, key),))
        await buttons.make(tx, made, turn.now)
        await answers.tell(
            tx,
            turn,
            event.person.id,
            house.wording.say(phrase),
            key=f"answer:{event.chat_id}:{event.message_id}",
            council_id=None,
            keyboard=tuple(rows),
        )


async def chosen(turn: Turn, view: CouncilView, event: Press, what: Pressable) -> Toast:
    """Carry out, for the council that was picked, what was asked; it stays picked until /council."""
    if what.target != event.person.id:
        return Toast("press.not_yours", alert=True)
    if all(
        known.council.id != view.council.id
        for known in await turn.house.directory.councils_of(event.person.id)
    ):
        return Toast("press.not_member", alert=True, council=view.council.name)
    async with turn.house.store.change() as tx:
        await facts.put(tx, _fact(event.person.id), str(view.council.id))
    name, _, words = what.extra.partition(" ")
    if name != "council":
        asked = PrivateMessage(
            event.update_id, event.person, event.message_id, f"/{what.extra}", Command(name, words.strip())
        )
        await private_commands.run(turn, view, asked, key=f"pressed:{what.key}:{event.update_id}")
    return Toast("council.picked", council=view.council.name)


async def forget_choice(turn: Turn, event: PrivateMessage, known: list[CouncilView]) -> None:
    """Answer `/council`: which councils there are, and which is meant from now on."""
    house = turn.house
    if len(known) > 1:
        await ask(turn, event, known)
        return
    async with turn.change() as tx:
        text = (
            house.wording.say("council.only", council=known[0].council.name)
            if known
            else house.wording.say(refusing.without_council(house, event.person))
        )
        await answers.tell(
            tx,
            turn,
            event.person.id,
            text,
            key=f"answer:{event.chat_id}:{event.message_id}",
            council_id=None,
        )
