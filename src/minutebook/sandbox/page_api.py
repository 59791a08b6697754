"""The chat page over HTTP: its files, what is new, and what a person does.

The routes join the sandbox's Bot API server (``serve(world, port, extra_routes=page_routes(…))``).

* ``GET /`` and ``GET /sandbox/page/<file>``: the page. It loads nothing from anywhere else.
* ``GET /sandbox/changes?since=N&as=ID``: a long poll; the world as that person sees it
  (``page_view.py``) as soon as it differs from what they have.
* ``POST /sandbox/act``: ``{"as": ID, "do": …}``; each act is a function in ``page_acts.py``.
* ``POST /sandbox/evening/next`` (``{"walk": …}``), ``POST /sandbox/next-morning``: the demo's own controls.
* ``GET /sandbox/file/<id>``: a file somebody attached.

Any web page open on the same machine can reach a loopback port. So every request must name a
loopback host (a rebound name does not), and a POST must be JSON and come from this page.
"""

from __future__ import annotations

import asyncio
import json
import secrets
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from functools import wraps
from importlib import resources

from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from minutebook.sandbox.cast import Cast
from minutebook.sandbox.errors import SandboxRefusal
from minutebook.sandbox.evening import Evening
from minutebook.sandbox.page_acts import Doing, perform
from minutebook.sandbox.page_view import PHOTOS, evening_state, view
from minutebook.sandbox.people import Bot, Person
from minutebook.sandbox.server import from_here
from minutebook.sandbox.wire import Obj
from minutebook.sandbox.world import World

POLL_SECONDS = 20.0
BIGGEST_BODY = 30 * 1024 * 1024
STOPPING = "The sandbox has stopped. Start it again with make demo. This page reconnects by itself."
TYPES = {"html": "text/html", "css": "text/css", "js": "text/javascript", "svg": "image/svg+xml"}
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}

Endpoint = Callable[[Request], Awaitable[Response]]


@dataclass(slots=True)
class Page:
    """What the routes work on. ``epoch`` tells one start of the sandbox from the next."""

    world: World
    bot: Bot
    cast: Cast
    next_morning: Callable[[], Awaitable[None]]
    evening: Evening
    poll_seconds: float
    epoch: str = field(default_factory=lambda: secrets.token_hex(6))


class Unfit(Exception):
    """A request the page never makes; carries the status and a sentence."""

    def __init__(self, status: int, sentence: str) -> None:
        super().__init__(sentence)
        self.status = status


def page_routes(
    world: World,
    *,
    bot: Bot,
    cast: Cast,
    next_morning: Callable[[], Awaitable[None]],
    evening: Evening,
    poll_seconds: float = POLL_SECONDS,
) -> Sequence[Route]:
    """The page's routes for ``serve``.

    Args:
        next_morning: moves the demo's clock to the next morning and sets off what is due then.
        poll_seconds: how long a poll waits for a change before it answers that there is none.
    """
    page = Page(world, bot, cast, next_morning, evening, poll_seconds)

    def route(path: str, handler: Callable[[Page, Request], Awaitable[Response]], method: str) -> Route:
        return Route(path, _guarded(page, handler, method), methods=[method])

    return [
        route("/", _index, "GET"),
        route("/sandbox/page/{name}", _asset, "GET"),
        route("/sandbox/changes", _changes, "GET"),
        route("/sandbox/file/{file_id}", _file, "GET"),
        route("/sandbox/act", _act, "POST"),
        route("/sandbox/evening/next", _evening_next, "POST"),
        route("/sandbox/next-morning", _morning, "POST"),
    ]


def _guarded(page: Page, handler: Callable[[Page, Request], Awaitable[Response]], method: str) -> Endpoint:
    """Check where a request comes from, put what goes wrong into a sentence, add the headers."""

    @wraps(handler)
    async def endpoint(request: Request) -> Response:
        try:
            _check_host(request)
            if method == "POST":
                _check_origin(request)
            response = await handler(page, request)
        except SandboxRefusal as refusal:
            response = _problem(409, str(refusal))
        except Unfit as unfit:
            response = _problem(unfit.status, str(unfit))
        except ClientDisconnect:
            response = _problem(400, "The request ended before it was whole.")
        response.headers.update(HEADERS)
        return response

    return endpoint


def _problem(status: int, sentence: str) -> Response:
    return JSONResponse({"error": sentence}, status_code=status)


def _check_host(request: Request) -> None:
    if not from_here(request):
        raise Unfit(403, "The sandbox answers on this computer only: open it at http://127.0.0.1.")


def _check_origin(request: Request) -> None:
    """Refuse what another site's page sends: by its origin, and by what a plain form cannot send."""
    origin, host = request.headers.get("origin"), request.headers.get("host", "")
    if origin is not None and origin != f"http://{host}":
        raise Unfit(403, "Only the sandbox's own page may act here.")
    if request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        raise Unfit(403, "Only the sandbox's own page may act here.")
    if request.headers.get("content-type", "").split(";")[0].strip().lower() != "application/json":
        raise Unfit(415, "The sandbox takes JSON only.")


async def _body(request: Request) -> Obj:
    """The posted JSON object; never more than ``BIGGEST_BODY`` bytes are read."""
    read = bytearray()
    async for chunk in request.stream():
        read += chunk
        if len(read) > BIGGEST_BODY:
            raise Unfit(413, "That is too much at once. The largest file is 20 MB.")
    try:
        body = json.loads(read)
    except (ValueError, RecursionError):
        raise Unfit(400, "That is not JSON.") from None
    if not isinstance(body, dict):
        raise Unfit(400, "A JSON object is wanted.")
    return body


async def _index(page: Page, request: Request) -> Response:
    return _page_file("index.html")


async def _asset(page: Page, request: Request) -> Response:
    return _page_file(request.path_params["name"])


def _page_file(name: str) -> Response:
    """One of the page's own files, by its plain name. Found by package, never by working directory."""
    folder = resources.files("minutebook.sandbox") / "page"
    kind = TYPES.get(name.rpartition(".")[2])
    if kind is None or name not in {file.name for file in folder.iterdir()}:
        raise Unfit(404, "There is no such file.")
    return Response((folder / name).read_bytes(), media_type=kind)


def _viewer(page: Page, person_id: str) -> Person:
    """Who is asking; without an id, the clerk, who has most to see."""
    if not person_id:
        return page.cast.admin
    number = int(person_id) if person_id.isascii() and person_id.isdigit() and len(person_id) < 17 else 0
    found = page.world.people.get(number)
    if found is None:
        raise Unfit(404, "There is nobody with that number here. Choose who you are again.")
    return found


async def _changes(page: Page, request: Request) -> Response:
    query = request.query_params
    viewer = _viewer(page, query.get("as", ""))
    known = query.get("print", "") if query.get("epoch") == page.epoch else ""
    try:
        async with asyncio.timeout(page.poll_seconds):
            while True:
                version = page.world.version
                seen = view(page.world, page.cast, page.evening, viewer)
                if seen["print"] != known:
                    return JSONResponse({**seen, "epoch": page.epoch})
                await _news(page.world, version)
    except TimeoutError:
        return JSONResponse({"unchanged": True, "version": page.world.version})


async def _news(world: World, version: int) -> None:
    """Wait for a change. Once the sandbox is stopping there will be none: no poll may hold it up."""
    waits = [
        asyncio.ensure_future(world.changed(version)),
        asyncio.ensure_future(world.state.closing.wait()),
    ]
    try:
        await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for wait in waits:
            wait.cancel()
    if world.state.closing.is_set():
        raise Unfit(503, STOPPING)


async def _act(page: Page, request: Request) -> Response:
    body = await _body(request)
    person = _viewer(page, str(body.get("as", "?")))
    return JSONResponse(await perform(Doing(page.world, page.cast, page.bot, person), body))


async def _evening_next(page: Page, request: Request) -> Response:
    name = (await _body(request)).get("walk", "evening")
    if name != "evening" and name != "request":
        raise Unfit(404, "There is no such walk: evening and request are there.")
    await page.evening.play_next(name)
    return JSONResponse({"evening": evening_state(page.evening)})


async def _morning(page: Page, request: Request) -> Response:
    await page.evening.morning(page.next_morning)
    return JSONResponse({"evening": evening_state(page.evening)})


async def _file(page: Page, request: Request) -> Response:
    """An attachment. Only pictures are shown in place; anything else is for saving."""
    found = page.world.state.files.get(request.path_params["file_id"])
    if found is None:
        raise Unfit(404, "That file is no longer here.")
    if found.kind == "photo" and found.mime in PHOTOS:
        return Response(found.content, media_type=found.mime)
    return Response(
        found.content, media_type="application/octet-stream", headers={"Content-Disposition": "attachment"}
    )
