"""A world on a port of this machine, in the running event loop.

>>> async with serve(world) as address:                     # doctest: +SKIP
...     Application.builder().base_url(address.base_url).base_file_url(address.base_file_url)
"""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass

import uvicorn
from starlette.routing import BaseRoute

from minutebook.sandbox.server import create_app
from minutebook.sandbox.world import World

HOST = "127.0.0.1"


@dataclass(frozen=True, slots=True)
class Address:
    """Where a world is served."""

    port: int

    @property
    def page(self) -> str:
        """The address to open in a browser."""
        return f"http://{HOST}:{self.port}/"

    @property
    def base_url(self) -> str:
        """What a bot library takes as its base URL; the token is appended."""
        return f"http://{HOST}:{self.port}/bot"

    @property
    def base_file_url(self) -> str:
        """The same for downloads."""
        return f"http://{HOST}:{self.port}/file/bot"


class _Server(uvicorn.Server):
    """Uvicorn in somebody else's loop: it leaves signals alone and says when it is ready."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.ready = asyncio.Event()
        self.stopping = asyncio.Event()

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Leave the process's signal handlers as they are."""
        yield

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start, then say so."""
        await super().startup(sockets)
        self.ready.set()

    async def main_loop(self) -> None:
        """Run until told to stop, without looking at the clock ten times a second."""
        await self.on_tick(0)
        await self.stopping.wait()


@asynccontextmanager
async def serve(
    world: World, port: int = 0, *, extra_routes: Sequence[BaseRoute] = ()
) -> AsyncIterator[Address]:
    """Serve a world on 127.0.0.1 until the block ends; a waiting long poll does not hold that up.

    Args:
        port: 0 for any free one.
        extra_routes: the chat page's routes.

    Raises:
        OSError: the port is taken.
    """
    listener = _listen(port)
    config = uvicorn.Config(
        create_app(world, extra_routes),
        log_config=None,
        access_log=False,
        lifespan="off",
        date_header=False,
        server_header=False,
        timeout_graceful_shutdown=1,
    )
    server = _Server(config)
    _open(world)
    running = asyncio.ensure_future(server.serve(sockets=[listener]))
    ready = asyncio.ensure_future(server.ready.wait())
    try:
        await asyncio.wait({running, ready}, return_when=asyncio.FIRST_COMPLETED)
        yield Address(listener.getsockname()[1])
    finally:
        ready.cancel()
        _close(world)
        server.stopping.set()
        await running
        listener.close()


def _listen(port: int) -> socket.socket:
    """A listening socket whose protocol is named: asyncio only then sets TCP_NODELAY on its connections,
    without which every answer of more than one packet waits 40 ms for an acknowledgement."""
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((HOST, port))
        listener.listen(64)
    except OSError:
        listener.close()
        raise
    return listener


def _open(world: World) -> None:
    world.state.closing.clear()
    for bot in world.bots.values():
        bot.queue.open()


def _close(world: World) -> None:
    """Let every call that waits end."""
    world.state.closing.set()
    for bot in world.bots.values():
        bot.queue.close()
