"""What every handler works with: the store, the detector, the wording, the bot, the clock."""

from collections import deque
from collections.abc import AsyncIterator, Callable, Coroutine, Mapping, Sequence
from concurrent.futures import Executor
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from telegram.ext import ExtBot

from minutebook.council.assessment import Detector, Profile
from minutebook.council.bodies import CouncilView, Person
from minutebook.council.messages import Message
from minutebook.council.policy import Policy
from minutebook.council.records import name_parts
from minutebook.council.roles import Role
from minutebook.council.settings import CouncilSettings
from minutebook.council.wording import Wording
from minutebook.delivery.mail import Mailer
from minutebook.storage import councils, inbox, memory, people
from minutebook.storage.store import Store, Tx

Telegram = ExtBot[None]
"""The bot as PTB gives it, without a rate limiter's arguments."""

RECALLED = 60
"""Messages of a chat kept at hand for the detector."""


class Directory:
    """Which council a chat belongs to, and what is known of each; read once and kept until it changes."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._views: dict[int, CouncilView] = {}
        self._chats: dict[int, int | None] = {}
        self._changes = 0
        store.after_commit(self._forget)

    def _forget(self, tx: Tx) -> None:
        for council_id in tx.stale:
            self._views.pop(council_id, None)
        if tx.stale:
            self._chats.clear()
            self._changes += 1

    async def council_of(self, chat_id: int) -> int | None:
        """Return the council a group belongs to, or None if it is not set up."""
        if chat_id in self._chats:
            return self._chats[chat_id]
        before = self._changes
        async with self._store.read() as tx:
            group = await councils.group(tx, chat_id)
        found = group.council_id if group else None
        if before == self._changes:
            # What changed while it was read must not be remembered as it was.
            self._chats[chat_id] = found
        return found

    async def view(self, council_id: int) -> CouncilView:
        """Return what is known of a council."""
        known = self._views.get(council_id)
        if known is not None:
            return known
        before = self._changes
        async with self._store.read() as tx:
            read = await councils.view(tx, council_id)
        if before == self._changes:
            self._views[council_id] = read
        return read

    async def view_of_chat(self, chat_id: int) -> CouncilView | None:
        """Return what is known of the council a group belongs to, or None if it is not set up."""
        council_id = await self.council_of(chat_id)
        return None if council_id is None else await self.view(council_id)

    async def councils_of(self, user_id: int) -> list[CouncilView]:
        """Return the councils that somebody serves or sits in."""
        async with self._store.read() as tx:
            ids = await councils.councils_of(tx, user_id)
        return [await self.view(council_id) for council_id in ids]


@dataclass(frozen=True, slots=True)
class Identity:
    """Who the bot is on Telegram; `reads_all` is BotFather's privacy switch."""

    id: int
    name: str
    username: str
    reads_all: bool


@dataclass(slots=True)
class House:
    """The handlers' working means, put together once at start.

    Attributes:
        clock: gives the present as aware UTC.
        salt: gives so many random bytes.
        code: gives a random key of 16 URL-safe characters.
        admins: user ids from the configuration.
        claimed: user ids who became admin with a code.
        thread: where the detector runs.
        background: runs something beside the lanes.
        menus: sets one person's command menus.
        files: where the files of records are kept.
        bundles: where bundles are made, and left where they are too large to be sent.
        binding: the folders in it where a bundle is being written now.
        recalled: the latest messages of each chat, for the detector.
        looked_up: when it was last asked in which groups a person sits whom the store does not know.
        part_limit: bytes that one part of a bundle may have; Telegram takes 50 MB.
        seen: names under which people were last noted, so that they are not written again each time.
        verifying: councils whose ledger is being re-read.
        mailer: sends e-mail; None where the configuration names no mail server.
        to_folder: whether records go into a folder too.
    """

    store: Store
    directory: Directory
    detector: Detector
    policies: Mapping[str, Policy]
    wording: Wording
    bot: Telegram
    me: Identity
    clock: Callable[[], datetime]
    salt: Callable[[int], bytes]
    code: Callable[[], str]
    admins: frozenset[int]
    defaults: CouncilSettings
    thread: Executor
    background: Callable[[Coroutine[object, object, None]], None]
    menus: Callable[[int | None, int], Coroutine[object, object, None]]
    files: Path
    bundles: Path
    claimed: frozenset[int] = frozenset()
    recalled: dict[int, deque[Message]] = field(default_factory=dict)
    seen: dict[int, Person] = field(default_factory=dict)
    looked_up: dict[int, datetime] = field(default_factory=dict)
    part_limit: int = 45 * 1024 * 1024
    verifying: set[int] = field(default_factory=set)
    binding: set[Path] = field(default_factory=set)
    mailer: Mailer | None = None
    to_folder: bool = False

    def policy(self, view: CouncilView) -> Policy:
        """Return the policy a council has adopted; the default where its file is gone."""
        return self.policies.get(view.council.settings.policy) or self.policies[self.defaults.policy]

    def profile(self, view: CouncilView, *, lenient: bool = True) -> Profile:
        """Return what the detector knows of a council; `lenient` as for `profile_of`."""
        return profile_of(view, lenient=lenient)

    def is_installation_admin(self, user_id: int) -> bool:
        """Whether somebody may set up councils here: named in the configuration, or by a claimed code."""
        return user_id in self.admins or user_id in self.claimed

    def is_admin(self, view: CouncilView, user_id: int) -> bool:
        """Whether somebody is a council's admin now. Removal from the configuration ends it."""
        return Role.ADMIN in view.roles_of(user_id) and self.is_installation_admin(user_id)

    def admins_of(self, view: CouncilView) -> tuple[int, ...]:
        """Return a council's admins, in a steady order."""
        return tuple(user for user in view.holders(Role.ADMIN) if self.is_admin(view, user))

    def refresh_menus(self, tx: Tx, council_id: int | None, user_id: int) -> None:
        """Set one person's command menus anew, beside the lanes, once what changed them is kept."""
        tx.afterwards.append(lambda: self.background(self.menus(council_id, user_id)))

    async def recall(self, chat_id: int) -> deque[Message]:
        """Return the chat's latest messages, from the short memory the first time."""
        known = self.recalled.get(chat_id)
        if known is None:
            async with self.store.read() as tx:
                known = deque(await memory.latest(tx, chat_id, RECALLED), maxlen=RECALLED)
            self.recalled[chat_id] = known
        return known

    def is_noted(self, view: CouncilView, person: Person) -> bool:
        """Whether there is nothing new to note of who was seen in a council's group."""
        return self.seen.get(person.id) == person and person.id in view.present

    async def note_people(
        self, tx: Tx, view: CouncilView, chat_id: int, persons: Sequence[Person], now: datetime
    ) -> CouncilView:
        """Note who was seen in a council's group, where that is news, and return the view that knows them."""
        present = set(view.present)
        for person in persons:
            if self.seen.get(person.id) != person:
                await people.see(tx, person, now)
                self.seen[person.id] = person
            if person.id not in present:
                await people.set_member(tx, chat_id, person.id, view.council.id, present=True, now=now)
                present.add(person.id)
        return replace(view, present=frozenset(present)) if len(present) > len(view.present) else view


def profile_of(view: CouncilView, *, lenient: bool = True) -> Profile:
    """Return what the detector knows of a council.

    Args:
        lenient: whether what the council has taught may also quieten. It may not where the question is for whose
            eyes something is: who teaches is whom complaints may be about.
    """
    # In a chat it is "Ruth's appraisal". A name of two letters would be found in too much.
    parts = sorted(part for part in name_parts(view.staff_names) if len(part) > 2)
    taught = view.taught
    return Profile(
        words=taught.words,
        ignored=taught.ignored if lenient else (),
        meetings=taught.meetings if lenient else (),
        examples=taught.examples if lenient else (),
        staff_names=(*view.staff_names, *parts),
    )


class Turn:
    """The handling of one or several updates: what they cause and that they are done is one transaction."""

    def __init__(self, house: House, update_ids: Sequence[int]) -> None:
        self.house = house
        self._ids = update_ids
        self.finished = False
        self.now = house.clock()

    @asynccontextmanager
    async def change(self) -> AsyncIterator[Tx]:
        """Open the turn's one transaction; a second would not be covered by the done mark.

        Raises:
            RuntimeError: it was opened before.
        """
        if self.finished:
            raise RuntimeError("a turn has one transaction")
        try:
            async with self.house.store.change() as tx:
                yield tx
                await inbox.finish(tx, self.house.me.id, self._ids)
        except BaseException:
            # What was noted as seen may not have been written after all.
            self.house.seen.clear()
            self.house.recalled.clear()
            raise
        self.finished = True

    async def finish(self) -> None:
        """Mark the updates done where handling them changed nothing."""
        if not self.finished:
            async with self.change():
                pass
