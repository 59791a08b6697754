"""What people do to say something: text, files, albums, polls, forwards; and when they may not.

Each function checks what Telegram's apps check, raises ``SandboxRefusal`` with a sentence, and posts.
"""

from __future__ import annotations

from collections.abc import Sequence

from minutebook.sandbox import entities, gates
from minutebook.sandbox.chats import Channel, Chat, Group, PrivateChat, Topic
from minutebook.sandbox.errors import SandboxRefusal
from minutebook.sandbox.messages import (
    Attachment,
    Contact,
    Location,
    Message,
    Origin,
    Poll,
    PollOption,
    Service,
)
from minutebook.sandbox.origins import origin_of
from minutebook.sandbox.people import Person
from minutebook.sandbox.posting import PLAIN, Content, Place, Voice, post
from minutebook.sandbox.state import State


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
