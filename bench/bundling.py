"""How long a bundle takes to make, and with how much memory: `python -m bench.bundling [COUNT]`.

The program itself makes it, as a process of its own, from a store of so many records and of a tenth as many; were
its memory to grow with their number, that would show.
"""

import asyncio
import secrets
import sys
import tempfile
import time
from asyncio.subprocess import PIPE
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from bench.filling import fill
from minutebook.council.settings import CouncilSettings
from minutebook.storage import councils
from minutebook.storage.store import open_store

COUNT = 10_000
GROUP = -1001
MAIN = """
import atexit, sys
from bench.memory import resident
from minutebook.bot.cli import main
atexit.register(lambda: print(resident()[1]))
main()
"""
"""The program, which says at its end how many MiB it held at the highest."""


@dataclass(frozen=True, slots=True)
class Bundled:
    """What a bundle of `count` records took: seconds, memory at the highest in MiB, and its size in MiB."""

    count: int
    seconds: float
    highest: float
    size: float


async def bundle(folder: Path, count: int) -> Bundled:
    """Make a store of `count` records in a folder, and a bundle of all of them."""
    database = folder / "minutebook.db"
    now = datetime.now(UTC)
    store = await open_store(f"sqlite+aiosqlite:///{database}", now)
    async with store.change() as tx:
        council = await councils.create(tx, "Wexcombe Parish Council", CouncilSettings(), by=1, now=now)
    await store.close()
    fill(database, council.id, GROUP, count, now)
    config = folder / "config.toml"
    config.write_text(
        f'[telegram]\ntoken = "1:{secrets.token_hex(8)}"\n[storage]\nurl = "sqlite+aiosqlite:///minutebook.db"\n'
    )
    target = folder / "bundle.zip"
    begun = time.perf_counter()
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", MAIN, "export", "--config", str(config), str(target), stdout=PIPE
    )
    out, _ = await process.communicate()
    if process.returncode:
        raise RuntimeError("no bundle was made")
    seconds = time.perf_counter() - begun
    highest = float(out.split()[-1])
    return Bundled(count, seconds, highest, target.stat().st_size / 1_048_576)


async def main(count: int) -> None:
    """Measure two sizes and print them."""
    for number in (count // 10, count):
        with tempfile.TemporaryDirectory(prefix="minutebook-bench-") as folder:
            took = await bundle(Path(folder), number)
        print(
            f"bundle of {took.count:,} records: {took.seconds:.0f} s, {took.highest:.0f} MiB at the highest, "
            f"{took.size:.1f} MiB in size",
            flush=True,
        )


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]) if len(sys.argv) > 1 else COUNT))
