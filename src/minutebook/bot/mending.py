"""What is wrong with a configuration, in words that a clerk can act on, and never with a token in them."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from pathlib import Path

from pydantic_core import ErrorDetails

FROM_BOTFATHER = (
    "open a chat with @BotFather on Telegram, send /newbot (or /mybots for a bot you have), and put the token"
    " it gives, such as 123456:ABC-…,"
)

ALLOWED: Mapping[str, str] = {
    "detector": '"model" or "rules", at the top of the file',
    "telegram.base_url": "the address of a Bot API server, in quotation marks",
    "telegram.base_file_url": "the address from which a Bot API server gives files, in quotation marks",
    "storage.url": 'the place of the database, such as "sqlite+aiosqlite:///data/minutebook.db"',
    "storage.files": 'a folder, such as "data/files"',
    "mail.host": 'the name of a mail server, such as "smtp.example.gov.uk"',
    "mail.port": "a whole number from 1 to 65535",
    "mail.security": "starttls, tls or none, in quotation marks",
    "mail.username": "the name to log in to the mail server with, in quotation marks",
    "mail.password": "the password to log in to the mail server with, in quotation marks",
    "mail.sender": 'the address e-mail comes from, such as "minutebook@example.gov.uk"',
    "records.folder": 'a folder, such as "data/records"',
    "access.admins": "a list of Telegram user ids, which are whole numbers above 0, such as [123456789]",
    "defaults.timezone": 'a time zone such as "Europe/London"',
    "defaults.digest_at": 'a time such as "07:30"',
    "defaults.cautions": "auto, public, private, observe or off, in quotation marks",
    "defaults.quorum": "a whole number from 2 to 99",
}
"""Every key but the token, and what it takes."""

_NEEDED = "telegram.token"
_SECRET = "mail.password"  # noqa: S105 - the key's name
_LIKE_A_TOKEN = re.compile(r"\d{3,}:[\w-]{6,}")
_OWN_WORDS = "Value error, "


def explained(faults: Iterable[ErrorDetails], path: Path | None, prefix: str) -> str:
    """Return every fault in a sentence: the key, what was given, what is allowed, and where it is mended.

    Args:
        faults: as pydantic gives them.
        path: the file that was read, or None where the environment alone was.
        prefix: of environment variables.
    """
    lines = [_fault(fault, path, prefix) for fault in faults]
    head = f"{path}" if path else "the environment"
    return f"{head} has to be mended: " + "; ".join(dict.fromkeys(lines))


def unreadable_variable(section: str, prefix: str) -> str:
    """Return the words for a variable, or one of a section's, that is not in the form it must have."""
    if section == "access":
        return f"{prefix}ACCESS__ADMINS cannot be read: it takes {ALLOWED['access.admins']}"
    whole = f"{prefix}{section}".upper()
    return f"{whole} cannot be read: set its keys one by one, each in a variable that begins {whole}__"


def not_toml(text: str, path: Path, error: tomllib.TOMLDecodeError) -> str:
    """Return the words for a file that does not parse: its name, the line and what is usually the matter."""
    found = re.search(r"\(at line (\d+)", str(error))
    line = int(found[1]) if found else _first_bad_line(text)
    return (
        f"{path}, line {line}, is not TOML, the form of this file: look for a missing quotation mark, bracket"
        " or = there, or a key that stands twice; every line is like those of config.example.toml"
    )


def _first_bad_line(text: str) -> int:
    """Return the line after the longest beginning that parses: the parser tells only of the end."""
    lines = text.splitlines()
    for count in range(len(lines), 0, -1):
        try:
            tomllib.loads("\n".join(lines[:count]))
        except tomllib.TOMLDecodeError:
            continue
        return count + 1
    return 1


def _fault(fault: ErrorDetails, path: Path | None, prefix: str) -> str:
    names = [str(part) for part in fault["loc"] if not isinstance(part, int)]
    key = ".".join(names)
    if key in ("telegram", _NEEDED) and fault["type"] != "model_type":
        return _token(fault, path, prefix)
    both = f"{key} (or {prefix}{'__'.join(names).upper()})"
    if fault["type"] == "extra_forbidden":
        return f"{both} {_unknown(names)}"
    if key not in ALLOWED:
        return f"{both} is a section: write [{key}] on a line of its own, and its keys below"
    given = "something else" if key == _SECRET else _given(fault["input"])
    return f"{both} is {given}, but takes {_allowed(key, fault)}"


def _allowed(key: str, fault: ErrorDetails) -> str:
    """Return what a key takes: our own check's words where it was one of ours that failed."""
    message = fault["msg"]
    return message.removeprefix(_OWN_WORDS) if message.startswith(_OWN_WORDS) else ALLOWED[key]


def _token(fault: ErrorDetails, path: Path | None, prefix: str) -> str:
    place = f"between the quotation marks of token in {path}, or in" if path else "in"
    advice = f"{FROM_BOTFATHER} {place} {prefix}TELEGRAM__TOKEN"
    if fault["type"] == "missing" or fault["input"] == "":
        return f"{_NEEDED} is empty: {advice}"
    return f"{_NEEDED} is not a bot token: {advice}"


def _unknown(names: list[str]) -> str:
    """Return what is wrong with a key nobody knows, with the one that was probably meant."""
    known = [*ALLOWED, _NEEDED]
    sections = sorted({key.partition(".")[0] for key in known})
    section, name = names[0], names[-1]
    if section in sections:
        choices = [key.partition(".")[2] for key in known if key.startswith(f"{section}.")]
        return f"is no key of the section [{section}]" + _meant(name, choices)
    homes = [key for key in known if key.endswith(f".{name}")]
    if homes:
        return f"stands outside its section: put it below [{homes[0].partition('.')[0]}]"
    return "is no section of the configuration" + _meant(section, sections)


def _meant(name: str, choices: list[str]) -> str:
    close = get_close_matches(name, choices, n=1)
    return f": did you mean {close[0]}?" if close else f", which has {', '.join(choices)}"


def _given(value: object) -> str:
    """Return what was given as it would be written, unless it is too long or might hold a token."""
    shown = f'"{value}"' if isinstance(value, str) else str(value)
    if isinstance(value, bool):
        shown = shown.lower()
    if isinstance(value, dict | list) or len(shown) > 60:
        return "something else"
    return "something that looks like a token" if _LIKE_A_TOKEN.search(shown) else shown
