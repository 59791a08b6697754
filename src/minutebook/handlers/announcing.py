"""What a council's groups are told of who serves it, whoever decided that and wherever."""

from minutebook.council import outgoing
from minutebook.council.bodies import CouncilView
from minutebook.council.outgoing import Outgoing
from minutebook.council.roles import Role
from minutebook.handlers.house import Turn
from minutebook.handlers.membership import GONE
from minutebook.storage import councils, outbox, people
from minutebook.storage.store import Tx


async def recipient(tx: Tx, turn: Turn, view: CouncilView, role: Role, *, told_in: int | None) -> None:
    """Where that changed, tell the groups, by name alone, who receives staffing and complaint matters now.

    The admin is often the clerk, and so may name, or end, whoever is to hear of complaints about them:
    that is for everybody to see. Somebody named who may not receive such matters is nobody; so it changes
    too when who is named becomes clerk or deputy, or is so no more.

    Args:
        view: the council as it was before.
        role: the office that changed.
        told_in: chat in which the answer to the command says it already, or None.
    """
    now = await councils.view(tx, view.council.id)
    if role is not Role.STAFFING and now.staffing_ids == view.staffing_ids:
        return
    names = [await people.name_of(tx, user) for user in now.staffing_ids]
    wording = turn.house.wording
    text = (
        wording.say("announce.staffing", council=view.council.name, name=names[0])
        if names
        else wording.say("announce.staffing_nobody", council=view.council.name)
    )
    for group in now.groups:
        if group.chat_id == told_in or group.migrated_to is not None or group.bot_status in GONE:
            continue
        item = Outgoing(
            f"staffing-named:{group.chat_id}:{turn.now.isoformat()}",
            "notice",
            (outgoing.message(group.chat_id, text),),
            council_id=view.council.id,
        )
        await outbox.put(tx, item, turn.now)
