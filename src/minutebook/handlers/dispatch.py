"""The table of what is done about each event. Read it from top to bottom to know the bot."""

from collections.abc import Hashable, Sequence
from dataclasses import replace

import telegram

from minutebook.council.bodies import CouncilView
from minutebook.council.conversations import parse_wanted
from minutebook.council.messages import Message, SenderKind
from minutebook.handlers import (
    access,
    agenda,
    agreeing,
    answers,
    capturing,
    capturing_forward,
    capturing_talk,
    choosing,
    listening,
    membership,
    presses,
    private_commands,
    reactions,
    refusing,
    settings_chat,
    setup,
    welcome,
)
from minutebook.handlers.events import (
    GroupMessage,
    MembersChanged,
    Migrated,
    OwnStatusChanged,
    PollClosed,
    Press,
    PrivateMessage,
    Reaction,
    TitleChanged,
)
from minutebook.handlers.house import House, Turn
from minutebook.handlers.parse import parse
from minutebook.storage import carrying, memory, outbox, people, records
from minutebook.storage.store import Tx

COMMANDS = frozenset(
    {"setup", "record", "agenda", "help", "start", "privacy", "council", "claim"}
    | set(settings_chat.COMMANDS)
    | set(private_commands.COMMANDS)
)
"""The commands that are ours."""


async def lane_of(house: House, update: telegram.Update) -> Hashable:
    """Return the lane an update goes in: its council's, or its chat's where there is none.

    What somebody does in private goes in the lane of the council they serve, if they serve one.
    """
    chat = update.effective_chat
    if chat is None:
        return await _lane_of_poll(house, update.poll) if update.poll else "elsewhere"
    if chat.type == telegram.constants.ChatType.PRIVATE:
        known = await house.directory.councils_of(chat.id)
        return known[0].council.id if len(known) == 1 else ("private", chat.id)
    return await house.directory.council_of(chat.id) or ("chat", chat.id)


async def _lane_of_poll(house: House, poll: telegram.Poll) -> Hashable:
    """Return the lane in which a poll was first taken in: its totals come after it, and after who recorded it."""
    async with house.store.read() as tx:
        carriers = await _carriers(tx, poll.id)
    council = await house.directory.council_of(carriers[0].chat_id) if carriers else None
    return council or "polls"


async def _carriers(tx: Tx, poll_id: str) -> list[Message]:
    """Return every message that carries a poll, from the short memory or else from the record, the first said first."""
    known = [*await carrying.by_poll(tx, poll_id), *await memory.by_poll(tx, poll_id)]
    # The short memory has what it has as it stands now.
    return sorted({message.key: message for message in known}.values(), key=lambda message: message.sent_at)


async def is_chatter(house: House, update: telegram.Update) -> bool:
    """Whether an update is ordinary talk in a council's group, which may be taken in with what is said next to it."""
    message = update.message or update.edited_message
    if message is None or message.chat.type == telegram.constants.ChatType.PRIVATE:
        return False
    if message.entities and message.entities[0].type == telegram.MessageEntity.BOT_COMMAND:
        return False
    if await house.directory.council_of(message.chat.id) is None:
        return False
    # Service messages and the like have a turn of their own: a run is one transaction or none.
    return isinstance(parse(update, house.me.username), GroupMessage)


async def handle_chatter(house: House, updates: Sequence[telegram.Update]) -> None:
    """Take in a run of ordinary talk (`is_chatter`) of one council in one transaction."""
    turn = Turn(house, [update.update_id for update in updates])
    events = [parse(update, house.me.username) for update in updates]
    run = [event for event in events if isinstance(event, GroupMessage)]
    view = await house.directory.view_of_chat(run[0].chat_id) if run else None
    if view is not None:
        await listening.listen(turn, view, run)
    await turn.finish()


async def handle(house: House, update: telegram.Update) -> None:
    """Do what one update asks for."""
    turn = Turn(house, [update.update_id])
    event = parse(update, house.me.username)
    match event:
        case GroupMessage():
            await _in_group(turn, event)
        case PrivateMessage():
            await _in_private(turn, event)
        case Press():
            await presses.press(turn, event)
        case OwnStatusChanged():
            await membership.own_status_changed(turn, event)
        case Migrated():
            await membership.migrated(turn, event)
        case TitleChanged():
            await membership.title_changed(turn, event)
        case PollClosed():
            await _poll_closed(turn, event)
        case Reaction() | MembersChanged():
            await _in_known_group(turn, event)
    await turn.finish()


async def _in_known_group(turn: Turn, event: Reaction | MembersChanged) -> None:
    view = await turn.house.directory.view_of_chat(event.chat_id)
    if view is None:
        return
    if isinstance(event, Reaction):
        await reactions.react(turn, view, event)
    else:
        await membership.members_changed(turn, view, event)


async def _in_group(turn: Turn, item: GroupMessage) -> None:
    """Commands in a group. In one that is not set up, only /setup is answered."""
    view = await turn.house.directory.view_of_chat(item.chat_id)
    command = item.command
    if command is not None and command.name == "setup":
        await setup.setup(turn, view, item, command.value)
        return
    if view is None:
        return
    if command is None or command.name not in COMMANDS:
        # A slash does not make it ours: what is said to another bot, or to none, is said in the group all the same.
        await listening.listen(turn, view, [item])
        return
    if item.message.sender.kind is not SenderKind.PERSON:
        if command.name in (*settings_chat.COMMANDS, "record", "agenda"):
            async with turn.change() as tx:
                await answers.reply(tx, turn, view, item.message, "anonymous")
        return
    await _command(turn, view, item, command.name, command.words)


async def _command(turn: Turn, view: CouncilView, item: GroupMessage, name: str, words: str) -> None:
    asking = answers.person_of(item.message)
    if not await access.belongs(turn.house, view, item.chat_id, asking):
        async with turn.change() as tx:
            await answers.reply(tx, turn, view, item.message, "press.not_member", council=view.council.name)
        return
    match name:
        case "record":
            wanted = parse_wanted(words)
            if wanted is None:
                await capturing.by_command(turn, view, item, words)
            else:
                await capturing_talk.ask(turn, view, item, wanted)
        case "agenda":
            await agenda.by_command(turn, view, item, words)
        case "help" | "start":
            await welcome.help_in_group(turn, view, item)
        case "privacy":
            await welcome.privacy_in_group(turn, view, item)
        case _ if name in settings_chat.COMMANDS:
            await settings_chat.in_group(turn, view, item, name, item.command.value if item.command else "")
        case _ if name in private_commands.COMMANDS or name in ("council", "claim"):
            async with turn.change() as tx:
                phrase = refusing.in_group(turn.house, view, asking, name)
                await answers.reply(tx, turn, view, item.message, phrase, command=name)
    current = await turn.house.directory.view(view.council.id)
    if not turn.house.is_noted(current, asking):
        async with turn.house.store.change() as tx:
            await turn.house.note_people(tx, current, item.chat_id, [asking], turn.now)


async def _in_private(turn: Turn, event: PrivateMessage) -> None:
    """What somebody says to the bot in private."""
    house = turn.house
    await _note_open(turn, event)
    await access.look_up(house, event.person, turn.now)
    command = event.command
    if event.forwarded is not None:
        await capturing_forward.forwarded(turn, event, event.forwarded)
        return
    match command.name if command else None:
        case "start":
            await welcome.start(turn, event, command.words if command else "")
        case "help":
            await welcome.help_in_private(turn, event)
        case "privacy":
            await welcome.privacy_in_private(turn, event)
        case "claim":
            await welcome.claim(turn, event, command.value if command else "")
        case "council":
            _, known = await choosing.chosen_council(house, event.person.id)
            await choosing.forget_choice(turn, event, known)
        case name if name in private_commands.COMMANDS:
            await _about_a_council(turn, event)
        case _:
            await _not_understood(turn, event)


async def _note_open(turn: Turn, event: PrivateMessage) -> None:
    """Whoever writes in private can be written to."""
    person = event.person
    if turn.house.seen.get(person.id) == replace(person, private_open=True):
        return
    async with turn.house.store.change() as tx:
        await people.see(tx, person, turn.now)
        await people.set_private(tx, person.id, is_open=True)
        await outbox.reopen(tx, person.id, turn.now)
    turn.house.seen[person.id] = replace(person, private_open=True)


async def _about_a_council(turn: Turn, event: PrivateMessage) -> None:
    view, known = await choosing.chosen_council(turn.house, event.person.id)
    if view is not None:
        key = f"answer:{event.chat_id}:{event.message_id}"
        await private_commands.run(turn, view, event, key=key)
    elif known:
        await choosing.ask(turn, event, known)
    else:
        await _say(turn, event, refusing.without_council(turn.house, event.person))


async def _not_understood(turn: Turn, event: PrivateMessage) -> None:
    if event.command is not None and event.command.name in ("record", "agenda", "setup"):
        name = event.command.name
        await _say(turn, event, refusing.in_private(turn.house, event.person, name), command=name)
    elif event.command is not None and event.command.name:
        await _no_such_command(turn, event, event.command.name)
    else:
        await _say(turn, event, "not_understood")


async def _no_such_command(turn: Turn, event: PrivateMessage, name: str) -> None:
    meant = refusing.meant(name)
    if meant:
        await _say(turn, event, "no_such_command_but", command=name, meant=meant)
    else:
        await _say(turn, event, "no_such_command", command=name)


async def _say(turn: Turn, event: PrivateMessage, phrase: str, **facts: object) -> None:
    async with turn.change() as tx:
        await answers.tell(
            tx,
            turn,
            event.person.id,
            turn.house.wording.say(phrase, **facts),
            key=f"answer:{event.chat_id}:{event.message_id}",
            council_id=None,
        )


async def _poll_closed(turn: Turn, event: PollClosed) -> None:
    """A councillor's poll was stopped: its totals belong to each message that carries it, and to its record."""
    async with turn.change() as tx:
        for message in await _carriers(tx, event.poll_id):
            view = await turn.house.directory.view_of_chat(message.chat_id)
            if view is None or message.poll is None:
                continue
            poll = replace(message.poll, closed=True, counts=event.counts)
            counted = replace(message, poll=poll, other=poll.line, edited_at=turn.now)
            if await memory.get(tx, *message.key):
                await memory.edit(tx, view.council.id, counted)
            at, salt, zone = turn.now, turn.house.salt, view.council.settings.zone
            await records.add_version(tx, counted, at=at, salt=salt)
            await records.add_member_version(tx, counted, zone, at=at, salt=salt)
            await agreeing.check_poll(tx, turn, view, counted)
