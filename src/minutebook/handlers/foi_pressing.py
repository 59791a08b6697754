"""The buttons under a request: searched, stopped, let go on, extended, closed, opened again with a thumb.

What the law makes of it cannot be taken back by a second press, so each but *Open again* asks first.
"""

from collections.abc import Awaitable, Callable, Mapping
from datetime import date

from minutebook.council.bodies import CouncilView
from minutebook.council.outgoing import Keyboard
from minutebook.council.requests import Request
from minutebook.council.roles import Right
from minutebook.council.working_days import Kind, may_extend
from minutebook.handlers import answers, cautioning, foi_clock, foi_holding, keyboards
from minutebook.handlers.events import Press
from minutebook.handlers.foi_case import Case
from minutebook.handlers.house import Turn
from minutebook.handlers.pressed import Toast
from minutebook.storage import requests
from minutebook.storage.buttons import Pressable
from minutebook.storage.store import Tx

Row = list[tuple[str, int | None, str]]


def _acts(request: Request, today: date) -> list[str]:
    """Return which buttons stand under a request: what can be done about it now."""
    if not request.open:
        return ["reopen"]
    late = request.due is not None and request.due < today
    acts = ["search"]
    if request.pause is not None:
        acts.append("resume")
    elif not late:
        acts.append("pause")
    if may_extend(request.kind) and not request.extended and not late:
        acts.append("extend")
    return [*acts, "close"]


async def under(
    tx: Tx, turn: Turn, view: CouncilView, request: Request, today: date, more: str = ""
) -> Keyboard:
    """Return the buttons that stand under a request, two in a row.

    Args:
        more: where what it holds goes on, if it does (`foi_show.more`).
    """
    acts: Row = [(f"foi_{act}", request.id, "") for act in _acts(request, today)]
    rows = [acts[begin : begin + 2] for begin in range(0, len(acts), 2)]
    going_on: list[Row] = [[("foi_more", request.id, more)]] if more else []
    return await cautioning.keyboard(tx, turn, view.council.id, [*going_on, *rows])


async def pressed_on(tx: Tx, view: CouncilView, event: Press, what: Pressable, act: str) -> Request | Toast:
    """Return the request a button is about, or what its presser is told instead."""
    if Right.STORE not in view.rights_of(event.person.id):
        return Toast("press.not_clerk", alert=True)
    request = await requests.by_id(tx, what.target or 0)
    if request is None or request.council_id != view.council.id:
        return Toast("press.old")
    if request.open is (act == "reopen"):
        return Toast("press.foi_open" if request.open else "press.foi_closed", number=request.number)
    return request


async def ask(turn: Turn, view: CouncilView, event: Press, what: Pressable) -> Toast:
    """Say what an act means and how it is given with words of one's own; a second button does it."""
    act = what.action.removeprefix("foi_")
    async with turn.change() as tx:
        request = await pressed_on(tx, view, event, what, act)
        if isinstance(request, Toast):
            return request
        kind = "sar" if request.kind is Kind.SAR else "foi"
        phrase = {
            "search": "foi.search_how",
            "pause": f"foi.ask_pause_{kind}",
            "resume": f"foi.ask_resume_{kind}",
            "extend": f"foi.ask_extend_{request.kind}",
            "close": "foi.ask_close",
        }[act]
        rows: list[Row] = []
        if act == "pause":
            rows.append([("foi_pause_clarification", request.id, "")])
            rows += [[("foi_pause_identity", request.id, "")]] if kind == "sar" else []
        elif act != "search":
            rows.append([(f"foi_{act}_now", request.id, "")])
        below = await cautioning.keyboard(tx, turn, view.council.id, rows)
        text = turn.house.wording.say(phrase, number=request.number)
        await answers.below(tx, turn, view, event, text, key=what.key, keyboard=below)
    return Toast()


DOES: Mapping[str, tuple[Callable[[Case, str], Awaitable[None]], str]] = {
    "foi_pause_clarification": (foi_clock.pause, "clarification"),
    "foi_pause_identity": (foi_clock.pause, "identity"),
    "foi_resume_now": (foi_clock.resume, ""),
    "foi_extend_now": (foi_clock.extend, ""),
    "foi_close_now": (foi_clock.close, ""),
    "foi_reopen": (foi_clock.reopen, ""),
    "foi_remove_all_now": (foi_holding.remove_all, ""),
}
"""What a button does at once, with the words that would follow the command where the button holds none itself."""


async def do(turn: Turn, view: CouncilView, event: Press, what: Pressable) -> Toast:
    """Do what was asked before, as the command does it; the button goes."""
    async with turn.change() as tx:
        request = await pressed_on(tx, view, event, what, what.action.removeprefix("foi_"))
        if isinstance(request, Toast):
            return request
        act, words = DOES[what.action]
        key = f"foi:{what.key}:{event.update_id}"
        await act(Case(tx, turn, view, event.person, request, key), what.extra or words)
        await keyboards.use_up(tx, turn, view, event)
    return Toast()


async def leave(turn: Turn, view: CouncilView, event: Press, what: Pressable) -> Toast:
    """*Leave it*: all stays on hold."""
    async with turn.change() as tx:
        request = await pressed_on(tx, view, event, what, "remove")
        if isinstance(request, Toast):
            return request
        await keyboards.use_up(tx, turn, view, event)
    return Toast("press.foi_left", number=request.number)
