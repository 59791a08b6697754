"""The world as one person sees it, as the JSON the chat page draws.

The whole view is sent each time: a council's chat is small, and the page finds out for itself what
is new. What somebody else can see privately is never in it, only how many messages wait for them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import datetime

from minutebook.sandbox.cast import Cast, Part
from minutebook.sandbox.chats import Chat, Group, PrivateChat
from minutebook.sandbox.evening import Evening, count_from
from minutebook.sandbox.messages import Attachment, Entity, Message, Poll
from minutebook.sandbox.people import Bot, Person
from minutebook.sandbox.wire import Json, Obj, dump
from minutebook.sandbox.world import World

TINTS = 8
NEWEST = 300
SNIPPET = 140
ZONE = "Europe/London"
PHOTOS = ("image/png", "image/jpeg", "image/gif", "image/webp")


def view(world: World, cast: Cast, evening: Evening, viewer: Person) -> Obj:
    """Everything the page draws for this viewer, with ``print``, a fingerprint of it.

    The fingerprint leaves out the time and the version, so that what would look the same can be
    told from what would not.
    """
    drawn: Obj = {
        "as": viewer.id,
        "zone": ZONE,
        "bot": {"id": cast.bot.id, "name": cast.bot.name, "username": cast.bot.username},
        "people": [_person(world, cast, part) for part in cast.parts],
        "chats": {
            "group": _group(world, cast, viewer),
            "private": _private(world, cast, viewer),
        },
        "evening": evening_state(evening),
    }
    digest = hashlib.sha256(dump(drawn)).hexdigest()[:16]
    return {**drawn, "print": digest, "version": world.version, "now": _time(world.now())}


def evening_state(evening: Evening) -> Obj:
    """How far the evening is, and what to look at."""
    look, actor, people = evening.look_as, evening.actor, evening.cast.people
    return {
        "walk": evening.walk.name,
        "walks": {walk.name: {"done": walk.done, "total": walk.total} for walk in evening.walks.values()},
        "done": evening.done,
        "total": evening.total,
        "busy": evening.playing.locked(),
        "caption": evening.caption,
        "actor": people[actor.key].id if actor else None,
        "look_as": (
            {"id": people[look.key].id, "name": people[look.key].name, "chat": evening.look_in}
            if look
            else None
        ),
        "morning": evening.morning_came,
    }


def key_of(message: Message) -> str:
    """What the page calls a message: an ephemeral one has no message id of its own."""
    return f"e{message.ephemeral_id}" if message.ephemeral_id is not None else f"m{message.id}"


def initials(name: str) -> str:
    """At most two letters for somebody's round mark; "Cllr" is not part of a name."""
    words = [word for word in name.split() if word.rstrip(".").lower() not in ("cllr", "councillor")]
    return "".join(word[0] for word in (words[:1] + words[-1:] if len(words) > 1 else words)).upper() or "?"


def _person(world: World, cast: Cast, part: Part) -> Obj:
    person = cast.people[part.key]
    private = world.private_chat(person, cast.bot)
    return {
        **_account(cast, person.id, person.name, is_bot=False),
        "role": part.role,
        "inbox": count_from(cast.bot, world, private, person),
    }


def _account(cast: Cast, account_id: int, name: str, *, is_bot: bool) -> Obj:
    part = cast.part_of(account_id)
    tint: Json = "bot" if is_bot else (cast.parts.index(part) if part else account_id) % TINTS
    return {
        "id": account_id,
        "name": name,
        "initials": initials(name),
        "tint": tint,
        "bot": is_bot,
        "role": part.role if part else None,
    }


def _group(world: World, cast: Cast, viewer: Person) -> Obj:
    group = cast.group
    inside = group.member(viewer.id) is not None
    seen = world.visible_messages(group, viewer) if inside else []
    return {
        "title": group.title,
        "initials": initials(group.title),
        "members": len(group.present),
        "open": inside,
        "state": "open" if inside else "outside",
        "count": len(seen),
        "menu": _menu(world, cast.bot, group, viewer) if inside else [],
        "messages": _messages(world, cast, seen, viewer),
    }


def _private(world: World, cast: Cast, viewer: Person) -> Obj:
    chat: PrivateChat = world.private_chat(viewer, cast.bot)
    state = "blocked" if chat.blocked else "open" if chat.started else "unopened"
    seen = world.visible_messages(chat, viewer)
    return {
        "title": cast.bot.name,
        "description": cast.bot.description,
        "open": state == "open",
        "state": state,
        "count": len(seen),
        "menu": _menu(world, cast.bot, chat, viewer) if state == "open" else [],
        "messages": _messages(world, cast, seen, viewer),
    }


def _menu(world: World, bot: Bot, chat: Chat, viewer: Person) -> list[Json]:
    commands = world.menu_for(viewer, chat, bot)
    return [{"command": command.command, "description": command.description} for command in commands]


def _messages(world: World, cast: Cast, seen: Sequence[Message], viewer: Person) -> list[Json]:
    return [_message(world, cast, message, viewer) for message in seen[-NEWEST:]]


def _message(world: World, cast: Cast, message: Message, viewer: Person) -> Obj:
    base: Obj = {"key": key_of(message), "date": _time(message.date)}
    if message.service is not None:
        return {**base, "kind": "service", "text": message.service.sentence()}
    mine = message.author is viewer
    return {
        **base,
        "kind": "message",
        "from": _sender(cast, message),
        "mine": mine,
        "text": message.text,
        "entities": [_entity(entity) for entity in message.entities],
        "edited": message.edited is not None,
        "editable": mine and message.poll is None and message.origin is None,
        "deletable": mine,
        "stoppable": mine and message.poll is not None and not message.poll.closed,
        "protected": message.protected,
        "ephemeral": message.receiver is not None,
        "reply": _reply(cast, message.reply_to or message.external_reply),
        "reactions": _reactions(world, message, viewer),
        "keyboard": _keyboard(message),
        "poll": _poll(message.poll, viewer) if message.poll else None,
        "file": _file(message.attachment) if message.attachment else None,
    }


def _sender(cast: Cast, message: Message) -> Obj:
    """Whom a message shows as its sender: the group or channel it was sent as comes before the person."""
    if message.sender_chat is not None:
        return _account(cast, message.sender_chat.id, message.sender_chat.title, is_bot=False)
    is_bot = isinstance(message.author, Bot)
    return _account(cast, message.sender.id, message.sender.name, is_bot=is_bot)


def _reply(cast: Cast, original: Message | None) -> Obj | None:
    if original is None:
        return None
    sender = _sender(cast, original)
    about = original.text or (original.poll.question if original.poll else "")
    text = "Deleted message" if original.deleted else about
    return {"key": key_of(original), "name": sender["name"], "tint": sender["tint"], "text": text[:SNIPPET]}


def _entity(entity: Entity) -> Obj:
    shape: Obj = {"type": entity.type, "offset": entity.offset, "length": entity.length}
    return {**shape, "url": entity.url} if entity.url else shape


def _reactions(world: World, message: Message, viewer: Person) -> list[Json]:
    """One entry an emoji, in the order they came, with the names of those who set it."""
    actors: dict[str, list[int]] = {}
    for actor, reactions in message.reactions.items():
        for reaction in reactions:
            actors.setdefault(reaction.value if reaction.kind == "emoji" else "◆", []).append(actor)
    return [
        {
            "emoji": emoji,
            "names": [_name(world, actor) for actor in by],
            "mine": viewer.id in by,
            "bot": any(actor in world.bots for actor in by),
        }
        for emoji, by in actors.items()
    ]


def _name(world: World, account_id: int) -> str:
    found: Person | Bot | Group | None = (
        world.people.get(account_id) or world.bots.get(account_id) or world.groups.get(account_id)
    )
    if found is None:
        return "Somebody"
    return found.title if isinstance(found, Group) else found.name


def _keyboard(message: Message) -> Json:
    if not message.keyboard:
        return None
    return [
        [
            {"text": button.text, "url": button.url}
            if button.url
            else {"text": button.text, "id": button.data}
            for button in row
        ]
        for row in message.keyboard
    ]


def _poll(poll: Poll, viewer: Person) -> Obj:
    options: list[Json] = [
        {"text": option.text, "votes": len(option.voters), "mine": viewer.id in option.voters}
        for option in poll.options
    ]
    return {
        "question": poll.question,
        "options": options,
        "total": poll.total,
        "closed": poll.closed,
        "anonymous": poll.anonymous,
    }


def _file(file: Attachment) -> Obj:
    return {
        "name": file.file_name,
        "size": file.size,
        "photo": file.kind == "photo" and file.mime in PHOTOS,
        "url": f"/sandbox/file/{file.unique_id}",
    }


def _time(moment: datetime) -> str:
    return moment.isoformat().replace("+00:00", "Z")
