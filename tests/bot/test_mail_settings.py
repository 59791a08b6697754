"""The configuration of the mail server and the folder: checked before anything opens, its password never shown."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from minutebook.bot.settings import Settings, load_settings
from minutebook.council.errors import ConfigurationError
from minutebook.delivery.mail import Security

TOKEN = '[telegram]\ntoken = "123456:secret_token"\n'
MAIL = '[mail]\nhost = "smtp.wexcombe.gov.uk"\nsender = "minutebook@wexcombe.gov.uk"\n'


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
    """Read a configuration that has this besides its token."""
    path = folder / "config.toml"
    path.write_text(TOKEN + text, encoding="utf-8")
    return load_settings(path)


def refused(folder: Path, text: str) -> str:
    """The words with which it is refused."""
    with pytest.raises(ConfigurationError) as told:
        load(folder, text)
    return str(told.value)


def test_without_it_nothing_goes(tmp_path: Path) -> None:
    """Left out, or left empty, there is no mail server and no folder."""
    for text in ("", '[mail]\nhost = ""\n[records]\nfolder = ""\n'):
        settings = load(tmp_path, text)
        assert settings.mail.server() is None
        assert settings.records.folder is None


def test_the_password_comes_from_the_environment(tmp_path: Path) -> None:
    """It is in no file, and in nothing that is printed."""
    os.environ["MINUTEBOOK_MAIL__PASSWORD"] = "hunter2"
    settings = load(tmp_path, MAIL + 'username = "minutebook"\n')
    server = settings.mail.server()
    assert server is not None
    assert (server.username, server.password) == ("minutebook", "hunter2")
    assert "hunter2" not in repr(settings) + repr(server)


@pytest.mark.parametrize(
    ("text", "port", "security"),
    [
        ("", 587, Security.STARTTLS),
        ('security = "tls"\n', 465, Security.TLS),
        ('security = "none"\n', 25, Security.NONE),
        ('security = "tls"\nport = 8465\n', 8465, Security.TLS),
    ],
)
def test_each_protection_has_its_port(tmp_path: Path, text: str, port: int, security: Security) -> None:
    """STARTTLS unless told; where no port is given it is the usual one."""
    server = load(tmp_path, MAIL + text).mail.server()
    assert server is not None
    assert (server.port, server.security) == (port, security)


def test_the_folder_is_beside_the_configuration(tmp_path: Path) -> None:
    """Its place is relative to the file, as every other is."""
    assert load(tmp_path, '[records]\nfolder = "onward"\n').records.folder == tmp_path / "onward"
    os.environ["MINUTEBOOK_RECORDS__FOLDER"] = "elsewhere"
    assert load(tmp_path, "").records.folder == tmp_path / "elsewhere"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('[mail]\nhost = "smtp.x.uk"\n', "mail.sender"),
        (MAIL.replace("@", " at "), "an e-mail address such as"),
        (MAIL + 'security = "ssl"\n', "starttls, tls or none"),
        (MAIL + "port = 99999\n", "a whole number from 1 to 65535"),
        (MAIL + 'security = "none"\nusername = "minutebook"\n', "for anyone to read"),
        (MAIL + "password = 1234567\n", "mail.password"),
        (MAIL + 'hots = "x"\n', "did you mean host?"),
        ("[records]\nfolder = 7\n", "records.folder"),
        ("[record]\n", "did you mean records?"),
    ],
)
def test_what_is_wrong_is_named_with_what_is_allowed(tmp_path: Path, text: str, words: str) -> None:
    """Each mistake is told in a sentence with its key; a password is not repeated."""
    told = refused(tmp_path, text)
    assert words in told
    assert "1234567" not in told
    assert "secret_token" not in told


def test_a_server_on_this_computer_needs_no_protection(tmp_path: Path) -> None:
    """What does not leave the computer may go unprotected, with a password too."""
    text = MAIL.replace("smtp.wexcombe.gov.uk", "localhost")
    assert load(tmp_path, text + 'security = "none"\nusername = "minutebook"\n').mail.server() is not None
