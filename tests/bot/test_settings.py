"""The configuration: every key also a variable, checked before anything opens, told without its value."""

import os
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
        ("telegram", 'tokn = "x"', "Extra inputs are not permitted"),
        ("access", 'admins = ["ruth"]', "valid integer"),
        ("access", "admins = [0]", "greater than 0"),
        ("access", "admins = 7", "tuple"),
        ("defaults", 'timezone = "Europe/Wexcombe"', "is not a time zone"),
        ("defaults", 'digest_at = "half past"', "takes a time such as 07:30"),
        ("defaults", 'digest_at = "01:30"', "01:00–01:59"),
        ("defaults", 'digest_at = "auto"', "takes a time such as 07:30"),
        ("defaults", 'cautions = "loud"', "takes auto, public, private, observe or off"),
        ("defaults", 'cautions = "07:30"', "takes auto, public, private, observe or off"),
        ("defaults", "quorum = 1", "greater than or equal to 2"),
    ],
)
def test_a_wrong_value_is_told_by_key_and_variable(
    tmp_path: Path, section: str, line: str, words: str
) -> None:
    """The refusal names the key, its variable and what is wrong."""
    said = refused(tmp_path, with_line(section, line))
    key = line.partition(" ")[0]
    assert f"{section}.{key}" in said
    assert f"MINUTEBOOK_{section}__{key}".upper() in said
    assert words in said


def test_unknown_sections_are_refused(tmp_path: Path) -> None:
    """A misspelt section is told, not passed over."""
    assert "acess" in refused(tmp_path, WHOLE.replace("[access]", "[acess]"))


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    """Whoever mends the file need not try again for each."""
    said = refused(tmp_path, WHOLE.replace("quorum = 5", "quorum = 0").replace("[7, 8]", "[-1]"))
    assert "defaults.quorum" in said
    assert "access.admins" in said


def test_a_missing_token_is_told(tmp_path: Path) -> None:
    """The one key without a default is named."""
    said = refused(tmp_path, "[access]\nadmins = [1]\n")
    assert "MINUTEBOOK_TELEGRAM" in said


@pytest.mark.parametrize("text", ["token = ", f'[telegram]\ntoken = "{TOKEN}', "\x00"])
def test_a_file_that_is_no_toml_is_told(tmp_path: Path, text: str) -> None:
    """The words name the file, and do not repeat what stands in it."""
    said = refused(tmp_path, text)
    assert "config.toml" in said
    assert "TOML" in said


def test_a_variable_that_cannot_be_read_is_told_by_its_name(tmp_path: Path) -> None:
    """A list that is none names the variable."""
    os.environ["MINUTEBOOK_ACCESS__ADMINS"] = "7, 8"
    assert "MINUTEBOOK_ACCESS__ADMINS" in refused(tmp_path, WHOLE)


def test_a_secret_is_not_shown() -> None:
    """Printing the settings shows no token."""
    os.environ["MINUTEBOOK_TELEGRAM__TOKEN"] = TOKEN
    assert TOKEN not in repr(load_settings(None))
