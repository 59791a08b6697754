"""How long a judgement takes, and what memory it needs, in a process of its own: `python -m bench.judging NAME`."""

import json
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from bench.memory import resident

CORPUS = Path(__file__).resolve().parent.parent / "corpus"


@dataclass(frozen=True, slots=True)
class Judging:
    """What one detector needs.

    Attributes:
        start: seconds from nothing to the first answer.
        median, p95: milliseconds a message.
        highest: MiB of memory at the highest.
    """

    start: float
    median: float
    p95: float
    highest: float


def judging(detector: str) -> Judging:
    """Measure a detector (`model` or `rules`) by the validation and test councils, in a new process."""
    ran = subprocess.run(
        [sys.executable, "-m", "bench.judging", detector], check=True, capture_output=True, text=True
    )
    return Judging(**json.loads(ran.stdout))


def _lines() -> Iterator[bytes]:
    # Both, for the longest messages are among the latter.
    for split in ("validation", "test"):
        for path in sorted((CORPUS / split).glob("*.jsonl")):
            yield from path.read_bytes().splitlines()


def _measure(name: str) -> Judging:
    began = time.perf_counter()
    from minutebook.bot.detectors import DetectorName, load_detector
    from minutebook.detector.stream import scan_lines

    results = scan_lines(_lines(), load_detector(DetectorName(name)))
    next(results)
    start = time.perf_counter() - began
    took = []
    at = time.perf_counter()
    for _ in results:
        took.append(1000 * (time.perf_counter() - at))
        at = time.perf_counter()
    highest = resident()[1]
    took.sort()
    return Judging(start, statistics.median(took), took[int(0.95 * len(took))], highest)


if __name__ == "__main__":
    print(json.dumps(asdict(_measure(sys.argv[1]))))
