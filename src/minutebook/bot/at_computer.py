"""`minutebook do`: a private command at the council's computer, by the bot's own handlers, while the bot runs or not."""

import asyncio
import shlex
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import TextIO

from telegram.error import TelegramError

from minutebook.bot.build import Clock, make_house
from minutebook.bot.clock import SystemClock
from minutebook.bot.computer_turn import ComputerTurn, new_number
from minutebook.bot.detectors import DetectorName, load_detector
from minutebook.bot.disposals import Register, read_register, register_path
from minutebook.bot.exporting import council_called
from minutebook.bot.screen import Choice, Screen, offline_bot
from minutebook.bot.settings import Settings
from minutebook.council.assessment import Assessment, Context, Detector, Profile
from minutebook.council.bodies import CouncilView, Person
from minutebook.council.errors import ConfigurationError
from minutebook.council.messages import Message
from minutebook.council.roles import Role
from minutebook.council.scopes import ScopeError, parse_scope
from minutebook.council.wording import load_wording
from minutebook.handlers import appointing, presses, private_commands, reading, refusing, welcome
from minutebook.handlers.events import Command, Press, PrivateMessage
from minutebook.handlers.house import Directory, House, Identity
from minutebook.storage import appointments, certificates, councils, people
from minutebook.storage.engine import database_path
from minutebook.storage.store import Store, Tx, open_store

LONGEST = 4_096
"""Characters of a message in Telegram, and so of a command."""

Ask = Callable[[], Awaitable[str]]
"""Asks which button is pressed; "" for none."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What is asked for on the command line, as it was typed.

    Attributes:
        words: the command, with or without its slash.
        council: its name or a part of it; "" for the only one.
        name: in whose name: theirs, a part of it, or their office; "" for the clerk.
        choices: the buttons to press, one after the other, by number or label.
    """

    words: str
    council: str = ""
    name: str = ""
    choices: tuple[str, ...] = ()


def typed(parts: Iterable[str]) -> str:
    """Return what was typed after `minutebook do`: what the shell took the quotation marks off gets them back."""
    words = list(parts)
    if len(words) == 1:
        return words[0]
    return " ".join(f'"{word}"' if " " in word else word for word in words)


async def do(
    settings: Settings, wish: Wish, out: TextIO, *, clock: Clock | None = None, ask: Ask | None = None
) -> None:
    """Carry out a command in somebody's name, print the answer, and press what is chosen.

    Args:
        clock: gives the present; None for the computer's.
        ask: asks what to press where nothing was chosen beforehand; None to press nothing then.

    Raises:
        ConfigurationError: there is no database, no such council, person, command or choice.
        StoreError: the database cannot be opened, or is locked by another process.
    """
    present = clock or SystemClock()
    command = _command(wish, present.now().date())
    path = database_path(settings.storage.url)
    if not path.exists():
        raise ConfigurationError(f"there is no database at {path} yet; `minutebook run` makes it")
    store = await open_store(settings.storage.url, present.now())
    try:
        desk = await _desk(settings, present, store, wish, out)
        await desk.carry_out(command)
        for said in wish.choices:
            await desk.press(desk.screen.chosen(said))
        if ask is not None and not wish.choices:
            await desk.ask(ask)
    except TelegramError as error:
        raise ConfigurationError(f"/{command.name} needs Telegram: send it to the bot there") from error
    finally:
        await store.close()


def _command(wish: Wish, today: date) -> Command:
    """Return the command that was typed.

    Args:
        today: for days without a year.

    Raises:
        ConfigurationError: there is none, or it is not for the computer; it says what is.
    """
    text = wish.words.strip().removeprefix("/")
    name, words = (*text.split(None, 1), "", "")[:2]
    name = name.partition("@")[0].lower()
    if not name:
        raise ConfigurationError('say what to do, as you would to the bot: minutebook do "/find fence"')
    if len(text) >= LONGEST:
        raise ConfigurationError(f"a command has {LONGEST:,} characters at most, as in Telegram")
    if name == "export":
        raise ConfigurationError(
            f"at the computer a bundle is made with: {_export_line(wish.council, words, today)}"
        )
    if name == "council":
        raise ConfigurationError("say which council is meant with --council")
    if name in (*appointing.COMMANDS, "start", "claim", "privacy", "record", "setup"):
        raise ConfigurationError(f"/{name} is given in Telegram alone")
    if name != "help" and name not in private_commands.COMMANDS:
        meant = refusing.meant(name)
        raise ConfigurationError(
            f"there is no command /{name}" + (f"; do you mean /{meant}?" if meant else "")
        )
    return Command(name, words.strip())


def _export_line(council: str, words: str, today: date) -> str:
    """Return the command that makes the bundle `/export` was to make, as far as that can be understood."""
    line = ["minutebook", "export", "OUT.zip", *(["--council", council] if council else [])]
    try:
        scope = parse_scope(words, today)
    except ScopeError:
        return shlex.join(line)
    given = (
        ("--case", scope.case),
        ("--class", scope.klass),
        ("--from", scope.since),
        ("--to", scope.until),
        ("--find", scope.words),
    )
    line += [str(part) for name, value in given if value for part in (name, value)]
    if scope.copy is not None:
        line.append("--redacted" if scope.copy else "--whole")
    return shlex.join(line)


class _Desk:
    """The council's computer with somebody at it, acting in the name of one person of the council."""

    def __init__(self, house: House, screen: Screen, council_id: int, person: Person) -> None:
        self._house = house
        self.screen = screen
        self._council_id = council_id
        self._person = person
        self._said = ""
        self._beside: set[asyncio.Task[None]] = set()

    async def carry_out(self, command: Command) -> None:
        """Carry out a command as the bot does where the person sends it."""
        self._said = f"/{command.name} {command.words}".strip()
        number = new_number()
        event = PrivateMessage(number, self._person, number, self._said, command)
        view = await self._house.directory.view(self._council_id)
        turn = ComputerTurn(self._house, view, self._person, self._said)
        key = f"answer:{event.chat_id}:{event.message_id}"
        if command.name == "help":
            text = welcome.help_for(self._house, view, self._person)
            await reading.say(turn, view, self._person.id, [text], key=key, shown=False)
        else:
            await private_commands.run(turn, view, event, key=key)
        await turn.finish()
        await self._done()

    async def press(self, choice: Choice) -> None:
        """Press a button, as in Telegram."""
        # Read anew: since the answer came, the running bot may have changed what is known.
        self._house.directory = Directory(self._house.store)
        view = await self._house.directory.view(self._council_id)
        event = Press(
            update_id=new_number(),
            callback_id="computer",
            data=choice.data,
            person=self._person,
            chat_id=self._person.id,
            message_id=choice.message_id,
            keyboard=choice.keyboard,
        )
        await presses.press(ComputerTurn(self._house, view, self._person, self._said, choice.label), event)
        await self._done()

    async def ask(self, ask: Ask) -> None:
        """Ask what to press for as long as there is something and an answer."""
        while self.screen.choices and (said := (await ask()).strip()):
            try:
                choice = self.screen.chosen(said)
            except ConfigurationError as error:
                self.screen.say(str(error))
                continue
            await self.press(choice)

    def beside(self, work: Awaitable[None]) -> None:
        """Let something be done beside; the next thing waits until it is."""
        self._beside.add(asyncio.ensure_future(work))

    async def _done(self) -> None:
        while self._beside:
            work, self._beside = self._beside, set()
            await asyncio.gather(*work)


async def _desk(settings: Settings, clock: Clock, store: Store, wish: Wish, out: TextIO) -> _Desk:
    """Sit down at the computer: who acts, for which council, with the means the bot's handlers have."""
    register = Register(store, settings.storage.files, clock.now)
    await _caught_up(register, store, settings)
    wording = load_wording()
    async with store.read() as tx:
        council = council_called(await councils.everyone(tx), wish.council)
        view = await councils.view(tx, council.id)
        claimed = await appointments.claimed(tx)
        person = await _person(tx, view, claimed | set(settings.access.admins), wish.name)
    screen = Screen(out, person.id, wording.say("show.goes"))
    store.take_here(screen.takes)
    nobody = Identity(0, "Minutebook", "", False)
    bot = offline_bot(screen, person.id)
    house = make_house(settings, clock, store, _Later(settings.detector), bot, nobody, set())
    house.claimed = claimed
    desk = _Desk(house, screen, council.id, person)
    house.background = desk.beside

    def committed(tx: Tx) -> None:
        screen.committed(tx)
        if tx.disposes:
            desk.beside(register.settle())

    store.after_commit(committed)
    return desk


async def _caught_up(register: Register, store: Store, settings: Settings) -> None:
    """Dispose again of what an older database that was put back has brought back, as the bot does at its start."""
    lines = await asyncio.to_thread(read_register, register_path(settings.storage.files))
    if not lines:
        return
    async with store.read() as tx:
        done = await certificates.keys(tx)
    if any(line.record_id not in done for line in lines):
        await register.replay()


async def _person(tx: Tx, view: CouncilView, admins: Iterable[int], said: str) -> Person:
    """Return in whose name it is done.

    Raises:
        ConfigurationError: nobody of that name holds an office in the council, or several do, or it has no clerk.
    """
    known: list[tuple[Person, frozenset[Role]]] = []
    for user_id in view.holders(*Role):
        # Whom the configuration names no longer is admin no longer.
        held = view.roles_of(user_id) - (set() if user_id in admins else {Role.ADMIN})
        person = await people.get(tx, user_id)
        if held and person is not None:
            known.append((person, frozenset(held)))
    found = [person for person, held in known if _is_meant(person, held, said)]
    exact = [person for person in found if person.name.casefold() == said.strip().casefold()]
    found = exact or found
    if len(found) == 1:
        return found[0]
    there = "; ".join(f"{person.name} ({', '.join(sorted(held))})" for person, held in known) or "nobody yet"
    if not said:
        raise ConfigurationError(
            f"{view.council.name} has no clerk; say with --as in whose name; there are: {there}"
        )
    who = "more than one person who holds an office" if found else "nobody who holds an office"
    raise ConfigurationError(f"{who} in {view.council.name} is called “{said}”; there are: {there}")


def _is_meant(person: Person, held: frozenset[Role], said: str) -> bool:
    """Whether a name, a part of it, an @name or an office means somebody; "" means the clerk."""
    wanted = said.strip().removeprefix("@").casefold() or str(Role.CLERK)
    if wanted in set(Role):
        return Role(wanted) in held
    return wanted in person.name.casefold() or wanted == (person.username or "").casefold()


class _Later:
    """The detector, loaded when it is first asked: most commands ask it nothing."""

    def __init__(self, name: DetectorName) -> None:
        self._name = name
        self._detector: Detector | None = None

    def assess(self, message: Message, context: Context, profile: Profile) -> Assessment:
        """Judge as the detector of the settings does.

        Raises:
            ConfigurationError: it is not installed.
        """
        if self._detector is None:
            self._detector = load_detector(self._name)
        return self._detector.assess(message, context, profile)
