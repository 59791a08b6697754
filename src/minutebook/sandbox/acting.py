"""What people do to messages that are there: edit, delete, react, vote, press."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from minutebook.sandbox import deliver, entities
from minutebook.sandbox.chats import Group
from minutebook.sandbox.errors import SandboxRefusal
from minutebook.sandbox.messages import Message, Press, Reaction
from minutebook.sandbox.people import Bot, Person
from minutebook.sandbox.state import State

EDITABLE_FOR = timedelta(hours=48)
ALLOWED_EMOJI = (
    "❤ 👍 👎 🔥 🥰 👏 😁 🤔 🤯 😱 🤬 😢 🎉 🤩 🤮 💩 🙏 👌 🕊 🤡 🥱 🥴 😍 🐳 ❤‍🔥 🌚 🌭 💯 🤣 ⚡ 🍌 🏆 💔 🤨 😐 🍓 🍾"
    " 💋 🖕 😈 😴 😭 🤓 👻 👨‍💻 👀 🎃 🙈 😇 😨 🤝 ✍ 🤗 🫡 🎅 🎄 ☃ 💅 🤪 🗿 🆒 💘 🙉 🦄 😘 💊 🙊 😎 👾 🤷‍♂ 🤷 🤷‍♀ 😡"
)
EMOJI = frozenset(ALLOWED_EMOJI.split())
AT_ONCE, AT_ONCE_PREMIUM = 1, 3


def edit(state: State, person: Person, message: Message, text: str) -> Message:
    """Change the text or caption; the same words again change nothing and tell nobody.

    Raises:
        SandboxRefusal: not one's own, forwarded, a service message or a poll, or older than 48 h.
    """
    if message.author is not person or message.origin is not None or message.deleted:
        raise SandboxRefusal("Only one's own messages can be edited.")
    if message.service is not None or message.poll is not None or message.location is not None:
        raise SandboxRefusal("That kind of message cannot be edited.")
    if state.now() - message.date > EDITABLE_FOR and not _unlimited(person, message):
        raise SandboxRefusal("A message can be edited for 48 hours.")
    if message.attachment is None and not text.strip():
        raise SandboxRefusal("An empty message cannot be sent.")
    if text == message.text:
        return message
    message.text, message.entities = text, entities.find(text)
    message.edited = state.now()
    deliver.message(state, message)
    return message


def _unlimited(person: Person, message: Message) -> bool:
    """Members with the right to pin, here the administrators of a supergroup, edit without limit."""
    chat = message.chat
    if not isinstance(chat, Group) or chat.kind != "supergroup":
        return False
    member = chat.member(person.id)
    return member is not None and member.admin


def delete(state: State, person: Person, message: Message) -> None:
    """Take a message down. No update says so.

    Raises:
        SandboxRefusal: somebody else's, and the person is no administrator.
    """
    chat = message.chat
    if isinstance(chat, Group) and message.author is not person:
        member = chat.member(person.id)
        if member is None or not member.admin:
            raise SandboxRefusal("Only an administrator can delete other people's messages.")
    message.deleted = True
    state.touch()


def plain(emoji: str) -> str:
    """An emoji as updates carry it: without variation selectors."""
    return emoji.replace("\ufe0f", "").replace("\ufe0e", "")


def react(state: State, person: Person, message: Message, given: Sequence[str | Reaction]) -> None:
    """Set a person's reactions on a message.

    Raises:
        SandboxRefusal: not in the chat, no such message, too many, or not an emoji allowed there.
    """
    _must_see(person, message)
    if message.deleted or message.service is not None or message.ephemeral_id is not None:
        raise SandboxRefusal("That message takes no reactions.")
    new = tuple(r if isinstance(r, Reaction) else Reaction("emoji", plain(r)) for r in given)
    if len(new) > (AT_ONCE_PREMIUM if person.premium else AT_ONCE):
        raise SandboxRefusal("One reaction at a time (three with Premium).")
    for reaction in new:
        _check_allowed(person, message, reaction)
    actor = _actor(person, message)
    old = message.reactions.get(actor, ())
    if old == new:
        return
    if new:
        message.reactions[actor] = new
    else:
        message.reactions.pop(actor, None)
    if message.automatic:
        deliver.reaction_count(state, message)
    else:
        deliver.reaction(state, message, person, old, new)


def _actor(person: Person, message: Message) -> int:
    """Whose reaction it counts as: the group's, if the person is an anonymous administrator."""
    chat = message.chat
    member = chat.member(person.id) if isinstance(chat, Group) else None
    return chat.id if member is not None and member.admin and member.anonymous else person.id


def _check_allowed(person: Person, message: Message, reaction: Reaction) -> None:
    chat = message.chat
    if reaction.kind == "custom_emoji":
        if not person.premium:
            raise SandboxRefusal("Custom emoji are for Premium users.")
        return
    if reaction.value not in EMOJI:
        raise SandboxRefusal(f"{reaction.value} is not among Telegram's reactions.")
    allowed = chat.available_reactions if isinstance(chat, Group) else None
    if allowed is not None and reaction.value not in allowed:
        raise SandboxRefusal(f"This group does not allow {reaction.value}.")


def _must_see(person: Person, message: Message) -> None:
    chat = message.chat
    seen = chat.member(person.id) is not None if isinstance(chat, Group) else chat.person is person
    if not seen or (message.receiver is not None and message.receiver is not person):
        raise SandboxRefusal(f"{person.name} does not see that message.")


def vote(state: State, person: Person, message: Message, option: int | None) -> None:
    """Choose one option in place of the choice before, or take it back.

    Raises:
        SandboxRefusal: no poll, closed, no such option, or not in the chat.
    """
    _must_see(person, message)
    poll = message.poll
    if poll is None or poll.closed or message.deleted:
        raise SandboxRefusal("There is no open poll there.")
    if option is not None and not 0 <= option < len(poll.options):
        raise SandboxRefusal("The poll has no such option.")
    for each in poll.options:
        if person.id in each.voters:
            each.voters.remove(person.id)
    if option is not None:
        poll.options[option].voters.append(person.id)
    home = state.polls.get(poll.id, message)
    deliver.poll_answer(state, home, person)
    if isinstance(home.author, Bot):
        deliver.poll_state(state, home)
    state.touch()


def stop_poll(state: State, person: Person, message: Message) -> None:
    """Close one's own poll.

    Raises:
        SandboxRefusal: no poll, closed already, or somebody else's.
    """
    if message.poll is None or message.poll.closed or message.author is not person:
        raise SandboxRefusal("Only one's own open poll can be stopped.")
    message.poll.closed = True
    deliver.poll_state(state, message)


def press(state: State, person: Person, message: Message, label: str) -> Press:
    """Press a button, by its label or its data.

    Raises:
        SandboxRefusal: no such button, it opens a link, or the message is not seen.
    """
    _must_see(person, message)
    button = message.button(label)
    if button is None or message.deleted:
        raise SandboxRefusal(f"There is no button {label!r} on that message.")
    if button.data is None:
        raise SandboxRefusal(f"The button {label!r} opens a link.")
    assert isinstance(message.author, Bot)
    number = str(4_000_000_000_000_000_000 + state.new_id("press"))
    made = Press(number, person, message, button.data, state.now(), message.author)
    state.presses[number] = made
    deliver.press(state, made)
    return made
