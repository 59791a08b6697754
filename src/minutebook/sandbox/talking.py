"""Saying things: how a message comes to stand in a chat, whoever sends it.

``post`` is the one way in, for people and bots alike; the functions before it are what people's
apps do with it, and refuse.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypedDict, Unpack

from minutebook.sandbox import deliver, entities, gates
from minutebook.sandbox.chats import Channel, Chat, Group, PrivateChat, Topic
from minutebook.sandbox.errors import SandboxRefusal
from minutebook.sandbox.messages import (
    Attachment,
    Contact,
    Entity,
    Keyboard,
    Location,
    Message,
    Origin,
    Poll,
    PollOption,
    Quote,
    Service,
)
from minutebook.sandbox.people import (
    ANONYMOUS_ADMIN,
    CHANNEL_IDENTITY,
    SERVICE_ACCOUNT,
    Account,
    Bot,
    Person,
)
from minutebook.sandbox.shapes import origin_of
from minutebook.sandbox.state import State


@dataclass(frozen=True, slots=True)
class Voice:
    """As whom a person speaks: themselves, the group, or a channel."""

    anonymous: bool = False
    as_channel: Channel | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """Where a message goes: the chat, the topic, what it answers, the words it picks out of that."""

    chat: Chat
    topic: Topic | None = None
    reply_to: Message | None = None
    quote: str | None = None


class Content(TypedDict, total=False):
    """What a message may hold; the fields of ``Message`` of the same names."""

    text: str
    entities: tuple[Entity, ...]
    attachment: Attachment | None
    origin: Origin | None
    automatic: bool
    media_group: str | None
    poll: Poll | None
    location: Location | None
    contact: Contact | None
    service: Service | None
    keyboard: Keyboard
    protected: bool


PLAIN = Voice()


def say(state: State, person: Person, where: Place, text: str, voice: Voice = PLAIN) -> Message:
    """Send a text of 1 to 4096 characters.

    Raises:
        SandboxRefusal: the person cannot write there, or the text is empty or too long.
    """
    if not text.strip():
        raise SandboxRefusal("An empty message cannot be sent.")
    if len(text) > 4096:
        raise SandboxRefusal("A message has at most 4096 characters.")
    check(person, where, voice)
    return post(state, person, where, voice, text=text, entities=entities.find(text))


def say_in_private(state: State, chat: PrivateChat, text: str) -> Message:
    """What Start sends, in a chat that has just been opened."""
    return say(state, chat.person, Place(chat), text)


def forward(state: State, person: Person, where: Place, original: Message, voice: Voice) -> Message:
    """Send on somebody's message.

    Raises:
        SandboxRefusal: it is protected, gone, or a service message.
    """
    if original.protected:
        raise SandboxRefusal("Forwarding is not allowed from there.")
    if original.deleted or original.service is not None:
        raise SandboxRefusal("That message cannot be forwarded.")
    check(person, where, voice)
    content = copied(original)
    content["origin"] = origin_of(original)
    return post(state, person, where, voice, **content)


def copied(original: Message) -> Content:
    """The content of a message, for a forward or a copy; a poll is the same poll."""
    return {
        "text": original.text,
        "entities": original.entities,
        "attachment": original.attachment,
        "poll": original.poll,
        "location": original.location,
        "contact": original.contact,
    }


def attach(
    state: State,
    person: Person,
    where: Place,
    file: Attachment,
    caption: str,
    *,
    media_group: str | None = None,
) -> Message:
    """Send a file with a caption of at most 1024 characters.

    Raises:
        SandboxRefusal: the person cannot write there, or the caption is too long.
    """
    if len(caption) > 1024:
        raise SandboxRefusal("A caption has at most 1024 characters.")
    check(person, where, PLAIN)
    found = entities.find(caption)
    return post(state, person, where, text=caption, entities=found, attachment=file, media_group=media_group)


def album(
    state: State,
    person: Person,
    chat: Chat,
    items: Sequence[tuple[str, bytes]],
    caption: str,
    *,
    photo: bool,
) -> list[Message]:
    """Send 2 to 10 files that belong together, each a message of its own."""
    if not 2 <= len(items) <= 10:
        raise SandboxRefusal("An album has 2 to 10 items.")
    group = str(13_000_000_000_000_000 + state.new_id("album"))
    sent = []
    for index, (name, content) in enumerate(items):
        file = state.new_file("photo" if photo else "document", name, content)
        words = "" if index else caption
        sent.append(attach(state, person, Place(chat), file, words, media_group=group))
    return sent


def share_location(state: State, person: Person, chat: Chat, latitude: float, longitude: float) -> Message:
    """Send a point on the map."""
    check(person, Place(chat), PLAIN)
    return post(state, person, Place(chat), location=Location(latitude, longitude))


def share_contact(state: State, person: Person, chat: Chat, phone_number: str, name: str) -> Message:
    """Send a telephone number."""
    check(person, Place(chat), PLAIN)
    first, _, last = name.partition(" ")
    return post(state, person, Place(chat), contact=Contact(phone_number, first, last or None))


def poll(
    state: State, person: Person, where: Place, question: str, options: Sequence[str], *, anonymous: bool
) -> Message:
    """Send a poll of 2 to 12 options."""
    check(person, where, PLAIN)
    if not 2 <= len(options) <= 12 or not question.strip():
        raise SandboxRefusal("A poll has a question and 2 to 12 options.")
    return post(state, person, where, poll=new_poll(state, question, options, anonymous=anonymous))


def new_poll(
    state: State, question: str, options: Sequence[str], *, anonymous: bool, multiple: bool = False
) -> Poll:
    """A poll with an id and options with theirs."""
    number = state.new_id("poll")
    made = [PollOption(text, f"{number}-{index}") for index, text in enumerate(options)]
    return Poll(str(5_000_000_000_000_000_000 + number), question, made, anonymous, multiple)


def channel_post(state: State, channel: Channel, group: Group, text: str) -> Message:
    """The automatic forward of a channel's post into its linked group."""
    first = Origin(None, channel, state.now(), message_id=state.new_id("post"))
    voice = Voice(as_channel=channel)
    creator = next(member.who for member in group.members.values() if member.status == "creator")
    content: Content = {"text": text, "entities": entities.find(text), "origin": first, "automatic": True}
    return post(state, creator, Place(group), voice, **content)


def add_topic(state: State, group: Group, name: str, by: Person) -> Topic:
    """Open a topic in a forum."""
    if not group.forum:
        raise SandboxRefusal("This group has no topics.")
    check(by, Place(group), PLAIN)
    made = post(state, by, Place(group), service=Service("forum_topic_created", name=name))
    return group.topics[made.id]


def close_topic(state: State, group: Group, topic: Topic, by: Person) -> Message:
    """Close a topic, as an administrator."""
    member = group.member(by.id)
    if member is None or not member.admin:
        raise SandboxRefusal("Only an administrator can close a topic.")
    topic.closed = True
    return post(state, by, Place(group, topic), service=Service("forum_topic_closed"))


def check(person: Person, where: Place, voice: Voice) -> None:
    """See that a person may write there in that voice.

    Raises:
        SandboxRefusal: they may not, and why.
    """
    chat = where.chat
    if isinstance(chat, PrivateChat):
        if chat.person is not person:
            raise SandboxRefusal("This is somebody else's private chat.")
        if chat.blocked or not chat.started:
            raise SandboxRefusal("Press Start first.")
        return
    if chat.migrated_to is not None:
        raise SandboxRefusal("This group was upgraded to a supergroup: write there.")
    member = chat.member(person.id)
    if member is None or chat.deleted:
        raise SandboxRefusal(f"{person.name} is not in the group.")
    if not gates.can_write(chat, person):
        raise SandboxRefusal(f"{person.name} may not send messages here.")
    if where.topic is not None and where.topic.closed and not member.admin:
        raise SandboxRefusal("This topic is closed.")
    if voice.anonymous and not member.admin:
        raise SandboxRefusal("Only an administrator can be anonymous.")


def post(
    state: State, author: Person | Bot, where: Place, voice: Voice = PLAIN, **content: Unpack[Content]
) -> Message:
    """Put a message into a chat and tell the bots that are told."""
    made = compose(state, author, where, voice, **content)
    made.id = state.new_message_id(made.chat)
    if made.service is not None and made.service.kind == "forum_topic_created":
        made.topic = made.id
    made.chat.messages[made.id] = made
    if isinstance(made.chat, Group):
        if made.topic == made.id and made.service is not None:
            made.chat.topics[made.id] = Topic(made.id, made.service.name or "")
        if isinstance(author, Bot):
            made.chat.last_bot = author
    if made.poll is not None and made.origin is None:
        state.polls[made.poll.id] = made
    deliver.message(state, made)
    return made


def compose(
    state: State, author: Person | Bot, where: Place, voice: Voice = PLAIN, **content: Unpack[Content]
) -> Message:
    """A message not yet in its chat: its sender, its place in the talk, and what it holds."""
    chat = where.chat
    sender, sender_chat, signature = _appearance(chat, author, voice)
    if content.get("automatic"):
        sender = SERVICE_ACCOUNT
    made = Message(chat, 0, author, sender, state.now(), **content)
    made.sender_chat, made.signature = sender_chat, signature
    made.order = state.new_id("order")
    made.protected = made.protected or (isinstance(chat, Group) and chat.protected)
    _connect(made, where)
    return made


def _appearance(
    chat: Chat, author: Person | Bot, voice: Voice
) -> tuple[Account, Group | Channel | None, str | None]:
    """Whom the message names: sender, chat it appears to come from, signature."""
    if voice.as_channel is not None:
        return CHANNEL_IDENTITY, voice.as_channel, None
    member = chat.member(author.id) if isinstance(chat, Group) else None
    if not isinstance(chat, Group) or member is None or not isinstance(author, Person):
        return author, None, None
    if member.admin and (member.anonymous or voice.anonymous):
        return ANONYMOUS_ADMIN, chat, member.title
    return author, None, None


def _connect(made: Message, where: Place) -> None:
    """Set what a message answers, its topic and its quote."""
    reply = where.reply_to
    made.topic = None if where.topic is None else where.topic.id
    if reply is None:
        return
    if reply.chat is not where.chat or (where.topic is not None and reply.topic != where.topic.id):
        made.external_reply = reply
    else:
        made.reply_to, made.topic = reply, reply.topic
        if isinstance(made.chat, Group) and made.chat.kind == "supergroup" and not made.chat.forum:
            made.thread_root = reply.thread_root or reply.id
    if where.quote is not None:
        at = reply.text.find(where.quote)
        if at < 0:
            raise SandboxRefusal("The words quoted are not in that message.")
        made.quote = Quote(where.quote, entities.utf16_length(reply.text[:at]))
