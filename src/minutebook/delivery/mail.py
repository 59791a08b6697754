"""Letters by e-mail, over a mail server of the council's: one connection a letter, never unencrypted by accident.

A server's own words are not passed on: they may repeat an address, or what was said. Its code is.
"""

import asyncio
import re
import ssl
from collections.abc import Sequence
from dataclasses import dataclass, field
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from minutebook.council.letters import Enclosure, Letter, NotCarried, Reach
from minutebook.delivery.enclosed import content_of

if TYPE_CHECKING:
    # Needed by who sends e-mail only, and then while it is sent.
    import aiosmtplib

TIMEOUT = 60.0
"""Seconds for each step with a server."""


class Security(StrEnum):
    """How the connection to a mail server is protected."""

    STARTTLS = "starttls"
    TLS = "tls"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class MailServer:
    """Where e-mail is handed in.

    Attributes:
        username: "" where the server asks for none.
        sender: the address e-mail comes from.
    """

    host: str
    port: int
    security: Security
    sender: str
    username: str = ""
    password: str = field(default="", repr=False)


class Mailer:
    """Hands letters to a mail server.

    Args:
        folder: where files are kept.
        trust: which certificates are taken; those the system takes, where it is None.
    """

    def __init__(self, server: MailServer, folder: Path, trust: ssl.SSLContext | None = None) -> None:
        self._server = server
        self._folder = folder
        self._trust = trust

    async def carry(self, letter: Letter, to: str) -> str:
        """Hand in a letter for the address `to`, and return where it went.

        Raises:
            NotCarried: the server cannot be reached, cannot be trusted, or refuses.
        """
        pieces = await asyncio.to_thread(_read, self._folder, letter.enclosures)
        await self._hand_in(as_email(letter, self._server.sender, to, pieces), to)
        return to

    async def _hand_in(self, message: EmailMessage, to: str) -> None:
        import aiosmtplib

        server = self._server
        # What the system trusts is read anew each time: a long-running program outlives certificates.
        trust = self._trust or await asyncio.to_thread(ssl.create_default_context)
        try:
            await aiosmtplib.send(
                message,
                sender=server.sender,
                recipients=[to],
                hostname=server.host,
                port=server.port,
                username=server.username or None,
                password=server.password or None,
                use_tls=server.security is Security.TLS,
                start_tls=server.security is Security.STARTTLS,
                tls_context=None if server.security is Security.NONE else trust,
                local_hostname="localhost",
                timeout=TIMEOUT,
            )
        except (aiosmtplib.SMTPException, OSError, ValueError) as error:
            raise _told(error) from error


def _read(folder: Path, enclosures: Sequence[Enclosure]) -> list[bytes]:
    return [content_of(folder, enclosure) for enclosure in enclosures]


def as_email(letter: Letter, sender: str, to: str, contents: Sequence[bytes] = ()) -> EmailMessage:
    """Return a letter as an e-mail.

    Args:
        sender: the address it comes from; the name before it is the council's.
        to: the address it goes to, or "" where it goes into a folder.
        contents: of its enclosures, in their order; none for an e-mail without them.
    """
    message = EmailMessage(policy=SMTP)
    name, _, domain = sender.rpartition("@")
    message["From"] = Address(_line(f"Minutebook for {letter.council}")[:70], name, domain)
    if to:
        message["To"] = Address("", *to.rsplit("@", 1))
    message["Subject"] = _line(letter.subject)
    message["Date"] = format_datetime(letter.at)
    message["Message-ID"] = f"<{letter.key}.minutebook@{domain}>"
    if letter.follows:
        message["In-Reply-To"] = message["References"] = f"<{letter.follows}.minutebook@{domain}>"
    # No answer to it by a machine (RFC 3834).
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(letter.text.encode("utf-8", "replace").decode("utf-8"))
    for enclosure, content in zip(letter.enclosures, contents, strict=False):
        main, sub = _type_of(enclosure)
        message.add_attachment(content, maintype=main, subtype=sub, filename=enclosure.name)
    return message


def _line(text: str) -> str:
    """Return text as it may stand in an e-mail's head: on one line, without signs of control."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())


def _type_of(enclosure: Enclosure) -> tuple[str, str]:
    """Return the two parts of a file's type as its sender claimed it, if that is one."""
    found = re.fullmatch(
        r"(application|audio|font|image|text|video)/([a-z0-9][a-z0-9.+-]{0,70})", enclosure.mime
    )
    return (found[1], found[2]) if found else ("application", "octet-stream")


def _told(error: Exception) -> NotCarried:
    """Return what a fault of handing in means: what it concerns, and whether it mends itself."""
    import aiosmtplib

    if _cause(error, ssl.SSLCertVerificationError):
        return NotCarried("certificate", Reach.ALL, lasting=True)
    if _cause(error, ssl.SSLError):
        return NotCarried("unprotected", Reach.ALL, lasting=True)
    if isinstance(error, aiosmtplib.SMTPRecipientsRefused):
        error = error.recipients[0]
    if isinstance(error, aiosmtplib.SMTPResponseException):
        return _refused(error)
    if isinstance(error, aiosmtplib.SMTPException) and not isinstance(error, OSError):
        # What the library finds missing before it sends anything, told apart by its words alone.
        missing = {"STARTTLS": "unprotected", "AUTH": "login"}
        for word, fault in missing.items():
            if word in str(error).upper():
                return NotCarried(fault, Reach.ALL, lasting=True)
    return NotCarried("unreachable", Reach.ALL, lasting=False)


def _refused(error: "aiosmtplib.SMTPResponseException") -> NotCarried:
    """Return what a server's answer means, by what it was an answer to (RFC 5321 4.2)."""
    import aiosmtplib

    code = error.code
    lasting = code >= 500
    match error:
        case _ if code == 421:
            return NotCarried("busy", Reach.ALL, lasting=False, code=code)
        case aiosmtplib.SMTPAuthenticationError():
            return NotCarried("login" if lasting else "busy", Reach.ALL, lasting=lasting, code=code)
        case aiosmtplib.SMTPRecipientRefused():
            return NotCarried("address" if lasting else "busy", Reach.COUNCIL, lasting=lasting, code=code)
        case aiosmtplib.SMTPSenderRefused() if code != 552:
            fault = "login" if code == 530 else "sender" if lasting else "busy"
            return NotCarried(fault, Reach.ALL, lasting=lasting, code=code)
        case aiosmtplib.SMTPSenderRefused() | aiosmtplib.SMTPDataError():
            return NotCarried("refused" if lasting else "busy", Reach.LETTER, lasting=lasting, code=code)
    return NotCarried("busy", Reach.ALL, lasting=False, code=code)


def _cause(error: BaseException | None, kind: type[BaseException]) -> bool:
    """Whether an error is of a kind, or was caused by one that is."""
    while error is not None:
        if isinstance(error, kind):
            return True
        error = error.__cause__ or error.__context__
    return False
