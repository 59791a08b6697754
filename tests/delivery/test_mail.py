"""E-mail to a real server: what arrives, how it is protected, and what each refusal means."""

import asyncio
import ssl
from collections.abc import AsyncIterator
from dataclasses import replace
from email.message import EmailMessage
from pathlib import Path

import pytest
import trustme

from delivery.post_office import PASSWORD, SENDER, USER, PostOffice, post_office
from delivery.samples import CLERK, later, letter, stored
from minutebook.council.letters import NotCarried, Reach
from minutebook.delivery.mail import Mailer, MailServer, Security


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    """Who signs certificates here."""
    return trustme.CA()


@pytest.fixture
def trust(authority: trustme.CA) -> ssl.SSLContext:
    """What a system that trusts it takes."""
    context = ssl.create_default_context()
    authority.configure_trust(context)
    return context


@pytest.fixture
async def office() -> AsyncIterator[PostOffice]:
    """A mail server without protection."""
    async with post_office() as opened:
        yield opened


async def refused(mailer: Mailer) -> NotCarried:
    """Why a letter is not taken."""
    with pytest.raises(NotCarried) as told:
        await mailer.carry(letter(), CLERK)
    return told.value


def text_of(message: EmailMessage) -> str:
    """What an e-mail says."""
    body = message.get_body(("plain",))
    assert body is not None
    return str(body.get_content()).replace("\r\n", "\n")


async def test_a_letter_arrives_whole(office: PostOffice, tmp_path: Path) -> None:
    """Its words, its names and its files are those that were sent, whatever signs they hold."""
    content = bytes(range(256)) * 40
    enclosure = stored(tmp_path / "files", content, "1 Plän für £.pdf")
    sent = letter(enclosure, council="Llanfair-ym-Muallt Cyngor Ŵaun")
    assert await Mailer(office.server(), tmp_path / "files").carry(sent, CLERK) == CLERK
    [taken] = office.taken
    assert office.addressed == [[CLERK]]
    assert text_of(taken) == sent.text
    assert taken["Subject"] == sent.subject
    assert taken["To"] == CLERK
    assert taken["From"].addresses[0].addr_spec == SENDER
    assert "Ŵaun" in taken["From"].addresses[0].display_name
    [file] = taken.iter_attachments()
    assert (file.get_filename(), file.get_content_type()) == (enclosure.name, "application/pdf")
    assert file.get_content() == content


async def test_a_letter_is_known_for_the_same_when_it_comes_again(office: PostOffice, tmp_path: Path) -> None:
    """Sent twice it has one Message-ID and one date; the next version has another, and refers to the first."""
    mailer = Mailer(office.server(), tmp_path)
    first = letter()
    for one in (first, first, later(first)):
        await mailer.carry(one, CLERK)
    ids = [message["Message-ID"] for message in office.taken]
    assert ids[0] == ids[1] != ids[2]
    assert ids[0].endswith("@wexcombe.gov.uk>")
    assert office.taken[0]["Date"] == office.taken[1]["Date"]
    assert office.taken[2]["In-Reply-To"] == ids[0]
    assert {message["Auto-Submitted"] for message in office.taken} == {"auto-generated"}


async def test_nothing_that_was_said_becomes_a_header(office: PostOffice, tmp_path: Path) -> None:
    """A council's name of several lines, signs of control and broken text add no line to an e-mail's head."""
    sent = letter(council="Wexcombe\r\nBcc: x@y.uk\x00 Parish")
    await Mailer(office.server(), tmp_path).carry(replace(sent, text=f"{sent.text}\ud800\x00"), CLERK)
    [taken] = office.taken
    assert taken["Bcc"] is None
    assert taken["Subject"] == "Record 2026/0001, Wexcombe Bcc: x@y.uk Parish"
    assert office.addressed == [[CLERK]]


@pytest.mark.parametrize(
    "mime", ["", "multipart/mixed", "message/rfc822", "text/html\r\nBcc: x@y.z", "nonsense", "text/plain; x"]
)
async def test_a_claimed_type_is_only_a_claim(office: PostOffice, tmp_path: Path, mime: str) -> None:
    """What is no plain type of a file goes as bytes of no type, and adds no header."""
    enclosure = stored(tmp_path / "files", b"<b>", "1 x.bin", mime)
    await Mailer(office.server(), tmp_path / "files").carry(letter(enclosure), CLERK)
    [file] = office.taken[0].iter_attachments()
    assert file.get_content_type() == "application/octet-stream"
    assert office.taken[0]["Bcc"] is None


async def test_a_file_that_was_swapped_in_the_store_does_not_go(office: PostOffice, tmp_path: Path) -> None:
    """What is not the file that was stored is not sent as a copy of it; nor is one that is missing."""
    enclosure = stored(tmp_path / "files", b"the plan")
    (tmp_path / "files" / enclosure.path).write_bytes(b"another plan")
    mailer = Mailer(office.server(), tmp_path / "files")
    for _ in range(2):
        with pytest.raises(NotCarried) as told:
            await mailer.carry(letter(enclosure), CLERK)
        assert (told.value.fault, told.value.reach) == ("damaged", Reach.LETTER)
        (tmp_path / "files" / enclosure.path).unlink(missing_ok=True)
    assert not office.taken


@pytest.mark.parametrize("security", [Security.STARTTLS, Security.TLS])
async def test_a_connection_is_protected(
    authority: trustme.CA, trust: ssl.SSLContext, security: Security, tmp_path: Path
) -> None:
    """With STARTTLS or TLS the message and the password go encrypted, to the server the certificate is for."""
    async with post_office(security, authority, asks=security is Security.STARTTLS) as office:
        login = {"username": USER, "password": PASSWORD} if security is Security.STARTTLS else {}
        await Mailer(office.server(**login), tmp_path, trust).carry(letter(), CLERK)
        assert office.protected == [True]
        assert office.logins == ([USER] if login else [])


@pytest.mark.parametrize("security", [Security.STARTTLS, Security.TLS])
@pytest.mark.parametrize("wrong", ["the authority", "the name"])
async def test_a_certificate_that_is_not_the_server_s_is_not_taken(
    authority: trustme.CA, trust: ssl.SSLContext, security: Security, wrong: str, tmp_path: Path
) -> None:
    """A certificate by somebody unknown, or for another name, ends it before anything is said."""
    signer = trustme.CA() if wrong == "the authority" else authority
    name = "mail.elsewhere.example" if wrong == "the name" else "127.0.0.1"
    async with post_office(security, signer, name=name) as office:
        told = await refused(Mailer(office.server(), tmp_path, trust))
        assert (told.fault, told.reach, told.lasting) == ("certificate", Reach.ALL, True)
        assert not office.taken


async def test_nothing_goes_unprotected_where_protection_is_wanted(
    trust: ssl.SSLContext, tmp_path: Path
) -> None:
    """A server that offers no STARTTLS, or speaks no TLS, is told nothing."""
    async with post_office(Security.STARTTLS, offers=False) as office:
        told = await refused(Mailer(office.server(), tmp_path, trust))
        assert (told.fault, told.lasting) == ("unprotected", True)
        told = await refused(Mailer(office.server(security=Security.TLS), tmp_path, trust))
        assert told.fault in ("unprotected", "unreachable")
        assert not office.taken


async def test_a_wrong_password_is_told_as_one(
    authority: trustme.CA, trust: ssl.SSLContext, tmp_path: Path
) -> None:
    """The wrong password, none where one is asked for, and a password nobody asks for are told apart from the rest."""
    async with post_office(Security.STARTTLS, authority, asks=True) as office:
        for login in ({"username": USER, "password": "wrong"}, {}):
            told = await refused(Mailer(office.server(**login), tmp_path, trust))
            assert (told.fault, told.reach, told.lasting) == ("login", Reach.ALL, True)
        assert PASSWORD not in repr(office.server(password=PASSWORD))
    async with post_office(Security.STARTTLS, authority) as office:
        told = await refused(Mailer(office.server(username=USER, password=PASSWORD), tmp_path, trust))
        assert told.fault == "login"


@pytest.mark.parametrize(
    ("command", "answer", "fault", "reach", "lasting"),
    [
        ("MAIL", "550 who are you", "sender", Reach.ALL, True),
        ("MAIL", "451 later", "busy", Reach.ALL, False),
        ("MAIL", "530 log in first", "login", Reach.ALL, True),
        ("MAIL", "552 too large", "refused", Reach.LETTER, True),
        ("RCPT", "550 no such mailbox", "address", Reach.COUNCIL, True),
        ("RCPT", "450 greylisted", "busy", Reach.COUNCIL, False),
        ("RCPT", "421 closing", "busy", Reach.ALL, False),
        ("DATA", "554 looks like spam", "refused", Reach.LETTER, True),
        ("DATA", "452 no room now", "busy", Reach.LETTER, False),
    ],
)
async def test_each_refusal_says_what_it_concerns(
    office: PostOffice, tmp_path: Path, command: str, answer: str, fault: str, reach: Reach, lasting: bool
) -> None:
    """The sender's is everybody's, the address's the council's, the message's its own; and 4xx passes, 5xx does not."""
    office.answers[command] = [answer]
    mailer = Mailer(office.server(), tmp_path)
    told = await refused(mailer)
    assert (told.fault, told.reach, told.lasting, told.code) == (fault, reach, lasting, int(answer[:3]))
    assert answer[4:] not in str(told), "a server's words are not passed on"
    await mailer.carry(letter(), CLERK)
    assert len(office.taken) == 1


async def test_a_dropped_connection_is_tried_again(office: PostOffice, tmp_path: Path) -> None:
    """A connection cut in the middle of a message is a fault that passes; so is a server that is not there."""
    office.drops = 1
    mailer = Mailer(office.server(), tmp_path)
    told = await refused(mailer)
    assert (told.fault, told.reach, told.lasting) == ("unreachable", Reach.ALL, False)
    await mailer.carry(letter(), CLERK)
    assert len(office.taken) == 1


async def test_a_server_that_is_not_there_is_unreachable(tmp_path: Path) -> None:
    """Nobody listens, or what listens is no mail server, or the name is none: it is tried again later."""

    async def hang_up(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.0 400 Bad Request\r\n\r\n")
        writer.close()

    other = await asyncio.start_server(hang_up, "127.0.0.1", 0)
    port = other.sockets[0].getsockname()[1]
    told = await refused(Mailer(MailServer("127.0.0.1", port, Security.NONE, SENDER), tmp_path))
    assert (told.reach, told.lasting) == (Reach.ALL, False)
    other.close()
    await other.wait_closed()
    for host, number in (("127.0.0.1", port), ("no..name", 25)):
        told = await refused(Mailer(MailServer(host, number, Security.NONE, SENDER), tmp_path))
        assert (told.fault, told.lasting) == ("unreachable", False)
