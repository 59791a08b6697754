"""`minutebook scan`: JSON lines in, judged JSON lines out, a progress bar on a terminal for a file."""

import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from minutebook.council.assessment import Detector
from minutebook.council.errors import ConfigurationError
from minutebook.council.policy import load_policies
from minutebook.council.settings import CouncilSettings
from minutebook.detector.stream import scan_lines


def scan_file(name: str, detector: Detector) -> bool:
    """Judge the lines of a file, or of standard input for `-`; return whether every line could be.

    Args:
        detector: what judges.

    Raises:
        ConfigurationError: the file cannot be read.
    """
    with _lines(name) as lines:
        return _scan(lines, detector)


def _scan(lines: Iterable[bytes], detector: Detector) -> bool:
    whole = True
    out = sys.stdout.buffer
    policy = load_policies()[CouncilSettings().policy]
    try:
        for result in scan_lines(lines, detector, policy=policy):
            if result.error is not None:
                whole = False
                print(result.error, file=sys.stderr, flush=True)
            else:
                out.write(result.json().encode() + b"\n")
        out.flush()
    except BrokenPipeError:
        # Whoever reads has had enough (`| head`): that is no fault of the lines.
        os.dup2(os.open(os.devnull, os.O_WRONLY), out.fileno())
    return whole


@contextmanager
def _lines(name: str) -> Iterator[Iterable[bytes]]:
    if name == "-":
        yield sys.stdin.buffer
        return
    path = Path(name)
    try:
        stream = path.open("rb")
    except OSError as error:
        raise ConfigurationError(f"cannot read {name}: {error.strerror}") from error
    with stream:
        yield _with_progress(stream, path.stat().st_size) if sys.stderr.isatty() else stream


def _with_progress(stream: BinaryIO, size: int) -> Iterator[bytes]:
    """Yield the lines while a bar on standard error shows how far through the file they are."""
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("judging", total=size)
        for line in stream:
            yield line
            progress.advance(task, len(line))
