"""A basic group becomes a supergroup.

It gets a new id and message ids from 1; a service message in each chat names the other. Reading the
old chat still works; writing to its id is refused, with the new id in the answer's parameters.
"""

from __future__ import annotations

from minutebook.sandbox.chats import Group, Member
from minutebook.sandbox.errors import SandboxRefusal
from minutebook.sandbox.messages import Service
from minutebook.sandbox.people import Person
from minutebook.sandbox.posting import Place, post
from minutebook.sandbox.state import State


def migrate(state: State, old: Group) -> Group:
    """Upgrade a basic group; everybody in it is in the new one with the same standing.

    Raises:
        SandboxRefusal: it is a supergroup, or was upgraded before.
    """
    if old.kind == "supergroup" or old.migrated_to is not None:
        raise SandboxRefusal("Only a basic group can be upgraded, and only once.")
    new = Group(-(10**12) - 10**9 - state.new_id("group"), old.title, "supergroup", migrated_from=old)
    for member in old.present:
        new.members[member.who.id] = Member(
            member.who,
            member.status,
            anonymous=member.anonymous,
            title=member.title,
            sees_all=member.sees_all,
            muted=member.muted,
        )
    new.last_bot = old.last_bot
    state.groups[new.id] = new
    creator = next(member.who for member in old.present if isinstance(member.who, Person))
    post(state, creator, Place(old), service=Service("migrate_to_chat_id", chat=new))
    old.migrated_to = new
    post(state, creator, Place(new), service=Service("migrate_from_chat_id", chat=old))
    return new
