"""The configuration: every key also a variable, checked before anything opens, told without its value."""

import os
import re
from collections.abc import Iterator
from datetime import time
from pathlib import Path

import pytest

from minutebook.bot.settings import Settings, load_settings
from minutebook.council.errors import ConfigurationError
from minutebook.council.settings import CautionMode

TOKEN = "123456:" + "secret_token"
WHOLE = f"""
[telegram]
token = "{TOKEN}"
base_url = "http://127.0.0.1:1/bot"
[storage]
url = "sqlite+aiosqlite:///records/minutebook.db"
files = "records/files"
[access]
admins = [7, 8]
[defaults]
timezone = "Europe/Dublin"
digest_at = "18:45"
cautions = "observe"
quorum = 5
"""


@pytest.fixture(autouse=True)
def _environment() -> Iterator[None]:
    """Leave the environment as it was, and begin without variables of ours."""
    before = dict(os.environ)
    for name in before:
        if name.startswith("MINUTEBOOK_"):
            del os.environ[name]
    yield
    os.environ.clear()
    os.environ.update(before)


def load(folder: Path, text: str) -> Settings:
    """Read a configuration of this text."""
    path = folder / "config.toml"
    path.write_text(text, encoding="utf-8")
    return load_settings(path)


def refused(folder: Path, text: str) -> str:
    """The words with which a configuration of this text is refused."""
    with pytest.raises(ConfigurationError) as told:
        load(folder, text)
    assert TOKEN not in str(told.value)
    return str(told.value)


def test_every_key_of_the_file_counts(tmp_path: Path) -> None:
    """What the file says is what the program has; its places are relative to its folder."""
    settings = load(tmp_path, WHOLE)
    assert settings.telegram.token.get_secret_value() == TOKEN
    assert settings.telegram.base_url == "http://127.0.0.1:1/bot"
    assert settings.storage.url == f"sqlite+aiosqlite:///{tmp_path}/records/minutebook.db"
    assert settings.storage.files == tmp_path / "records" / "files"
    assert settings.access.admins == (7, 8)
    council = settings.defaults.council()
    assert (council.timezone, council.digest_at) == ("Europe/Dublin", time(18, 45))
    assert (council.cautions, council.quorum) == (CautionMode.OBSERVE, 5)


def test_a_token_alone_is_enough(tmp_path: Path) -> None:
    """Everything else has a default."""
    settings = load(tmp_path, f'[telegram]\ntoken = "{TOKEN}"\n')
    assert settings.telegram.base_url == "https://api.telegram.org/bot"
    assert settings.storage.url.endswith("/data/minutebook.db")
    assert settings.access.admins == ()
    assert settings.defaults.council().cautions is CautionMode.AUTO


def test_the_example_needs_its_token_only() -> None:
    """The example that comes with the program is a whole configuration once a token is given."""
    os.environ["MINUTEBOOK_TELEGRAM__TOKEN"] = TOKEN
    settings = load_settings(Path(__file__).parents[2] / "config.example.toml")
    assert settings.telegram.base_url == "https://api.telegram.org/bot"
    assert settings.defaults.council().quorum == 3


@pytest.mark.parametrize(
    ("variable", "value", "read"),
    [
        (
            "TELEGRAM__TOKEN",
            "9:other_token",
            lambda s: s.telegram.token.get_secret_value() == "9:other_token",
        ),
        ("TELEGRAM__BASE_URL", "http://x/bot", lambda s: s.telegram.base_url == "http://x/bot"),
        ("TELEGRAM__BASE_FILE_URL", "http://x/f", lambda s: s.telegram.base_file_url == "http://x/f"),
        ("STORAGE__URL", "sqlite+aiosqlite:////srv/a.db", lambda s: s.storage.url.endswith("////srv/a.db")),
        ("STORAGE__FILES", "/srv/files", lambda s: s.storage.files == Path("/srv/files")),
        ("ACCESS__ADMINS", "[1, 2]", lambda s: s.access.admins == (1, 2)),
        ("DEFAULTS__TIMEZONE", "Europe/Paris", lambda s: s.defaults.timezone == "Europe/Paris"),
        ("DEFAULTS__DIGEST_AT", "06:15", lambda s: s.defaults.digest_at == "06:15"),
        ("DEFAULTS__CAUTIONS", "off", lambda s: s.defaults.cautions == "off"),
        ("DEFAULTS__QUORUM", "9", lambda s: s.defaults.quorum == 9),
    ],
)
def test_a_variable_goes_before_the_file(tmp_path: Path, variable: str, value: str, read: object) -> None:
    """Every key can be set in the environment, which is taken before the file; the rest stays."""
    os.environ[f"MINUTEBOOK_{variable}"] = value
    settings = load(tmp_path, WHOLE)
    assert callable(read)
    assert read(settings)
    if not variable.startswith("ACCESS"):
        assert settings.access.admins == (7, 8)


def test_the_environment_alone_is_enough() -> None:
    """Without a file everything can come from variables."""
    os.environ["MINUTEBOOK_TELEGRAM__TOKEN"] = TOKEN
    assert load_settings(None).telegram.token.get_secret_value() == TOKEN


def with_line(section: str, line: str) -> str:
    """The whole configuration with one line replaced or added."""
    key = line.partition(" ")[0]
    kept = [known for known in WHOLE.splitlines() if not known.startswith(f"{key} ")]
    at = kept.index(f"[{section}]") + 1
    return "\n".join([*kept[:at], line, *kept[at:]])


@pytest.mark.parametrize(
    ("section", "line", "words"),
    [
        ("telegram", 'token = "nonsense"', "is not a bot token"),
        ("telegram", "token = 123456", "is not a bot token"),
        ("telegram", 'tokn = "x"', "is no key of the section [telegram]: did you mean token?"),
        ("telegram", 'colour = "x"', "is no key of the section [telegram], which has base_url"),
        ("telegram", "base_url = 5", "is 5, but takes the address of a Bot API server"),
        ("storage", "url = 5", "is 5, but takes the place of the database"),
        ("storage", "files = true", 'is true, but takes a folder, such as "data/files"'),
        ("access", 'admins = ["ruth"]', 'is "ruth", but takes a list of Telegram user ids'),
        ("access", "admins = [0]", "is 0, but takes a list of Telegram user ids"),
        ("access", "admins = 7", "is 7, but takes a list of Telegram user ids"),
        ("access", f'admins = ["{TOKEN}"]', "is something that looks like a token, but takes a list"),
        ("defaults", 'timezone = "Europe/Wexcombe"', 'is "Europe/Wexcombe", but takes a time zone such as'),
        ("defaults", 'digest_at = "half past"', 'is "half past", but takes a time such as 07:30'),
        ("defaults", 'digest_at = "01:30"', 'is "01:30", but takes a time outside 01:00–01:59'),
        ("defaults", 'digest_at = "auto"', "takes a time such as 07:30"),
        ("defaults", "digest_at = 730", 'is 730, but takes a time such as "07:30"'),
        ("defaults", 'cautions = "loud"', 'is "loud", but takes auto, public, private, observe or off'),
        ("defaults", 'cautions = "07:30"', "takes auto, public, private, observe or off"),
        ("defaults", "quorum = 1", "is 1, but takes a whole number from 2 to 99"),
        ("defaults", 'quorum = "many"', 'is "many", but takes a whole number from 2 to 99'),
        ("defaults", f'quorum = "{"x" * 200}"', "is something else, but takes a whole number"),
    ],
)
def test_a_wrong_value_is_told_by_key_and_variable(
    tmp_path: Path, section: str, line: str, words: str
) -> None:
    """The refusal names the key, its variable, what was given and what is allowed, in our own words."""
    said = refused(tmp_path, with_line(section, line))
    key = line.partition(" ")[0]
    assert f"{section}.{key}" in said
    assert f"MINUTEBOOK_{section}__{key}".upper() in said
    assert words in said
    assert "config.toml has to be mended" in said
    assert not re.search("input|valid|permitted|pydantic|tuple|Settings|instance", said, re.IGNORECASE), said


def test_unknown_sections_are_refused(tmp_path: Path) -> None:
    """A misspelt section is told with the one that was meant, not passed over; so is one for a key's name."""
    said = refused(tmp_path, WHOLE.replace("[access]", "[acess]"))
    assert "acess (or MINUTEBOOK_ACESS) is no section of the configuration: did you mean access?" in said
    assert "quorum (or MINUTEBOOK_QUORUM) stands outside its section: put it below [defaults]" in refused(
        tmp_path, f"quorum = 3\n{WHOLE}"
    )
    assert "telegram (or MINUTEBOOK_TELEGRAM) is a section: write [telegram]" in refused(
        tmp_path, "telegram = 5\n"
    )


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    """Whoever mends the file need not try again for each."""
    said = refused(tmp_path, WHOLE.replace("quorum = 5", "quorum = 0").replace("[7, 8]", "[-1]"))
    assert "defaults.quorum" in said
    assert "access.admins" in said


@pytest.mark.parametrize("text", ["", "[access]\nadmins = [1]\n", "[telegram]\n", '[telegram]\ntoken = ""\n'])
def test_a_missing_token_says_where_to_get_one(tmp_path: Path, text: str) -> None:
    """Without a token, or with an empty one, it says who gives one and where it is put."""
    said = refused(tmp_path, text)
    for words in ("telegram.token is empty", "@BotFather", "config.toml", "MINUTEBOOK_TELEGRAM__TOKEN"):
        assert words in said


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("token = ", 1),
        (f'[telegram]\ntoken = "{TOKEN}', 2),
        (f'[telegram]\ntoken = "{TOKEN}\n\n[access]\nadmins = [1]\n', 2),
        (f"[telegram]\ntoken = '{TOKEN}\n\n[access]\nadmins = [1]\n", 2),
        (f'[telegram]\ntoken = "{TOKEN}"\n\n[access]\nadmins = [1\n', 5),
        (f'[telegram]\ntoken = "{TOKEN}"\ntoken = "{TOKEN}"\n', 3),
        ("[telegram]\n\ntoken: 5\n", 3),
        ("\x00", 1),
    ],
)
def test_a_file_that_is_no_toml_is_told(tmp_path: Path, text: str, line: int) -> None:
    """The words name the file and the line, and do not repeat what stands in it."""
    said = refused(tmp_path, text)
    assert f"config.toml, line {line}, is not TOML" in said


def test_a_file_that_is_no_text_is_told(tmp_path: Path) -> None:
    """A file in another encoding, or that may not be read, is named with what to do."""
    path = tmp_path / "config.toml"
    path.write_bytes(b"# caf\xe9\n" + WHOLE.encode())
    with pytest.raises(ConfigurationError, match=r"config\.toml is not plain text \(UTF-8\)"):
        load_settings(path)


def test_a_variable_that_cannot_be_read_is_told_by_its_name(tmp_path: Path) -> None:
    """A list that is none names the variable; a section given as one variable says how it is given."""
    os.environ["MINUTEBOOK_ACCESS__ADMINS"] = "7, 8"
    assert "MINUTEBOOK_ACCESS__ADMINS cannot be read: it takes a list" in refused(tmp_path, WHOLE)
    os.environ["MINUTEBOOK_ACCESS__ADMINS"] = "[7, 8]"
    os.environ["MINUTEBOOK_TELEGRAM"] = TOKEN
    assert "MINUTEBOOK_TELEGRAM cannot be read" in refused(tmp_path, WHOLE)


def test_without_a_file_the_variable_is_told() -> None:
    """Where the environment alone is read, no file is named."""
    with pytest.raises(
        ConfigurationError, match=r"^the environment .* @BotFather .* MINUTEBOOK_TELEGRAM__TOKEN$"
    ):
        load_settings(None)


def test_a_secret_is_not_shown() -> None:
    """Printing the settings shows no token."""
    os.environ["MINUTEBOOK_TELEGRAM__TOKEN"] = TOKEN
    assert TOKEN not in repr(load_settings(None))
