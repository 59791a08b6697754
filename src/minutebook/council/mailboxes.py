"""The clerk's mailbox: where records and the digest go by e-mail, and what `/mailbox` takes. Pure."""

import re
from dataclasses import dataclass, replace
from enum import StrEnum

from minutebook.council.errors import SettingError

ADDRESS_LIMIT = 254
"""Characters of an address (RFC 5321 4.5.3.1.3, less the angle brackets)."""

_ADDRESS = re.compile(
    r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
    r"@([A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,63}"
)
_ROUND = "<>\"'“”‘’«»„ \t\n.,;"


@dataclass(frozen=True, slots=True)
class Mailbox:
    """Where a council's copies go by e-mail.

    Attributes:
        address: "" where none do.
        records: whether each record goes there.
        digest: whether the clerk's digest goes there.
    """

    address: str = ""
    records: bool = False
    digest: bool = False

    def __str__(self) -> str:
        """Return it as the log of changes has it: what goes, then where."""
        if not self.address:
            return ""
        what = [name for name, on in (("records", self.records), ("digest", self.digest)) if on]
        return f"{', '.join(what) or 'nothing'} “{self.address}”"


class Ask(StrEnum):
    """What `/mailbox` may ask for besides a change."""

    SHOW = "show"
    TEST = "test"
    SEND_ALL = "send all"


def parse_address(text: str) -> str:
    """Read an e-mail address, with or without quotes or angle brackets round it.

    Raises:
        SettingError: it is none, or one that not every mail server takes.
    """
    address = text.strip().strip(_ROUND).removeprefix("mailto:")
    if len(address) > ADDRESS_LIMIT or not _ADDRESS.fullmatch(address) or len(address.partition("@")[0]) > 64:
        raise SettingError("mailbox", "an e-mail address such as clerk@example.gov.uk")
    return address


def asked(now: Mailbox, words: str) -> Mailbox | Ask:
    """Return what `/mailbox WORDS` makes of a mailbox, or what it asks for.

    Raises:
        SettingError: it is not understood; or something is to go to a mailbox before there is one.
    """
    said = words.strip().strip(_ROUND).lower().split()
    match said:
        case []:
            return Ask.SHOW
        case ["test"]:
            _needed(now)
            return Ask.TEST
        case ["send", "all" | "them" | "everything"]:
            return Ask.SEND_ALL
        case ["off"]:
            return Mailbox()
        case ["records" | "digest" as what, "on" | "off" as switch]:
            on = switch == "on"
            there = _needed(now)
            return replace(there, records=on) if what == "records" else replace(there, digest=on)
        case [_]:
            address = parse_address(words)
            if now.address:
                return replace(now, address=address)
            return Mailbox(address, records=True)
    raise SettingError(
        "mailbox",
        "an e-mail address, off, records on, records off, digest on, digest off, send all, or test",
    )


def _needed(now: Mailbox) -> Mailbox:
    if not now.address:
        raise SettingError("mailbox", "an address first, such as /mailbox clerk@example.gov.uk")
    return now
