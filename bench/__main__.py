"""Run the benchmarks and print what the README states: `python -m bench`."""

import asyncio
import os
import platform
import tempfile
from pathlib import Path

from bench import million
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


async def main() -> None:
    """Measure everything, one thing after the other."""
    print(machine(), flush=True)
    for name in ("rules", "model"):
        need = judging(name)
        print(
            f"detector {name}: {need.median:.1f} ms a message, 95 % within {need.p95:.1f} ms, "
            f"{need.start:.1f} s to start, {need.highest:.0f} MiB at the highest",
            flush=True,
        )
    for name, rounds in (("rules", 3), ("model", 1)):
        await _at_work(name, rounds)
    await million.main()


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


if __name__ == "__main__":
    asyncio.run(main())
