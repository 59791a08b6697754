"""What a bundle is to hold: worked out when it is asked for, and stated in the ledger when it is begun."""

from array import array
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from minutebook.council.bodies import Council, Group
from minutebook.council.bundles import Case, Cover
from minutebook.council.find_words import parse_query
from minutebook.council.finding import Query
from minutebook.council.ledger import Act, Head
from minutebook.council.own_words import label_names
from minutebook.council.records import Route
from minutebook.council.requests import Request
from minutebook.council.schedules import Schedule
from minutebook.council.scopes import Scope, ScopeError
from minutebook.council.wording import Wording
from minutebook.handlers.exempting_laws import reasons_for
from minutebook.handlers.foi_case import safest_of
from minutebook.storage import keeping, ledgers, requests, selecting
from minutebook.storage.store import Tx


@dataclass(frozen=True, slots=True)
class Plan:
    """A bundle to be made.

    Attributes:
        keys: of the records it is to hold.
        routes: whose records these are.
        groups: the council's, for their titles.
    """

    cover: Cover
    council: Council
    groups: Sequence[Group]
    routes: Sequence[Route]
    keys: "array[int]"
    schedule: Schedule
    request: Request | None

    @property
    def empty(self) -> bool:
        """Whether there is nothing to make a bundle of. That nothing was found for a request is an answer to it."""
        return not self.keys and self.request is None

    @property
    def request_id(self) -> int | None:
        """The key of the request it is for."""
        return self.request.id if self.request else None


async def plan(
    tx: Tx,
    council: Council,
    groups: Sequence[Group],
    scope: Scope,
    routes: Sequence[Route],
    *,
    by: str,
    now: datetime,
    wording: Wording,
) -> Plan:
    """Work out what a bundle is to hold.

    Args:
        by: who asks for it, in words.

    Raises:
        ScopeError: there is no such class (`class`) or request (`case`), or nothing to look for (`words`).
    """
    zone = council.settings.zone
    schedule = await keeping.schedule_of(tx, council.id)
    scope = replace(scope, klass=_klass(schedule, scope.klass))
    request = None
    if scope.case is not None:
        # Requests are the clerk's.
        known = await requests.by_number(tx, council.id, scope.case) if Route.CLERK in routes else None
        if known is None:
            raise ScopeError("case", str(scope.case))
        request, routes = known, [Route.CLERK]
    query = _query(scope, now, council, wording)
    found = await selecting.keys(tx, council.id, scope, routes, zone, query=query, request=request)
    cover = Cover(
        council=council.name,
        council_id=council.id,
        scope=scope,
        zone=zone,
        made_at=now,
        made_by=by,
        total=len(found),
        head=await ledgers.head(tx, council.id),
        staffing=list(routes) == [Route.STAFFING],
        case=_case(request) if request else None,
        klass=schedule[scope.klass].label if scope.klass else "",
    )
    return Plan(cover, council, groups, routes, found, schedule, request)


async def state(tx: Tx, made: Plan, *, actor: int) -> Plan:
    """State in the ledger that a bundle is made; return the plan with where the ledger then stands."""
    cover = made.cover
    head: Head = await ledgers.write(
        tx, cover.council_id, Act.EXPORTED, None, at=cover.made_at, actor_id=actor
    )
    return replace(made, cover=replace(cover, head=head))


def _klass(schedule: Schedule, said: str) -> str:
    if not said:
        return ""
    wanted = said.casefold()
    exact = [key for key, term in schedule.items() if wanted in (key, term.label.casefold())]
    near = [key for key in schedule if key.startswith(wanted)]
    for found in (exact, near):
        if len(found) == 1:
            return found[0]
    raise ScopeError("class", said, sorted(schedule))


def _query(scope: Scope, now: datetime, council: Council, wording: Wording) -> Query | None:
    if not scope.words:
        return None
    query = parse_query(scope.words, now, council.settings.zone, label_names(wording))
    if query.empty:
        raise ScopeError("words", scope.words)
    return query


def _case(request: Request) -> Case:
    return Case(
        request.number,
        str(request.kind),
        request.title,
        request.received,
        request.due,
        closed=not request.open,
        safest_on=safest_of(request),
        foreign=reasons_for(request).foreign,
    )
