"""The command line, as a person uses it: every command allowed, refused and malformed."""

import asyncio
import json
import os
import re
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import httpx
import pytest

from e2e.process import MAIN, PATIENCE, SOURCE, TOKEN, Installation, command, installed
from minutebook import __version__

FIELDS = {
    "ref": str,
    "council": str,
    "chat_id": int,
    "message_id": int,
    "sender_id": int,
    "sender_name": str,
    "text": str,
    "sent_at": str,
    "captured_by": int,
    "captured_at": str,
    "method": str,
    "concerns": list,
    "subjects": list,
    "versions": int,
    "attachments": list,
}
INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|\+00:00)")
DECISION = "Right, that’s agreed then. Tell Hendersons to start on Monday."


async def test_it_says_its_version(tmp_path: Path) -> None:
    """`--version` names the program and its version."""
    ended = await command("--version", cwd=tmp_path)
    assert (ended.code, ended.out) == (0, f"minutebook {__version__}\n")


async def test_without_a_command_it_says_which_there_are(tmp_path: Path) -> None:
    """Every command is listed with what it does."""
    ended = await command("--help", cwd=tmp_path)
    assert ended.code == 0
    for name in ("run", "demo", "scan", "records", "verify"):
        assert name in ended.out


@pytest.mark.parametrize("name", ["run", "records", "verify"])
async def test_without_a_configuration_it_says_how_to_make_one(tmp_path: Path, name: str) -> None:
    """One sentence that names the file and the example, no traceback, exit code 1."""
    ended = await command(name, "--config", "nowhere.toml", cwd=tmp_path)
    assert ended.code == 1
    assert "there is no configuration at nowhere.toml" in ended.err
    assert "config.example.toml" in ended.err
    assert "Traceback" not in ended.err


@pytest.mark.parametrize("token", ["nonsense", "", "123456"])
async def test_a_token_that_is_none_is_refused_unseen(tmp_path: Path, token: str) -> None:
    """The error names the key, the variable and BotFather, and never the value."""
    (tmp_path / "config.toml").write_text(f'[telegram]\ntoken = "{token}"\n')
    ended = await command("run", cwd=tmp_path)
    assert ended.code == 1
    for word in ("telegram.token", "MINUTEBOOK_TELEGRAM__TOKEN", "BotFather"):
        assert word in ended.err
    assert not token or token not in ended.err.replace("123456:ABC-…", "")
    assert not (tmp_path / "data").exists()


async def test_a_token_telegram_refuses_is_told_in_a_sentence(tmp_path: Path) -> None:
    """A revoked token ends the program with one sentence that does not hold it."""
    async with installed(tmp_path) as place:
        wrong = "700001:another-token"
        ended = await command("run", cwd=tmp_path, MINUTEBOOK_TELEGRAM__TOKEN=wrong)
        assert ended.code == 1
        assert "Telegram refuses telegram.token" in ended.err
        assert "@BotFather" in ended.err
        assert wrong not in ended.err
        assert "Traceback" not in ended.err
        assert place.process is None


@asynccontextmanager
async def fetching_too(place: Installation) -> AsyncIterator[None]:
    """Fetch updates with the same token all the while, as a second copy of the bot does."""

    async def fetch() -> None:
        async with httpx.AsyncClient() as other:
            while True:
                await other.post(f"{place.address.base_url}{TOKEN}/getUpdates", json={"timeout": 1})

    copy = asyncio.create_task(fetch())
    try:
        yield
    finally:
        copy.cancel()
        await asyncio.gather(copy, return_exceptions=True)


async def test_a_second_copy_with_the_same_token_is_told(tmp_path: Path) -> None:
    """While somebody else fetches with the token, the log says so and what to do; the program goes on."""
    async with installed(tmp_path) as place:
        await place.start()
        async with fetching_too(place):
            await place.logs("another copy of the bot is running with the same token")
        assert "stop one of the two" in "".join(place.log)
        await place.set_up()
        assert await place.stop() == 0
        assert "Traceback" not in "".join(place.log)


async def test_a_token_revoked_while_it_runs_ends_it(tmp_path: Path) -> None:
    """The program does not stay up deaf: it ends with the sentence for a refused token."""
    async with installed(tmp_path) as place:
        await place.start()
        place.world.faults.server_error(401, "Unauthorized", method="getUpdates", times=None)
        place.ann.says("Good evening", in_=place.room)
        process = place.process
        assert process is not None
        async with asyncio.timeout(PATIENCE):
            assert await process.wait() == 1
        place.process = None
        await place.logs("minutebook: Telegram refuses telegram.token")
        assert TOKEN not in "".join(place.log)


async def test_without_a_network_it_says_so_and_goes_on(tmp_path: Path) -> None:
    """When nothing answers at the start, the log says what to look at, and the program waits for the network."""
    async with installed(tmp_path) as place:
        free = place.address.base_url
    (tmp_path / "config.toml").write_text(
        f'[telegram]\ntoken = "{TOKEN}"\nbase_url = "{free}"\n', encoding="utf-8"
    )
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-c",
        MAIN,
        "run",
        cwd=tmp_path,
        env={"PYTHONPATH": str(SOURCE)},
        stderr=asyncio.subprocess.PIPE,
    )
    assert process.stderr is not None
    async with asyncio.timeout(PATIENCE):
        line = (await process.stderr.readline()).decode()
        process.send_signal(signal.SIGTERM)
        assert await process.wait() == 0
    assert "Telegram cannot be reached (" in line
    assert "check this computer's connection to the internet" in line


async def test_the_package_is_the_command() -> None:
    """`python -m minutebook` says what `minutebook` says: no module, no path to it, has to be known."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "minutebook",
        "--version",
        env={"PYTHONPATH": str(SOURCE)},
        stdout=asyncio.subprocess.PIPE,
    )
    said, _ = await process.communicate()
    assert process.returncode == 0
    assert __version__ in said.decode()


@pytest.mark.parametrize("name", ["records", "verify"])
async def test_reading_before_there_is_anything_makes_nothing(tmp_path: Path, name: str) -> None:
    """Without a database they say so, and make none."""
    (tmp_path / "config.toml").write_text('[telegram]\ntoken = "123456:abcdef"\n')
    ended = await command(name, cwd=tmp_path)
    assert ended.code == 1
    assert "there is no database" in ended.err
    assert not (tmp_path / "data").exists()


async def test_records_and_verify_work_while_the_bot_runs(tmp_path: Path) -> None:
    """Every record as a line with all its fields; then what verifies does; then a break is named."""
    async with installed(tmp_path) as place:
        await place.start()
        await place.set_up()
        said = place.margaret.says(DECISION, in_=place.room)
        place.ann.reacts(said, "✍")
        photo = place.ann.attaches("path.pdf", b"%PDF-", in_=place.room, caption="The invoice: £400")
        place.ann.replies(photo, "/record for the file")
        for message in (said, photo):
            await place.town.reacted(message, "✍", within=PATIENCE)
        ended = await place.run("records", "--json")
        assert (ended.code, ended.err) == (0, "")
        first, second = (json.loads(line) for line in ended.out.splitlines())
        assert set(first) == set(FIELDS)
        for name, kind in FIELDS.items():
            assert isinstance(first[name], kind), name
        assert first["text"] == DECISION
        assert (first["chat_id"], first["message_id"]) == (place.room.id, said.id)
        assert (first["sender_id"], first["captured_by"]) == (place.margaret.id, place.ann.id)
        assert (first["method"], second["method"]) == ("reaction", "command")
        assert INSTANT.fullmatch(first["sent_at"])
        assert INSTANT.fullmatch(first["captured_at"])
        assert "decision" in first["concerns"]
        assert [item["name"] for item in second["attachments"]] == ["path.pdf"]
        verified = await place.run("verify")
        assert verified.code == 0
        assert re.fullmatch(r"Wexcombe Parish Council: \d+ entries, head [0-9a-f]{64}\n", verified.out)
        assert "Whole: every entry, text and file was read again" in verified.err
        assert await place.stop() == 0
        assert TOKEN not in "".join(place.log)
        assert "Hendersons" not in "".join(place.log)
    await break_the_ledger(tmp_path)


async def break_the_ledger(folder: Path) -> None:
    """Change a record behind the program's back and let `verify` find it."""
    import sqlite3

    probe = sqlite3.connect(folder / "data" / "minutebook.db")
    probe.execute("UPDATE record_versions SET text = 'Nothing was agreed.' WHERE record_id = 1")
    probe.commit()
    probe.close()
    ended = await command("verify", cwd=folder)
    assert ended.code == 1
    assert "Wexcombe Parish Council: ledger entry 1: the text it speaks of was changed" in ended.out


async def test_paths_are_relative_to_the_configuration(tmp_path: Path) -> None:
    """The working directory does not matter: data lie beside the configuration that names them."""
    async with installed(tmp_path) as place:
        await place.start()
        assert await place.stop(signal.SIGINT) == 0
    other = tmp_path / "elsewhere"
    other.mkdir()
    ended = await command("verify", "--config", str(tmp_path / "config.toml"), cwd=other)
    assert (ended.code, ended.out.count("\n")) == (0, 1)
    assert ended.out.startswith("No council is set up yet, so there is nothing to verify")
    assert (await command("records", "--config", str(tmp_path / "config.toml"), cwd=other)).out == ""
    assert list(other.iterdir()) == []
    assert oct((tmp_path / "data").stat().st_mode)[-3:] == "700"
    assert oct((tmp_path / "data" / "minutebook.db").stat().st_mode)[-3:] == "600"


LINES = [
    {"id": "1", "thread": "t", "text": "Shall we just agree to buy the bench?", "labels": ["x"], "own": 5},
    {"id": "2", "thread": "t", "text": DECISION},
    {"id": "3", "thread": "t", "text": "Lovely weather."},
]


def written(*lines: object) -> bytes:
    """JSON lines."""
    return b"".join(line if isinstance(line, bytes) else json.dumps(line).encode() + b"\n" for line in lines)


@pytest.mark.parametrize("way", ["file", "-"])
async def test_scan_judges_each_line(tmp_path: Path, way: str) -> None:
    """From a file or from standard input: the same lines, in order, with what they raise and why."""
    (tmp_path / "chat.jsonl").write_bytes(written(*LINES))
    given = written(*LINES) if way == "-" else None
    ended = await command("scan", "-" if way == "-" else "chat.jsonl", cwd=tmp_path, given=given)
    assert (ended.code, ended.err) == (0, "")
    rows = [json.loads(line) for line in ended.out.splitlines()]
    assert [row["id"] for row in rows] == ["1", "2", "3"]
    for row, line in zip(rows, LINES, strict=True):
        assert {name: row[name] for name in line} == line
        assert {"concerns", "subjects", "warn", "record", "review", "why"} <= set(row)
        assert row["warn"] is bool(row["concerns"])
    assert "decision" in rows[1]["concerns"]
    assert rows[2]["concerns"] == rows[2]["subjects"] == []


async def test_scan_names_bad_lines_and_goes_on(tmp_path: Path) -> None:
    """Each bad line is named by its number, the others are judged all the same, and the exit code is 1."""
    bad = written(LINES[0], b"{broken\n", b"[1]\n", {"id": "x"}, b"\xff\xfe\n", b"\n", LINES[2])
    ended = await command("scan", "-", cwd=tmp_path, given=bad)
    assert ended.code == 1
    assert [json.loads(line)["id"] for line in ended.out.splitlines()] == ["1", "3"]
    assert [int(number) for number in re.findall(r"^Line (\d+): ", ended.err, re.MULTILINE)] == [2, 3, 4, 5]


async def test_scan_of_nothing_is_nothing(tmp_path: Path) -> None:
    """No lines in, no lines out; a file that is not there is told in a sentence."""
    ended = await command("scan", "-", cwd=tmp_path, given=b"")
    assert (ended.code, ended.out, ended.err) == (0, "", "")
    ended = await command("scan", "nowhere.jsonl", cwd=tmp_path)
    assert ended.code == 1
    assert "cannot read nowhere.jsonl" in ended.err
    assert "Traceback" not in ended.err


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
async def test_the_demo_prints_its_address_and_stops_when_told(
    tmp_path: Path, number: signal.Signals
) -> None:
    """On a free port, without a browser: its page answers, and a signal ends it in order."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-c",
        MAIN,
        "demo",
        "--no-browser",
        "--port",
        "0",
        cwd=tmp_path,
        env={"PYTHONPATH": str(SOURCE), "TMPDIR": str(tmp_path)},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    assert process.stdout is not None
    async with asyncio.timeout(PATIENCE):
        line = (await process.stdout.readline()).decode()
        found = re.search(r"http://127\.0\.0\.1:\d+/", line)
        assert found, line
        async with httpx.AsyncClient() as client:
            page = await client.get(found[0])
        assert page.status_code == 200
        assert "<html" in page.text.lower()
        process.send_signal(number)
        _, problems = await process.communicate()
    assert process.returncode == 0, problems.decode()
    assert "Traceback" not in problems.decode()
    assert os.listdir(tmp_path) == []


async def test_a_port_that_is_taken_is_told(tmp_path: Path) -> None:
    """The demo names the port and the way round."""
    async with installed(tmp_path) as place:
        ended = await command("demo", "--no-browser", "--port", str(place.address.port), cwd=tmp_path)
    assert ended.code == 1
    assert f"port {place.address.port} is in use" in ended.err
    assert "Traceback" not in ended.err
