"""The Bot API over HTTP: ``/bot{token}/{method}`` and ``/file/bot{token}/{path}``.

Refusals have the HTTP status of their code and Telegram's body; method names may be in any case;
form, multipart and JSON bodies and query parameters are all taken.
"""

from __future__ import annotations

import asyncio
import inspect
import json
import re
from collections.abc import Sequence
from urllib.parse import urlsplit

from starlette.applications import Starlette
from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route
from starlette.types import Receive, Scope, Send

from minutebook.sandbox.api import files
from minutebook.sandbox.api.call import Answer, Call, RawJson, Upload
from minutebook.sandbox.api.table import BY_LOWER_NAME, METHODS
from minutebook.sandbox.errors import ApiRefusal, SandboxRefusal, bad_request
from minutebook.sandbox.faults import Fault
from minutebook.sandbox.people import Bot
from minutebook.sandbox.state import Call as Record
from minutebook.sandbox.state import State
from minutebook.sandbox.wire import Json, Obj, dump
from minutebook.sandbox.world import World

TOKEN = re.compile(r"\d{1,16}:[A-Za-z0-9_-]{3,}")
SLACK = 64 * 1024
LOOPBACK = ("127.0.0.1", "localhost", "::1")
NOT_WORK = frozenset({"getUpdates"})


def create_app(world: World, extra_routes: Sequence[BaseRoute] = ()) -> Starlette:
    """The ASGI application of a world.

    Args:
        extra_routes: routes of the chat page, if it is shown.
    """
    endpoint = _Endpoint(world.state)
    routes: list[BaseRoute] = [
        Route("/bot{token}/{method}", endpoint),
        Route("/file/bot{token}/{path:path}", _FileEndpoint(world.state)),
        *extra_routes,
    ]
    return Starlette(routes=routes, exception_handlers={404: _not_found})


async def _not_found(request: Request, error: Exception) -> Response:
    return _refusal(ApiRefusal(404, "Not Found"))


def _refusal(error: ApiRefusal) -> Response:
    body: Obj = {"ok": False, "error_code": error.code, "description": error.description}
    if error.parameters:
        body["parameters"] = error.parameters
    return Response(dump(body), error.code, media_type="application/json")


def _success(answer: Answer) -> Response:
    body = answer.body if isinstance(answer, RawJson) else dump(answer)
    return Response(b'{"ok":true,"result":' + body + b"}", media_type="application/json")


def from_here(request: Request) -> bool:
    """Whether a request names this computer, not a site whose name was made to point here."""
    return urlsplit(f"//{request.headers.get('host', '')}").hostname in LOOPBACK


def _bot(state: State, request: Request) -> Bot:
    # The demo's token is no secret: what a browser sends for another site's page is no bot's call.
    if "origin" in request.headers or not from_here(request):
        raise ApiRefusal(403, "Forbidden: bots only, and on this computer")
    token = request.path_params["token"]
    if not TOKEN.fullmatch(token):
        raise ApiRefusal(401, "Unauthorized: invalid token specified")
    for bot in state.bots.values():
        if bot.token == token and not bot.revoked:
            return bot
    raise ApiRefusal(401, "Unauthorized")


class _Endpoint:
    """The ASGI endpoint of every method; a class, so that Starlette passes any HTTP verb."""

    def __init__(self, state: State) -> None:
        self.state = state

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope, receive)
        try:
            call, name = await self._read(request)
        except ApiRefusal as error:
            await _refusal(error)(scope, receive, send)
            return
        record = Record(call.bot, name, _recorded(call), self.state.now())
        self.state.calls.append(record)
        busy = name not in NOT_WORK
        self.state.in_flight += busy
        self.state.work += busy
        self.state.touch()
        try:
            fault = self.state.faults.strike(name, call.integer("chat_id"))
            response = await self._answer(call, record, fault)
            await self._send(response, fault, request, send)
        finally:
            self.state.in_flight -= busy
            self.state.touch()

    async def _read(self, request: Request) -> tuple[Call, str]:
        bot = _bot(self.state, request)
        name = BY_LOWER_NAME.get(request.path_params["method"].lower())
        if name is None:
            raise ApiRefusal(404, "Not Found: method not found")
        length = request.headers.get("content-length", "0")
        if length.isdigit() and int(length) > files.UPLOAD_LIMIT + SLACK:
            raise ApiRefusal(413, "Request Entity Too Large")
        call = Call(self.state, bot, dict(request.query_params))
        await _read_body(request, call)
        return call, name

    async def _answer(self, call: Call, record: Record, fault: Fault | None) -> Response:
        """Do what is asked, or refuse; the outcome goes on record unless its answer is to be lost."""
        try:
            if fault is not None and fault.kind == "refuse":
                wait = {} if fault.retry_after is None else {"retry_after": fault.retry_after}
                raise ApiRefusal(fault.code, fault.description, wait)
            answer = METHODS[record.method](call)
            done: Answer = await answer if inspect.isawaitable(answer) else answer
        except ApiRefusal as error:
            record.code, record.description = error.code, error.description
            return _refusal(error)
        except SandboxRefusal as error:
            raise RuntimeError(f"{record.method} did what only people are refused: {error}") from error
        record.code = 0 if fault is not None and fault.kind in ("vanish", "drop") else 200
        return _success(done)

    async def _send(self, response: Response, fault: Fault | None, request: Request, send: Send) -> None:
        if fault is not None and fault.kind == "vanish":
            await self._until_hung_up(request)
            return
        if fault is not None and fault.kind == "drop":
            # An answer that stops before its announced end makes the server close the connection.
            start = {"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"9")]}
            await send(start)
            return
        if fault is not None and fault.kind == "slow":
            await self._pause(fault.seconds)
        await response(request.scope, request.receive, send)

    async def _pause(self, seconds: float) -> None:
        """Wait so long, or until the server stops."""
        try:
            async with asyncio.timeout(seconds):
                await self.state.closing.wait()
        except TimeoutError:
            pass

    async def _until_hung_up(self, request: Request) -> None:
        """Stay silent until the client gives up or the server stops."""
        hung_up = asyncio.ensure_future(_disconnected(request))
        closing = asyncio.ensure_future(self.state.closing.wait())
        await asyncio.wait({hung_up, closing}, return_when=asyncio.FIRST_COMPLETED)
        hung_up.cancel()
        closing.cancel()


async def _disconnected(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass


async def _read_body(request: Request, call: Call) -> None:
    kind = request.headers.get("content-type", "")
    if kind.startswith("application/json"):
        try:
            values: Json = json.loads(await request.body() or b"{}")
        except ValueError:
            raise bad_request("can't parse JSON object") from None
        if isinstance(values, dict):
            call.values |= values
    elif kind.startswith(("application/x-www-form-urlencoded", "multipart/form-data")):
        async with request.form() as form:
            for name, value in form.multi_items():
                if isinstance(value, UploadFile):
                    upload = Upload(value.filename or "file", await value.read(), value.content_type)
                    call.files[name] = upload
                else:
                    call.values[name] = value


def _recorded(call: Call) -> Obj:
    """The parameters as a test wants to read them: JSON strings decoded, files by name."""
    out: Obj = {name: upload.name for name, upload in call.files.items()}
    for name, value in call.values.items():
        out[name] = value
        if isinstance(value, str) and value[:1] in "[{" and value:
            try:
                out[name] = json.loads(value)
            except ValueError:
                continue
    return out


class _FileEndpoint:
    """The ASGI endpoint of downloads."""

    def __init__(self, state: State) -> None:
        self.state = state

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope, receive)
        try:
            bot = _bot(self.state, request)
            file = files.at_path(self.state, bot, request.path_params["path"])
            if file is None:
                raise ApiRefusal(404, "Not Found: file not found")
            response = Response(file.content, media_type="application/octet-stream")
        except ApiRefusal as error:
            response = _refusal(error)
        await response(scope, receive, send)
