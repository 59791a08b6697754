"""The list for the next agenda, for the clerk in private: what is on it, taking a line off, putting it back."""

from minutebook.council import outgoing
from minutebook.council.bodies import CouncilView
from minutebook.council.records import Route
from minutebook.council.roles import Right
from minutebook.council.schedule import local_time
from minutebook.council.wording import join
from minutebook.handlers import about, answers, cautioning, routing
from minutebook.handlers.events import Press, PrivateMessage
from minutebook.handlers.house import Turn
from minutebook.handlers.pressed import Toast
from minutebook.handlers.reading import heading, routes_for
from minutebook.reports.agenda_list import compose
from minutebook.reports.digest_lines import excerpt
from minutebook.reports.material import OnAgenda
from minutebook.storage import agenda_lines, matters
from minutebook.storage.agenda_lines import Line
from minutebook.storage.buttons import Pressable
from minutebook.storage.store import Tx


async def lines(tx: Tx, turn: Turn, view: CouncilView, route: Route) -> list[tuple[int, OnAgenda]]:
    """Return the lines for one reader's eyes, each with its key, and what it is about as far as that is known."""
    found = []
    for item in await matters.agenda_items(tx, view.council.id, route):
        said = await about.message(tx, turn, view, item.chat_id, item.message_id, route)
        ref, text, author = (said.ref, said.text, said.author) if said else ("", "", "")
        found.append((item.id, OnAgenda(item.title, item.raised_by_name, item.at, ref, text, author)))
    return found


async def show(turn: Turn, view: CouncilView, event: PrivateMessage, words: str, key: str) -> None:
    """Answer `/agenda` in private: what waits for the next agenda, with a button to take each line off."""
    house = turn.house
    sends = []
    async with turn.change() as tx:
        waiting = [
            line for route in routes_for(view, event.person.id) for line in await lines(tx, turn, view, route)
        ]
        parts = compose(waiting, view.council.settings.zone, turn.now, house.wording)
        for part in parts:
            keyboard: outgoing.Keyboard = ()
            for number, line_id in part.items:
                row: list[tuple[str, int | None, str]] = [("agenda_off", line_id, "")]
                keyboard += await cautioning.keyboard(tx, turn, view.council.id, [row], f"{number} ")
            text = join([heading(house, view), part.text], "\n\n")
            sends.append(outgoing.message(event.person.id, text, keyboard=keyboard, protect=True))
    await answers.show(house, sends, key=key, council_id=view.council.id)


async def _line(tx: Tx, view: CouncilView, event: Press, what: Pressable) -> Line | Toast:
    """Return the line a button is about, or what its presser is told instead."""
    line = await agenda_lines.get(tx, what.target or 0)
    if line is None or line.council_id != view.council.id:
        return Toast("press.old")
    withheld = await routing.is_withheld(tx, line.chat_id, line.message_id)
    right = Right.STAFF_STORE if withheld else Right.STORE
    if right not in view.rights_of(event.person.id):
        return Toast("press.not_clerk", alert=True)
    return line


def _title(turn: Turn, view: CouncilView, line: Line) -> str:
    """Return what to call a line in its confirmation."""
    at = local_time(line.at, view.council.settings.zone, turn.now)
    return excerpt(line.title) or turn.house.wording.plain("agenda.untitled", name=line.raised_by_name, at=at)


async def take_off(turn: Turn, view: CouncilView, event: Press, what: Pressable) -> Toast:
    """*Off the list*: the line goes, which is said with a button that puts it back."""
    house = turn.house
    async with turn.change() as tx:
        line = await _line(tx, view, event, what)
        if isinstance(line, Toast):
            return line
        if line.off:
            return Toast("press.off_agenda_again")
        await agenda_lines.take_off(tx, line, turn.now)
        rows: list[list[tuple[str, int | None, str]]] = [
            [("agenda_back", line.id, "")],
            [("minute_not_taken", line.matter_id, ""), ("minute_withdrawn", line.matter_id, "")],
        ]
        said = house.wording.say("agenda.taken_off", title=_title(turn, view, line))
        ending = house.wording.say("register.suggest", number=f"D{line.matter_id}")
        await answers.tell(
            tx,
            turn,
            event.person.id,
            join([heading(house, view), said, ending], "\n\n"),
            key=f"agenda-off:{event.data}:{event.update_id}",
            council_id=view.council.id,
            keyboard=await cautioning.keyboard(tx, turn, view.council.id, rows),
        )
    return Toast("press.off_agenda")


async def put_back(turn: Turn, view: CouncilView, event: Press, what: Pressable) -> Toast:
    """*Put it back*: the line stands on the list as it did."""
    async with turn.change() as tx:
        line = await _line(tx, view, event, what)
        if isinstance(line, Toast):
            return line
        if not line.off:
            return Toast("press.back_on_agenda_again")
        await agenda_lines.put_back(tx, line)
    return Toast("press.back_on_agenda")
