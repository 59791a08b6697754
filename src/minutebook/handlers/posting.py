"""Letters, made of what is to go on when it goes; and what is noted, or told to the admin, of what became of them."""

from datetime import timedelta

from minutebook.council import outgoing
from minutebook.council.letters import Channel, Letter, NotCarried, Reach
from minutebook.council.outgoing import Outgoing
from minutebook.council.records import Record, Route
from minutebook.council.wording import Html, Wording
from minutebook.handlers.house import House
from minutebook.reports.letters import Postroom
from minutebook.storage import councils, dispatches, facts, files, mailboxes, outbox, owed, records
from minutebook.storage.dispatches import Dispatch
from minutebook.storage.owed import Goal
from minutebook.storage.store import Tx

PATIENCE = timedelta(hours=1)
"""How long a fault that may mend itself lasts before the admin is told; one that will not is told at once."""


class Posting:
    """Makes the letters of every council, and keeps account of them.

    What is for the staffing recipient alone never goes: mailbox and folder are the clerk's. It may have become that
    since it was to go, so it is asked again here.
    """

    def __init__(self, house: House) -> None:
        self._house = house

    async def letter(self, item: Dispatch, *, bare: bool) -> tuple[Letter, str] | None:
        """Return a letter and the address it goes to; None where it is not to go any more.

        Args:
            bare: whether it goes without its files.
        """
        view = await self._house.directory.view(item.council_id)
        room = Postroom(view.council, self._house.wording, item.channel, bare=bare)
        async with self._house.store.read() as tx:
            to = await self._address(tx, item)
            if to is None:
                return None
            if item.kind == "digest":
                return room.digest(item.subject_id, item.payload, item.made_at), to
            record = await _record(tx, item)
            if record is None:
                return None
            if item.kind == "record":
                goal = Goal(item.council_id, item.channel, to)
                fetched = {key for _, key in await owed.files(tx, goal, [record.id])}
                return room.record(record, item.version, fetched, item.made_at), to
        file = next(file for file in record.files if file.id == item.subject_id)
        return room.file(record, file, item.made_at), to

    async def _address(self, tx: Tx, item: Dispatch) -> str | None:
        """Return where something goes by e-mail, "" for the folder; None if the council wants it no longer."""
        if item.channel is Channel.FOLDER:
            return ""
        mailbox = await mailboxes.get(tx, item.council_id)
        wanted = mailbox.digest if item.kind == "digest" else mailbox.records
        return mailbox.address if mailbox.address and wanted else None

    async def went(self, tx: Tx, item: Dispatch) -> None:
        """If nothing had gone for a while, let the rest go and say that it works again."""
        now = self._house.clock()
        if await facts.get(tx, _failing(item)):
            await facts.put(tx, _failing(item), "")
            await dispatches.hurry(tx, item.channel, now, item.council_id)
            text = self._house.wording.say(f"mailbox.mended_{item.channel}", council=await _name(tx, item))
            await self._tell(tx, item, text, "mended")

    async def failed(self, tx: Tx, item: Dispatch, error: NotCarried) -> None:
        """Tell the admin of each council this concerns, once until something goes again."""
        now = self._house.clock()
        if not error.lasting and now - item.made_at < PATIENCE:
            return
        everyone = error.reach is Reach.ALL
        concerned = await dispatches.waiting_councils(tx, item.channel) if everyone else [item.council_id]
        for council_id in concerned:
            name = failing_fact(council_id, item.channel)
            if await facts.get(tx, name):
                continue
            await facts.put(tx, name, now.isoformat())
            council = await councils.get(tx, council_id)
            text = self._house.wording.say(
                f"mailbox.failing_{item.channel}", council=council.name, why=why(self._house.wording, error)
            )
            await self._tell(tx, item, text, "failing", council_id)

    async def _tell(
        self, tx: Tx, item: Dispatch, text: Html, what: str, council_id: int | None = None
    ) -> None:
        now = self._house.clock()
        view = await councils.view(tx, council_id or item.council_id)
        for user in self._house.admins_of(view):
            key = f"{what}:{view.council.id}:{item.channel}:{now.isoformat()}:{user}"
            send = outgoing.message(user, text)
            await outbox.put(tx, Outgoing(key, "notice", (send,), council_id=view.council.id), now)


def why(wording: Wording, error: NotCarried) -> str:
    """Return in words why a letter was not carried, with the server's code where it gave one."""
    said = wording.plain(f"mailbox.fault_{error.fault}")
    return f"{said} ({error.code})" if error.code else said


def failing_fact(council_id: int, channel: Channel) -> str:
    """Return the name of the fact that a council's copies do not get through by a channel, and since when."""
    return f"failing:{council_id}:{channel}"


def _failing(item: Dispatch) -> str:
    return failing_fact(item.council_id, item.channel)


async def _name(tx: Tx, item: Dispatch) -> str:
    return (await councils.get(tx, item.council_id)).name


async def _record_id(tx: Tx, item: Dispatch) -> int | None:
    match item.kind:
        case "record":
            return item.subject_id
        case "file":
            return await files.record_of(tx, item.subject_id)
    return None


async def _record(tx: Tx, item: Dispatch) -> Record | None:
    """Return the record something is about; None if it was disposed of, or is for other eyes than the clerk's."""
    record_id = await _record_id(tx, item)
    found = await records.by_ids(tx, [record_id]) if record_id is not None else []
    return found[0] if found and found[0].versions and found[0].route is Route.CLERK else None
