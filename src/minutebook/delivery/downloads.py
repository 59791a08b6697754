"""A file of Telegram's, streamed to disk and hashed on the way: memory stays flat, whatever its size.

Where it is written, and what it is called there, nobody outside decides: Telegram's path is only ever asked for
over HTTP, never opened, though python-telegram-bot would read a file of this computer under that name.
"""

import asyncio
import hashlib
import os
import ssl
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO
from urllib.parse import quote, urlsplit, urlunsplit

import httpx

PIECE = 1 << 20
"""Bytes gathered before they are written."""

PATIENCE = 120.0
"""Seconds without a byte after which a download is given up, to be tried again."""


class Oversized(Exception):
    """More bytes came than a file may have."""


class Incomplete(Exception):
    """Fewer or more bytes came than were announced."""


class Downloads:
    """Downloads over one client, made when it is first needed.

    Args:
        base: what a path that is no address is asked for under, with the token in it.
        most: bytes a file may have.
    """

    def __init__(self, base: str, most: int) -> None:
        self._base = base
        self._most = most
        self._client: httpx.AsyncClient | None = None

    async def fetch(self, path: str, part: Path, size: int | None) -> tuple[str, int]:
        """Write what lies at `path` to `part`, on disk for good; return the SHA-256 in hex, and the bytes.

        Args:
            path: as getFile gives it.
            size: bytes as getFile announces them, or None.

        Raises:
            httpx.HTTPError, httpx.InvalidURL: it cannot be had.
            Oversized, Incomplete: it is not what was announced.
            OSError: it cannot be written.
        """
        address = address_of(path, self._base)
        async with self._opened(address).stream("GET", address) as answer:
            answer.raise_for_status()
            stream = await asyncio.to_thread(_open, part)
            try:
                digest, count = hashlib.sha256(), 0
                async for piece in answer.aiter_bytes(PIECE):
                    count += len(piece)
                    if count > self._most:
                        raise Oversized
                    await asyncio.to_thread(_write, stream, digest.update, piece)
                await asyncio.to_thread(_sync, stream)
            finally:
                await asyncio.to_thread(stream.close)
        if size is not None and count != size:
            raise Incomplete
        return digest.hexdigest(), count

    def _opened(self, address: str) -> httpx.AsyncClient:
        if self._client is None:
            # To read the authorities takes a moment, which a server on this computer does not need.
            plain = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
            trust = plain if address.startswith("http://") else ssl.create_default_context()
            self._client = httpx.AsyncClient(verify=trust, timeout=PATIENCE)
        return self._client

    async def close(self) -> None:
        """End."""
        if self._client is not None:
            client, self._client = self._client, None
            await client.aclose()


def address_of(path: str, base: str) -> str:
    """Return the address under which a file of Telegram's is asked for.

    Args:
        path: an address, or a path under `base`; python-telegram-bot leaves it one where a file of that name lies here.
    """
    whole = path if path.startswith(("http://", "https://")) else f"{base}/{path.lstrip('/')}"
    split = urlsplit(whole)
    return urlunsplit((split.scheme, split.netloc, quote(split.path, safe="/:%"), split.query, ""))


def _open(part: Path) -> BinaryIO:
    """Open a file that only its owner can read; what lies there already is not followed anywhere else."""
    part.unlink(missing_ok=True)
    return os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb", buffering=0)


def _write(stream: BinaryIO, update: Callable[[bytes], None], piece: bytes) -> None:
    left = memoryview(piece)
    while left:
        # Unbuffered, so that a full disk is told here and not when it is closed; it may take less than it is given.
        left = left[stream.write(left) :]
    update(piece)


def _sync(stream: BinaryIO) -> None:
    os.fsync(stream.fileno())
