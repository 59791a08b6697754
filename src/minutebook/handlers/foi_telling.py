"""What a digest tells of requests for information: to the clerk what presses and the other deadlines, to the staffing recipient what is held."""

from minutebook.council.bodies import CouncilView
from minutebook.council.records import Route
from minutebook.council.requests import to_come, urgency
from minutebook.handlers.foi_case import calendar
from minutebook.handlers.foi_seeing import seen_among
from minutebook.handlers.house import Turn
from minutebook.reports.material import Requests
from minutebook.storage import holds, requests
from minutebook.storage.store import Tx


async def told(tx: Tx, turn: Turn, view: CouncilView, route: Route) -> Requests:
    """Return what a digest for one reader's eyes tells of a council's open requests."""
    waiting = await requests.still_open(tx, view.council.id)
    if not waiting:
        return Requests()
    days = calendar(turn, view)
    if route is Route.CLERK:
        overdue, soon, stopped = urgency(waiting, days.today)
        return Requests([*overdue, *soon, *stopped], days, to_come=to_come(waiting, days.today))
    held = await holds.of_council(tx, view.council.id)
    withheld = []
    for request in waiting:
        found = await seen_among(tx, turn, view, held.get(request.id, ()))
        if found.withheld:
            withheld.append((request, len(found.withheld)))
    return Requests(withheld=withheld)
