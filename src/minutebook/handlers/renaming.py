"""Giving a council another name: `/setup NEW NAME` where it is set up already asks back with a button."""

from minutebook.council.bodies import CouncilView
from minutebook.council.outgoing import Button, Keyboard
from minutebook.council.wording import Html
from minutebook.handlers import answers, asked_back
from minutebook.handlers.events import Press
from minutebook.handlers.house import Turn
from minutebook.handlers.pressed import Toast
from minutebook.reports.digest_lines import excerpt
from minutebook.storage import buttons, councils
from minutebook.storage.buttons import Pressable
from minutebook.storage.store import Tx

LABEL = 60
"""Characters of a button's label that a telephone shows."""


async def is_free(tx: Tx, view: CouncilView, name: str) -> bool:
    """Whether no other council here has that name, whatever its capitals."""
    holder = await councils.by_name(tx, name)
    return holder is None or holder.id == view.council.id


async def ask(tx: Tx, turn: Turn, view: CouncilView, name: str) -> tuple[Html, Keyboard]:
    """Return what is said of another name than the council has, and the button that gives it.

    Args:
        name: at most 200 characters.
    """
    wording = turn.house.wording
    if not await is_free(tx, view, name):
        return wording.say("setup.rename_taken", name=name), ()
    key = turn.house.code()
    await buttons.make(tx, [Pressable(key, view.council.id, "rename", None, name)], turn.now)
    label = excerpt(wording.plain("button.rename", name=name), LABEL)
    return wording.say("setup.rename", name=name), ((Button(label, key),),)


async def pressed(turn: Turn, view: CouncilView, event: Press, what: Pressable) -> Toast:
    """Give the council the name that a button proposes."""
    if not turn.house.is_admin(view, event.person.id):
        return Toast("press.not_admin", alert=True)
    name = what.extra
    if name == view.council.name:
        return Toast("press.renamed_already", name=name)
    wording = turn.house.wording
    async with turn.change() as tx:
        if await asked_back.is_over(tx, turn, what, "name"):
            return Toast("press.ask_again", alert=True, command="setup")
        if not await is_free(tx, view, name):
            return Toast("press.name_taken", alert=True, name=name)
        await councils.rename(tx, view.council, name, by=event.person.id, now=turn.now)
        renamed = await councils.view(tx, view.council.id)
        text = wording.say("setup.renamed", old=view.council.name)
        await answers.below(tx, turn, renamed, event, text, key=what.key)
    return Toast("press.renamed", name=name)
