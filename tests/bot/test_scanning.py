"""`minutebook scan` as a process: what comes when, what it holds, and where its answers cannot go."""

import asyncio
import contextlib
import json
import os
import subprocess
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from e2e.process import MAIN, PATIENCE, SOURCE, command
from minutebook.detector.stream import LONGEST_LINE

SCAN = (sys.executable, "-c", MAIN, "scan", "--detector", "rules")
MIB = 2**20


def line(name: str) -> bytes:
    """Return one line of input."""
    return json.dumps({"id": name, "text": "Shall we just agree to buy the bench?"}).encode() + b"\n"


@asynccontextmanager
async def scanning() -> AsyncIterator[Process]:
    """Start `minutebook scan -`, its output held back as Python does without being told otherwise."""
    process = await asyncio.create_subprocess_exec(
        *SCAN, "-", env={"PYTHONPATH": str(SOURCE)}, stdin=PIPE, stdout=PIPE, stderr=PIPE
    )
    try:
        yield process
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()


async def sent(process: Process, *lines: bytes) -> None:
    """Send lines to a process, and no end."""
    assert process.stdin is not None
    for each in lines:
        process.stdin.write(each)
        await process.stdin.drain()


async def test_each_answer_comes_before_the_next_line() -> None:
    """From a pipe a line is answered while whoever sends them has yet to send another."""
    async with scanning() as process, asyncio.timeout(PATIENCE):
        assert process.stdout is not None
        for name in ("1", "2", "3"):
            await sent(process, line(name))
            assert json.loads(await process.stdout.readline())["id"] == name


@pytest.mark.skipif(not os.path.exists("/proc/self/status"), reason="no memory is told here")
async def test_a_long_line_is_refused_and_not_held() -> None:
    """A line beyond the limit is named, those after it are judged, and it takes no more memory than others."""
    async with scanning() as process, asyncio.timeout(PATIENCE):
        assert process.stdout is not None
        await sent(process, line("1"))
        await process.stdout.readline()
        before = highest(process)
        await sent(process, b'{"id": "2", "text": "', *[b"x" * MIB] * 60, b'"}\n', line("3"))
        assert json.loads(await process.stdout.readline())["id"] == "3"
        assert highest(process) < before + 10 * MIB
        _, told = await process.communicate(b"")
    assert (process.returncode, told) == (1, b"Line 2: it is longer than 1,048,576 bytes.\n")


def highest(process: Process) -> int:
    """Return a process's resident memory at its highest, in bytes."""
    rows = Path(f"/proc/{process.pid}/status").read_text().splitlines()
    return next(1024 * int(row.split()[1]) for row in rows if row.startswith("VmHWM"))


@pytest.mark.parametrize("more", [-1, 0, 1, 2, 2**16, 2**16 + 1, 2 * MIB])
async def test_a_line_ends_where_it_ends(tmp_path: Path, more: int) -> None:
    """However long a refused line is, the next one is read from its own beginning, and counted once."""
    long = line("1")[:-1].ljust(LONGEST_LINE + more - 1) + b"\n"
    (tmp_path / "chat.jsonl").write_bytes(line("0") + long + line("2") + long[:-1])
    ended = await command("scan", "--detector", "rules", "chat.jsonl", cwd=tmp_path)
    names = [json.loads(row)["id"] for row in ended.out.splitlines()]
    refused = [row.split(":")[0] for row in ended.err.splitlines()]
    if more <= 0:
        assert (ended.code, names, refused) == (0, ["0", "1", "2", "1"], [])
    elif more == 1:  # the last has no line break, and is the shorter for it
        assert (ended.code, names, refused) == (1, ["0", "2", "1"], ["Line 2"])
    else:
        assert (ended.code, names, refused) == (1, ["0", "2"], ["Line 2", "Line 4"])


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="there is no /dev/full here")
@pytest.mark.parametrize("lines", [1, 1000])
def test_where_answers_cannot_be_written_it_says_so(tmp_path: Path, lines: int) -> None:
    """A full disk is told in one sentence, from a pipe and from a file."""
    (tmp_path / "chat.jsonl").write_bytes(line("1") * lines)
    for name in ("-", "chat.jsonl"):
        with open("/dev/full", "wb") as full:
            ended = subprocess.run(
                [*SCAN, name],
                input=line("1") * lines,
                stdout=full,
                stderr=PIPE,
                cwd=tmp_path,
                env={"PYTHONPATH": str(SOURCE)},
                timeout=PATIENCE,
                check=False,
            )
        assert ended.returncode == 1
        assert ended.stderr == b"minutebook: cannot write the answers: No space left on device\n"


@pytest.mark.parametrize(("closed", "told"), [("<&-", "standard input"), (">&-", "standard output")])
def test_a_closed_stream_is_named(closed: str, told: str) -> None:
    """Whoever starts it without the stream it needs is told which, and what to do."""
    ran = subprocess.run(
        ["/bin/sh", "-c", f'"$@" - {closed}', "sh", *SCAN],
        env={"PYTHONPATH": str(SOURCE)},
        stdin=subprocess.PIPE,
        capture_output=True,
        check=False,
        timeout=PATIENCE,
    )
    assert (ran.returncode, ran.stdout) == (1, b"")
    assert ran.stderr.startswith(f"minutebook: {told} is closed".encode())


def test_what_is_wrong_with_a_line_is_no_answer(tmp_path: Path) -> None:
    """With nowhere to complain to, a bad line is passed over: among the answers it would be taken for one."""
    path = tmp_path / "lines.jsonl"
    path.write_bytes(b"no JSON\n" + line("2"))
    ran = subprocess.run(
        ["/bin/sh", "-c", '"$@" 2>&-', "sh", *SCAN, str(path)],
        env={"PYTHONPATH": str(SOURCE)},
        stdout=subprocess.PIPE,
        check=False,
        timeout=PATIENCE,
    )
    assert ran.returncode == 1
    assert [json.loads(each)["id"] for each in ran.stdout.splitlines()] == ["2"]


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="there is no /dev/full here")
def test_a_complaint_that_goes_nowhere_costs_no_answer(tmp_path: Path) -> None:
    """Where a bad line cannot be complained of, to a full disk or to nobody, each good line is answered all the same."""
    path = tmp_path / "lines.jsonl"
    path.write_bytes(line("1") + b"no JSON\n" + line("2") + b"no JSON\n" + line("3"))
    reader, writer = os.pipe()
    os.close(reader)
    with open("/dev/full", "wb") as full, os.fdopen(writer, "wb") as nobody:
        for told in (full, nobody):
            ran = subprocess.run(
                [*SCAN, str(path)],
                env={"PYTHONPATH": str(SOURCE)},
                stdout=PIPE,
                stderr=told,
                check=False,
                timeout=PATIENCE,
            )
            assert ran.returncode == 1
            assert [json.loads(each)["id"] for each in ran.stdout.splitlines()] == ["1", "2", "3"]


def test_bad_lines_without_end_stop_when_nobody_reads_answers_or_complaints() -> None:
    """`… | minutebook scan - 2>&1 | head -1` ends, though there is no answer to write, only complaints."""
    scan = subprocess.Popen(
        [*SCAN, "-"],
        env={"PYTHONPATH": str(SOURCE)},
        stdin=PIPE,
        stdout=PIPE,
        stderr=subprocess.STDOUT,
        bufsize=0,
    )
    try:
        assert scan.stdin is not None
        assert scan.stdout is not None
        scan.stdin.write(b"no JSON\n")
        assert scan.stdout.readline().startswith(b"Line 1: ")
        scan.stdout.close()
        with contextlib.suppress(BrokenPipeError):
            # More than a pipe holds: the last can only be written if the first were read, or nobody reads any more.
            for _ in range(20):
                scan.stdin.write(b"no JSON\n" * 1000)
            pytest.fail("the lines are read though nobody wants to know")
        with contextlib.suppress(BrokenPipeError):
            scan.stdin.close()
        assert scan.wait(PATIENCE) == 1
    finally:
        scan.kill()
