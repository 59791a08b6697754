"""`minutebook scan`: JSON lines in, judged JSON lines out, a progress bar on a terminal for a file."""

import os
import stat
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic
from typing import BinaryIO

import typer

from minutebook.council.assessment import Detector
from minutebook.council.errors import ConfigurationError, StoreFullError
from minutebook.council.policy import load_policies
from minutebook.council.settings import CouncilSettings
from minutebook.detector.stream import LONGEST_LINE, scan_lines

_PAUSE = 1.0  # seconds that answers may wait to be written together, where a file is judged
_PIECE = 2**16  # bytes of what is read past at a time


def scan_file(name: str, detector: Detector) -> bool:
    """Judge the lines of a file, or of standard input for `-`; return whether every line could be.

    Each answer is written as soon as it is made where lines come as somebody sends them: from a pipe or terminal.

    Args:
        detector: what judges.

    Raises:
        ConfigurationError: the file cannot be read, or a stream that is needed was closed before the command began.
        StoreFullError: the answers cannot be written.
    """
    if sys.stdout is None:
        raise ConfigurationError("standard output is closed: there is nowhere to write the answers to")
    with _opened(name) as stream:
        status = os.fstat(stream.fileno())
        whole_file = stat.S_ISREG(status.st_mode)
        lines = _lines(stream, name)
        if whole_file and name != "-" and sys.stderr is not None and sys.stderr.isatty():
            lines = _with_progress(lines, stream, status.st_size)
        return _scan(lines, detector, pause=_PAUSE if whole_file else 0.0)


def _scan(lines: Iterable[bytes], detector: Detector, pause: float) -> bool:
    """Write the answers, none held back for longer than `pause` seconds and one line; say whether no line was bad.

    Raises:
        StoreFullError: they cannot be written.
    """
    whole = True
    out = sys.stdout.buffer
    flushed = monotonic()
    policy = load_policies()[CouncilSettings().policy]
    try:
        for result in scan_lines(lines, detector, policy=policy):
            if result.error is not None:
                whole = False
                _complain(result.error)
                continue
            out.write(result.json().encode() + b"\n")
            if monotonic() - flushed >= pause:
                out.flush()
                flushed = monotonic()
        out.flush()
    except BrokenPipeError:
        # Whoever reads has had enough (`| head`): that is no fault of the lines.
        _drop(out)
    except OSError as error:
        _drop(out)
        raise StoreFullError(f"cannot write the answers: {error.strerror}") from error
    return whole


def _complain(words: str) -> None:
    """Say what is wrong with a line; where nobody can be told, the answers to the others still count.

    Raises:
        OSError: answers and complaints go to one place (`2>&1`), and that takes no more.
    """
    try:
        typer.echo(words, err=True)
    except OSError:
        together = os.path.samestat(os.fstat(sys.stdout.fileno()), os.fstat(sys.stderr.fileno()))
        _drop(sys.stderr.buffer)
        if together:
            raise


def _drop(out: BinaryIO) -> None:
    """Let what is still to be written go nowhere: Python would try again at its end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), out.fileno())


@contextmanager
def _opened(name: str) -> Iterator[BinaryIO]:
    if name == "-":
        if sys.stdin is None:
            raise ConfigurationError(
                "standard input is closed: name a file, or send the lines through a pipe"
            )
        yield sys.stdin.buffer
        return
    path = Path(name)
    try:
        stream = path.open("rb")
    except OSError as error:
        raise ConfigurationError(f"cannot read {name}: {error.strerror}") from error
    with stream:
        yield stream


def _lines(stream: BinaryIO, name: str) -> Iterator[bytes]:
    """Yield the lines of `stream`; of one that is too long to be judged, no more than shows it, and the rest is read past.

    Raises:
        ConfigurationError: they cannot be read.
    """
    while line := _read(stream, LONGEST_LINE + 1, name):
        yield line
        if len(line) > LONGEST_LINE:
            while line and not line.endswith(b"\n"):
                line = _read(stream, _PIECE, name)


def _read(stream: BinaryIO, most: int, name: str) -> bytes:
    """Return the next line, or its first `most` bytes, or nothing at the end.

    Raises:
        ConfigurationError: it cannot be read.
    """
    try:
        return stream.readline(most)
    except OSError as error:
        raise ConfigurationError(f"cannot read {name}: {error.strerror}") from error


def _with_progress(lines: Iterable[bytes], stream: BinaryIO, size: int) -> Iterator[bytes]:
    """Yield the lines while a bar on standard error shows how far through the file they are."""
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("judging", total=size)
        for line in lines:
            yield line
            progress.update(task, completed=stream.tell())
