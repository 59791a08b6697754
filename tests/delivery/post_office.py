"""A real mail server on this computer, which takes, refuses or drops what it is given, as it is told."""

import asyncio
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage

import trustme
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from minutebook.delivery.mail import MailServer, Security

SENDER = "minutebook@wexcombe.gov.uk"
USER, PASSWORD = "minutebook", "pass word £"


@dataclass
class PostOffice:
    """What a mail server has taken, and what it is to answer.

    Attributes:
        taken: each e-mail with its bytes parsed, in order.
        addressed: the addresses of each.
        answers: by SMTP command, what is answered instead of taking it, one after another.
        drops: how many connections are still to be cut in the middle of a message.
        logins: who logged in.
    """

    port: int = 0
    taken: list[EmailMessage] = field(default_factory=list)
    addressed: list[list[str]] = field(default_factory=list)
    answers: dict[str, list[str]] = field(default_factory=dict)
    drops: int = 0
    logins: list[str] = field(default_factory=list)
    protected: list[bool] = field(default_factory=list)
    security: Security = Security.NONE

    def server(self, **other: object) -> MailServer:
        """This server as the configuration names it."""
        named: dict[str, object] = {
            "host": "127.0.0.1",
            "port": self.port,
            "security": self.security,
            "sender": SENDER,
        }
        return MailServer(**{**named, **other})  # type: ignore[arg-type]

    def _answer(self, command: str) -> str:
        waiting = self.answers.get(command)
        return waiting.pop(0) if waiting else ""

    async def handle_MAIL(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """MAIL FROM."""
        refused = self._answer("MAIL")
        if not refused:
            envelope.mail_from = address
        return refused or "250 OK"

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """RCPT TO."""
        refused = self._answer("RCPT")
        if not refused:
            envelope.rcpt_tos.append(address)
        return refused or "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        """The message itself."""
        if self.drops:
            self.drops -= 1
            assert server.transport is not None
            server.transport.abort()
            return "250 never said"
        refused = self._answer("DATA")
        if refused:
            return refused
        assert isinstance(envelope.content, bytes)
        self.taken.append(message_from_bytes(envelope.content, policy=policy.default))  # type: ignore[arg-type]
        self.addressed.append(list(envelope.rcpt_tos))
        assert server.transport is not None
        self.protected.append(server.transport.get_extra_info("sslcontext") is not None)
        return "250 OK"

    def log_in(
        self, server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: object
    ) -> AuthResult:
        """AUTH."""
        assert isinstance(data, LoginPassword)
        good = (data.login, data.password) == (USER.encode(), PASSWORD.encode())
        if good:
            self.logins.append(USER)
        return AuthResult(success=good, handled=False)


@asynccontextmanager
async def post_office(
    security: Security = Security.NONE,
    authority: trustme.CA | None = None,
    *,
    name: str = "127.0.0.1",
    asks: bool = False,
    limit: int | None = None,
    offers: bool = True,
) -> AsyncIterator[PostOffice]:
    """Open a mail server.

    Args:
        security: how connections to it are protected.
        authority: who signs its certificate.
        name: whom its certificate is for.
        asks: whether it asks for a user name and password.
        limit: bytes of a message it takes.
        offers: whether it offers the protection it should have.
    """
    office = PostOffice(security=security)
    context = None
    if authority is not None:
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        authority.issue_cert(name).configure_cert(context)
    loop = asyncio.get_running_loop()

    def protocol() -> SMTP:
        return SMTP(
            office,
            hostname="localhost",
            loop=loop,
            data_size_limit=limit,
            tls_context=context if security is Security.STARTTLS and offers else None,
            authenticator=office.log_in if asks else None,
            auth_required=asks,
            auth_require_tls=security is Security.STARTTLS,
        )

    at_once = context if security is Security.TLS else None
    listening = await loop.create_server(protocol, "127.0.0.1", 0, ssl=at_once)
    office.port = listening.sockets[0].getsockname()[1]
    try:
        yield office
    finally:
        listening.close()
