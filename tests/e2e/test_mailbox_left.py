"""The mailbox of a clerk who is clerk no more."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from delivery.post_office import SENDER, PostOffice
from e2e.private import DECISION, answers, recorded, told
from e2e.stage import Stage, staged
from minutebook.bot.settings import MailSettings
from minutebook.delivery.mail import Security
from minutebook.storage import mailboxes

CLERK = "ruth@example.org"


@pytest.fixture
async def council(tmp_path: Path, office: PostOffice) -> AsyncIterator[Stage]:
    """A council whose program knows a mail server."""
    mail = MailSettings(host="127.0.0.1", port=office.port, security=Security.NONE, sender=SENDER)
    async with staged(tmp_path, mail=mail) as stage:
        await stage.set_up()
        yield stage


async def set_to(council: Stage) -> str:
    """What the store says goes where by e-mail."""
    async with council.running.store.read() as tx:
        return str(await mailboxes.get(tx, (await council.view()).council.id))


async def test_nothing_goes_to_a_former_clerk_s_mailbox(council: Stage, office: PostOffice) -> None:
    """Once another is clerk it is off; the admin and the new clerk are told, and either may set it again."""
    for name in ("owen", "priya"):
        council.people[name].starts(council.bot)
        council.people[name].says("Evening all", in_=council.room)
    await told(council, council.ruth, "/clerk @owenpugh")
    await told(council, council.owen, f"/mailbox {CLERK}")
    await told(council, council.owen, "/mailbox digest on")
    mark = council.town.mark()
    council.ruth.says("/clerk @priya_shah", in_=council.bot)
    await council.settled()
    for person in (council.ruth, council.priya):
        [notice] = [item for item in person.heard(council.bot, since=mark) if "is clerk no more" in item.text]
        assert CLERK in notice.text
    await recorded(council, council.margaret, DECISION)
    assert office.taken == []
    assert await set_to(council) == f"nothing “{CLERK}”"
    assert "goes to" in await told(council, council.priya, "/mailbox records on")
    await recorded(council, council.margaret, "We also agreed to mend the gate.")
    assert len(office.taken) == 1


async def test_what_somebody_else_has_set_stays(council: Stage) -> None:
    """A mailbox that the admin has set goes on as it was when the clerk changes; who comes after nobody is told."""
    for name in ("owen", "priya"):
        council.people[name].starts(council.bot)
        council.people[name].says("Evening all", in_=council.room)
    await told(council, council.ruth, f"/mailbox {CLERK}")
    await answers(council, council.ruth, "/clerk @owenpugh")
    assert await set_to(council) == f"nothing “{CLERK}”", "she was the clerk who had set it"
    await told(council, council.ruth, "/mailbox records on")
    await told(council, council.ruth, "/clerk off")
    assert await set_to(council) == f"records “{CLERK}”"
    await told(council, council.ruth, "/mailbox records off")
    mark = council.town.mark()
    council.ruth.says("/clerk @priya_shah", in_=council.bot)
    await council.settled()
    assert any("Nothing goes to" in item.text for item in council.priya.heard(council.bot, since=mark))
