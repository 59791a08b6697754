"""Run the benchmarks and print what the README states: `python -m bench [NAME…]`.

Without a name all are run, one after the other, which takes the better part of an hour; the names are those of
`PARTS`. Each part can be run by itself with numbers of one's own: `python -m bench.bundling 1000`.
"""

import asyncio
import os
import platform
import sys
import tempfile
from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path

from bench import bundling, capturing, million
from bench.judging import judging
from bench.measures import BACKLOG, caution, drain


def machine() -> str:
    """Return which machine this is, in a line."""
    model = platform.processor() or platform.machine()
    info = Path("/proc/cpuinfo")
    if info.exists():
        names = [
            row.partition(":")[2].strip() for row in info.read_text().splitlines() if "model name" in row
        ]
        model = names[0] if names else model
    return f"{model}, {os.cpu_count()} cores, {platform.system()}, Python {platform.python_version()}"


async def _judging() -> None:
    """Measure both detectors alone."""
    for name in ("rules", "model"):
        need = judging(name)
        print(
            f"detector {name}: {need.median:.1f} ms a message, 95 % within {need.p95:.1f} ms, "
            f"{need.start:.1f} s to start, {need.highest:.0f} MiB at the highest",
            flush=True,
        )


async def _working() -> None:
    """Measure the whole program with each detector."""
    for name, rounds in (("rules", 3), ("model", 1)):
        await _at_work(name, rounds)


async def _at_work(detector: str, rounds: int) -> None:
    """Measure the whole program with one detector."""
    print(f"with the detector {detector}:")
    with tempfile.TemporaryDirectory(prefix="minutebook-bench-") as folder:
        drained = await drain(Path(folder), detector, rounds)
    ratio = drained.bare / drained.ours
    print(
        f"  backlog of {BACKLOG:,}: {drained.ours:,.0f} updates/s with the inbox on, "
        f"{drained.bare:,.0f} by a bare bot that keeps nothing (1/{ratio:.1f})"
    )
    print(
        f"  memory after it: {drained.memory:.0f} MiB, {drained.highest:.0f} MiB at the highest", flush=True
    )
    with tempfile.TemporaryDirectory(prefix="minutebook-bench-") as folder:
        cautioned = await caution(Path(folder), detector)
    print(f"  message to caution: median {cautioned.median:.0f} ms, p95 {cautioned.p95:.0f} ms", flush=True)


async def _capturing() -> None:
    """Measure how long it takes to put something on the record."""
    for name in ("rules", "model"):
        await capturing.main(name)


PARTS: Mapping[str, Callable[[], Awaitable[None]]] = {
    "judging": _judging,
    "working": _working,
    "capturing": _capturing,
    "bundling": lambda: bundling.main(bundling.COUNT),
    "million": million.main,
}
"""What is measured, the quickest first but for the detectors. A new one: a file here, a line there."""


async def main(names: list[str]) -> None:
    """Measure what is named, one thing after the other."""
    unknown = [name for name in names if name not in PARTS]
    if unknown:
        sys.exit(f"There is no benchmark {', '.join(unknown)}; there are {', '.join(PARTS)}.")
    print(machine(), flush=True)
    for name in names or PARTS:
        await PARTS[name]()


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1:]))
