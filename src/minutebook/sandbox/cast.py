"""A ready-made cast: a parish council's people, their group and the bot in it.

Every role here is a label for whoever looks at the page. It gives nobody any right: those the bot
learns the way it does on Telegram, by its configuration and by commands in the chat.
"""

from __future__ import annotations

from dataclasses import dataclass

from minutebook.sandbox.chats import Group
from minutebook.sandbox.people import Bot, Person
from minutebook.sandbox.world import World

COUNCIL = "Wexcombe Parish Council"
BOT_NAME = "Minutebook"
BOT_USERNAME = "wexcombe_minutes_bot"
# Good on this sandbox only: nothing outside the machine ever sees it.
BOT_TOKEN = "7000000001:sandbox-only-not-a-secret-0123456789"  # noqa: S105
BOT_DESCRIPTION = (
    "I help a council's group chat stay on the right side of the law: I warn, quietly, when a message "
    "looks like a decision, and I put on the record what belongs there."
)


@dataclass(frozen=True, slots=True)
class Part:
    """One of the cast.

    Attributes:
        key: what the evening's steps call them.
        name: display name on Telegram.
        username: without the @, or None.
        role: the label under the name.
        in_group: False for the outsider.
    """

    key: str
    name: str
    username: str | None
    role: str
    in_group: bool = True


PARTS: tuple[Part, ...] = (
    Part("ruth", "Ruth Calder", "ruth_calder", "Clerk"),
    Part("margaret", "Cllr Margaret Penhale", "margaret_penhale", "Chair"),
    Part("ann", "Cllr Ann Harrow", "ann_harrow", "Councillor"),
    Part("tom", "Cllr Tom Briggs", None, "Councillor"),
    Part("priya", "Cllr Priya Shah", "priya_shah", "Councillor"),
    Part("owen", "Cllr Owen Pugh", "owenpugh", "Councillor"),
    Part("sam", "Sam Oke", "sam_oke", "Deputy clerk"),
    Part("denise", "Denise Fowler", "denise_f", "Outsider", in_group=False),
)


@dataclass(frozen=True, slots=True)
class Cast:
    """The settled cast.

    Attributes:
        bot: the bot, an administrator of the group.
        parts: in the order they are shown.
        people: by a part's key.
    """

    bot: Bot
    parts: tuple[Part, ...]
    people: dict[str, Person]
    _group: Group

    @property
    def group(self) -> Group:
        """The council's group as it is now: the supergroup, if it has become one since."""
        found = self._group
        while found.migrated_to is not None:
            found = found.migrated_to
        return found

    @property
    def admin(self) -> Person:
        """Who the bot's configuration should name as its admin: the clerk."""
        return self.people["ruth"]

    def part_of(self, person_id: int) -> Part | None:
        """The part this person plays, or None for somebody outside the cast."""
        for part in self.parts:
            if self.people[part.key].id == person_id:
                return part
        return None


def settle_cast(world: World, *, token: str = BOT_TOKEN, username: str = BOT_USERNAME) -> Cast:
    """Put the cast into a world: the people, the clerk's group of them, and the bot in it as administrator.

    Args:
        world: without any of these people or this bot yet.
        token: the bot's token; what stands before the colon is its id.
        username: the bot's username, without the @.
    """
    people = {part.key: world.add_person(part.name, part.username) for part in PARTS}
    members = [people[part.key] for part in PARTS if part.in_group]
    bot = world.add_bot(token, BOT_NAME, username)
    bot.description = BOT_DESCRIPTION
    group = world.add_group(COUNCIL, *members)
    world.add_bot_to(group, bot, by=members[0])
    world.promote(group, bot)
    return Cast(bot, PARTS, people, group)
