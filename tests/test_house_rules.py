"""The rules of the house, read from the source: who may import whom, sizes, and what nobody may do."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src" / "minutebook"
ROOMS = ("bot", "council", "delivery", "detector", "handlers", "reports", "sandbox", "storage")
MAY_IMPORT = {
    "council": {"council"},
    "detector": {"detector", "council"},
    "storage": {"storage", "council"},
    "reports": {"reports", "council"},
    "delivery": {"delivery", "council", "storage"},
    "handlers": {"handlers", "council", "detector", "storage", "reports", "delivery"},
    "bot": set(ROOMS),
    "sandbox": {"sandbox"},
}
TELEGRAM_ROOMS = {"bot", "handlers", "delivery"}
MODULE_LINES = 320
FUNCTION_LINES = 45
CLOCKS = {"now", "utcnow", "today"}


def modules() -> list[Path]:
    """Every module of ours but the migrations' versions, which are written once and never again."""
    return sorted(path for path in SOURCE.rglob("*.py") if path.parent.name != "versions")


def checks() -> list[Path]:
    """Every module of the tests."""
    return sorted((ROOT / "tests").rglob("*.py"))


def name_of(path: Path) -> str:
    """A file's path inside the repository, for reports."""
    return str(path.relative_to(ROOT))


def room_of(path: Path) -> str:
    """The room a module stands in, or "" for the package itself."""
    parts = path.relative_to(SOURCE).parts
    return parts[0] if len(parts) > 1 else ""


def imported(path: Path) -> Iterator[str]:
    """The modules a file imports, wherever in it: `minutebook.storage.inbox`, `sqlalchemy` …"""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{name_of(path)}: imports are absolute"
            assert node.module is not None
            # `from minutebook import storage` names its room in what is imported.
            names = [alias.name for alias in node.names] if node.module == "minutebook" else []
            yield from (f"minutebook.{name}" for name in names)
            yield node.module


def rooms_imported(path: Path) -> set[str]:
    """The rooms of ours that a file imports."""
    found = {name.split(".")[1] for name in imported(path) if name.startswith("minutebook.")}
    return found & set(ROOMS)


def test_every_room_imports_only_what_it_may() -> None:
    """Imports run one way; only the demo, of all our modules, imports the sandbox, and nobody imports bot."""
    wrong = []
    for path in modules():
        room = room_of(path)
        if not room:
            continue
        allowed = MAY_IMPORT[room]
        if room == "bot" and path.name != "demo.py":
            allowed = allowed - {"sandbox"}
        wrong += [f"{name_of(path)} imports {other}" for other in rooms_imported(path) - allowed]
    assert not wrong


def test_the_council_needs_the_standard_library_only() -> None:
    """The domain knows nothing of the platform, the database or anybody's library."""
    known = sys.stdlib_module_names | {"minutebook"}
    wrong = [
        f"{name_of(path)} imports {name}"
        for path in modules()
        if room_of(path) == "council"
        for name in imported(path)
        if name.split(".")[0] not in known
    ]
    assert not wrong


@pytest.mark.parametrize(
    ("library", "rooms"),
    [
        ("telegram", TELEGRAM_ROOMS),
        ("sqlalchemy", {"storage"}),
        ("alembic", {"storage"}),
        ("aiosqlite", {"storage"}),
        ("sqlite3", {"storage"}),
        ("httpx", {"delivery"}),
        ("starlette", {"sandbox"}),
        ("uvicorn", {"sandbox"}),
        ("pydantic", {"bot"}),
        ("pydantic_settings", {"bot"}),
        ("typer", {"bot"}),
        ("aiosmtplib", {"delivery"}),
        ("holidays", {"handlers"}),
        ("fpdf", {"reports"}),
        ("jinja2", {"reports"}),
    ],
)
def test_a_library_stays_in_its_rooms(library: str, rooms: set[str]) -> None:
    """Telegram, SQL, HTTP serving and the configuration each have their rooms, and no other imports them."""
    wrong = [
        name_of(path)
        for path in modules()
        if room_of(path) not in rooms
        for name in imported(path)
        if name.split(".")[0] == library
    ]
    assert not wrong


def test_the_domain_never_waits() -> None:
    """Council, detector and reports are plain functions: no `async`, no `await`."""
    wrong = [
        f"{name_of(path)}:{node.lineno}"
        for path in modules()
        if room_of(path) in ("council", "detector", "reports")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.AsyncFunctionDef | ast.Await)
    ]
    assert not wrong


def test_modules_stay_small() -> None:
    """A module has about 300 lines at most, and never more than 320."""
    long = {name_of(p): n for p in modules() if (n := len(p.read_text("utf-8").splitlines())) > MODULE_LINES}
    assert not long


def lines_of(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """How long a function is from its name on, its docstring left out."""
    assert node.end_lineno is not None
    first = node.body[0]
    documented = isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant)
    docstring = (first.end_lineno or 0) - first.lineno + 1 if documented else 0
    return node.end_lineno - node.lineno + 1 - docstring


def is_table(node: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    """Whether a function only names a few things and returns them in a table: data, not steps."""
    plain = all(isinstance(step, ast.Assign | ast.AnnAssign | ast.Return | ast.Expr) for step in node.body)
    last = node.body[-1]
    return plain and isinstance(last, ast.Return) and isinstance(last.value, ast.Tuple | ast.List | ast.Dict)


def test_functions_stay_small() -> None:
    """A function has about 30 lines at most, and never more than 45 without its docstring; tables are data."""
    long = [
        f"{name_of(path)}: {node.name} has {lines_of(node)}"
        for path in modules()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and lines_of(node) > FUNCTION_LINES
        and not is_table(node)
    ]
    assert not long


def test_only_the_clock_reads_the_clock() -> None:
    """Time is an argument: `datetime.now`, `date.today` and `time.time` are called in bot/clock.py alone."""
    wrong = []
    for path in modules():
        if path == SOURCE / "bot" / "clock.py":
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not (isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name)):
                continue
            reads = node.attr in CLOCKS and node.value.id in ("datetime", "date", "dt", "dtm")
            if reads or (node.attr == "time" and node.value.id == "time"):
                wrong.append(f"{name_of(path)}:{node.lineno}")
    assert not wrong


def test_everything_public_says_what_it_is() -> None:
    """Every module, and every public class and function in it, has a docstring."""
    bare = []
    for path in modules():
        tree = ast.parse(path.read_text(encoding="utf-8"))
        if ast.get_docstring(tree) is None:
            bare.append(name_of(path))
        bare += [f"{name_of(path)}: {name}" for name in undocumented(tree)]
    assert not bare


def undocumented(tree: ast.Module | ast.ClassDef) -> Iterator[str]:
    """Public classes, functions and methods without a docstring; an override speaks for itself."""
    for node in tree.body:
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            continue
        if node.name.startswith("_"):
            continue
        if ast.get_docstring(node) is None:
            yield node.name
        if isinstance(node, ast.ClassDef):
            yield from (f"{node.name}.{name}" for name in undocumented(node))


def test_tests_use_real_objects_and_never_sleep() -> None:
    """No mock library, no patching, no `time.sleep`, and no `asyncio.sleep` of a fixed length."""
    wrong = []
    for path in checks():
        tree = ast.parse(path.read_text(encoding="utf-8"))
        names = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
        arguments = {node.arg for node in ast.walk(tree) if isinstance(node, ast.arg)}
        wrong += [
            f"{name_of(path)}: {name}" for name in (names | arguments) & {"MagicMock", "AsyncMock", "mock"}
        ]
        wrong += [f"{name_of(path)}: {name}" for name in imported(path) if name.startswith("unittest.mock")]
        wrong += [f"{name_of(path)}:{node.lineno} sleeps" for node in ast.walk(tree) if sleeps(node)]
    assert not wrong


def sleeps(node: ast.AST) -> bool:
    """Whether a node calls `time.sleep`, or `asyncio.sleep` with anything but 0."""
    if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
        return False
    if node.func.attr != "sleep" or not isinstance(node.func.value, ast.Name):
        return False
    yields = bool(node.args) and isinstance(node.args[0], ast.Constant) and node.args[0].value == 0
    return node.func.value.id == "time" or (node.func.value.id == "asyncio" and not yields)


def test_every_test_states_its_rule() -> None:
    """Every test has a docstring that says, in the present tense, what holds."""
    silent = [
        f"{name_of(path)}: {node.name}"
        for path in checks()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and node.name.startswith("test_")
        and ast.get_docstring(node) is None
    ]
    assert not silent


def tracked() -> list[Path]:
    """Every text file under version control, or in the folder where there is no git."""
    found = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False)
    if found.returncode:
        pytest.skip("this copy is no git clone")
    names = found.stdout.decode().split("\0")
    return [ROOT / name for name in names if name and (ROOT / name).is_file()]


def test_no_file_names_a_registry_or_this_machine() -> None:
    """Nothing under version control holds a package registry's address or a path of somebody's machine."""
    forbidden = re.compile(
        rb"https?://[^\s\"']*(?:py"
        rb"pi\.|python"
        rb"hosted|/sim"
        rb"ple\b|npm"
        rb"js\.)"
        rb"|(?<![\w./-])/(?:wo"
        rb"rk|ho"
        rb"me|ro"
        rb"ot|Us"
        rb"ers)/[a-z]"
        rb"|(?:^|\s)--(?:extra-)?index-url"
    )
    wrong = []
    for path in tracked():
        if path.suffix in (".png", ".jpg", ".woff2", ".db"):
            continue
        for number, line in enumerate(path.read_bytes().splitlines(), 1):
            if forbidden.search(line):
                wrong.append(f"{name_of(path)}:{number}")
    assert not wrong


PROBE = """
import importlib, os, pkgutil, sys, threading
sys.path.insert(0, {source!r})
before = set(os.listdir("."))
opened = []
sys.addaudithook(lambda event, args: opened.append(args) if event in ("sqlite3.connect", "socket.bind") else None)
import logging
import minutebook
for found in pkgutil.walk_packages(minutebook.__path__, "minutebook."):
    if ".migrations." in found.name:
        continue
    importlib.import_module(found.name)
assert threading.active_count() == 1, threading.enumerate()
assert not opened, opened
assert set(os.listdir(".")) == before, os.listdir(".")
assert not logging.getLogger().handlers
assert not any(name.startswith("MINUTEBOOK") for name in os.environ)
print("fine")
"""


def test_importing_does_nothing(tmp_path: Path) -> None:
    """Every module imports with an empty environment, and makes no file, database, socket, thread or log."""
    code = PROBE.format(source=str(SOURCE.parent))
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        env={"PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.stdout == "fine\n", done.stderr
