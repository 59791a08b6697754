"""A clerk who goes takes no copies along: the mailbox they had set is not sent to until somebody sets it again."""

from collections.abc import Collection
from dataclasses import replace

from minutebook.council import outgoing
from minutebook.council.bodies import CouncilView, Person
from minutebook.council.letters import Channel
from minutebook.council.outgoing import Outgoing
from minutebook.council.roles import Role
from minutebook.handlers.house import Turn
from minutebook.storage import dispatches, mailboxes, outbox, sending_on
from minutebook.storage.store import Tx

KINDS = ("record", "file", "digest")
"""All that goes by e-mail."""


async def switch_off(
    tx: Tx,
    turn: Turn,
    view: CouncilView,
    role: Role,
    before: Collection[int],
    *,
    by: Person,
    successor: Person | None,
) -> None:
    """Let nothing go to the mailbox that a clerk had set whose office ended; tell the admins and the new clerk.

    What waits to go there is dropped: it is on the record. A new clerk is told too where nobody was clerk for a while.

    Args:
        before: who held the office until now.
        by: the admin who ended or gave it.
    """
    now = await mailboxes.get(tx, view.council.id)
    if role is not Role.CLERK or not now.address:
        return
    theirs = await mailboxes.set_by(tx, view.council.id, now.address) in before
    if theirs and (now.records or now.digest):
        off = replace(now, records=False, digest=False)
        await mailboxes.put(tx, view.council.id, off, by=by.id, now=turn.now)
        await sending_on.end(tx, view.council.id, Channel.EMAIL)
        await dispatches.drop_kinds(tx, view.council.id, KINDS)
        told = {*turn.house.admins_of(view), *([successor.id] if successor else [])}
    elif successor and not (now.records or now.digest):
        told = {successor.id}
    else:
        return
    text = turn.house.wording.say("mailbox.left", council=view.council.name, address=now.address)
    for user in sorted(told):
        key = f"mailbox-left:{view.council.id}:{user}:{turn.now.timestamp():.0f}"
        item = Outgoing(key, "notice", (outgoing.message(user, text),), council_id=view.council.id)
        await outbox.put(tx, item, turn.now)
