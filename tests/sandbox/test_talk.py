"""What messages look like to a bot: replies, topics, albums, identities, forwards, migration."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from minutebook.sandbox.errors import SandboxRefusal
from minutebook.sandbox.wire import Json, Obj

if TYPE_CHECKING:
    from tests.sandbox.conftest import Caller, Clock, Council


def part(value: Json, *path: str) -> Json:
    """What stands at a path in JSON; None if there is nothing."""
    for name in path:
        if not isinstance(value, dict):
            return None
        value = value.get(name)
    return value


def last(council: Council, back: int = 1) -> Obj:
    """The message of the newest update, or of one before."""
    update: Obj = json.loads(council.bot.queue.batch()[-back])
    found = update.get("message") or update.get("edited_message")
    assert isinstance(found, dict)
    return found


@pytest.fixture(autouse=True)
def _admin(council: Council) -> None:
    """The bot administers the group, and so sees all of it."""
    council.world.promote(council.group, council.bot)


def test_a_reply_shows_one_level(council: Council) -> None:
    """The message answered is shown whole, but not what it answered itself."""
    first = council.world.say(council.ann, council.group, "One")
    second = council.world.say(council.bob, council.group, "Two", reply_to=first)
    council.world.say(council.ann, council.group, "Three", reply_to=second)
    shown = last(council)
    assert part(shown, "reply_to_message", "text") == "Two"
    assert part(shown, "reply_to_message", "reply_to_message") is None


def test_a_reply_to_what_is_deleted_shows_nothing(council: Council) -> None:
    """A deleted original is left out."""
    first = council.world.say(council.ann, council.group, "One")
    council.world.delete(council.ann, first)
    council.world.say(council.bob, council.group, "Two", reply_to=first)
    assert "reply_to_message" not in last(council)


async def test_a_bots_reply_reads_back_what_it_never_saw(council: Council, api: Caller) -> None:
    """The answer to a reply carries the original, though the bot came later than it."""
    group = council.world.add_group("Lenham", council.ann)
    said = council.world.say(council.ann, group, "Long ago")
    council.world.add_bot_to(group, council.bot, council.ann)
    sent = await api.message(
        "sendMessage", chat_id=group.id, text="Noted", reply_parameters={"message_id": said.id}
    )
    assert part(sent, "reply_to_message", "text") == "Long ago"


def test_a_reply_to_another_chat_carries_no_words(council: Council) -> None:
    """It is an external reply: origin and ids, and only the quoted words."""
    other = council.world.add_group("Elsewhere", council.ann)
    said = council.world.say(council.ann, other, "The price is £900")
    council.world.say(council.ann, council.group, "See", reply_to=said, quote="£900")
    shown = last(council)
    assert "reply_to_message" not in shown
    assert part(shown, "external_reply", "message_id") == said.id
    assert "text" not in dict(shown["external_reply"])  # type: ignore[arg-type]
    assert part(shown, "quote", "position") == 13


def test_in_a_topic_what_answers_nothing_answers_the_topic(council: Council) -> None:
    """In a topic every message has a thread; one that is no reply is shown as answering its root."""
    forum = council.world.add_group("Forum", council.ann, forum=True)
    council.world.add_bot_to(forum, council.bot, council.ann)
    council.world.promote(forum, council.bot)
    topic = council.world.add_topic(forum, "Planning", council.ann)
    council.world.say(council.ann, forum, "Application 12", topic=topic)
    shown = last(council)
    assert (shown["message_thread_id"], shown["is_topic_message"]) == (topic.id, True)
    assert part(shown, "reply_to_message", "forum_topic_created", "name") == "Planning"
    said = forum.messages[topic.id + 1]
    council.world.say(council.ann, forum, "Agreed", reply_to=said)
    assert last(council)["message_thread_id"] == topic.id
    assert part(last(council), "reply_to_message", "text") == "Application 12"


def test_general_has_no_thread(council: Council) -> None:
    """Messages in a forum's General topic carry no thread id and no implicit reply."""
    forum = council.world.add_group("Forum", council.ann, forum=True)
    council.world.add_bot_to(forum, council.bot, council.ann)
    council.world.promote(forum, council.bot)
    council.world.say(council.ann, forum, "Good evening")
    assert not {"message_thread_id", "is_topic_message", "reply_to_message"} & set(last(council))


async def test_a_bots_reply_stays_in_the_topic(council: Council, api: Caller) -> None:
    """A bot that replies in a topic need not name it."""
    forum = council.world.add_group("Forum", council.ann, forum=True)
    council.world.add_bot_to(forum, council.bot, council.ann)
    topic = council.world.add_topic(forum, "Planning", council.ann)
    said = council.world.say(council.ann, forum, "Application 12", topic=topic)
    sent = await api.message(
        "sendMessage", chat_id=forum.id, text="Noted", reply_parameters={"message_id": said.id}
    )
    assert sent["message_thread_id"] == topic.id


def test_a_thread_of_replies_has_an_id_outside_forums(council: Council) -> None:
    """In a plain supergroup a reply carries the id of the message its thread began with."""
    first = council.world.say(council.ann, council.group, "One")
    second = council.world.say(council.bob, council.group, "Two", reply_to=first)
    council.world.say(council.ann, council.group, "Three", reply_to=second)
    assert last(council)["message_thread_id"] == first.id
    assert "is_topic_message" not in last(council)


def test_an_album_is_separate_messages(council: Council) -> None:
    """Items share a media group id; the caption is on the first; nothing marks the end."""
    council.world.album(council.ann, council.group, [("a.jpg", b"1"), ("b.jpg", b"2")], "Views")
    first, second = last(council, 2), last(council)
    assert first["media_group_id"] == second["media_group_id"]
    assert (first.get("caption"), second.get("caption")) == ("Views", None)


async def test_a_reaction_on_an_album_lands_on_its_first_item(council: Council, api: Caller) -> None:
    """A bot's reaction on any item is set on the first."""
    items = council.world.album(council.ann, council.group, [("a.jpg", b"1"), ("b.jpg", b"2")])
    await api.ok(
        "setMessageReaction",
        chat_id=council.group.id,
        message_id=items[1].id,
        reaction=[{"type": "emoji", "emoji": "✍"}],
    )
    assert council.world.bot_reactions(items[0]) == ["✍"]


def test_an_anonymous_administrator_appears_as_the_group(council: Council) -> None:
    """The sender is the stand-in, the sender chat the group, the signature the title."""
    council.world.promote(council.group, council.ann, anonymous=True, title="Chair")
    said = council.world.say(council.ann, council.group, "Order")
    shown = last(council)
    assert part(shown, "from", "id") == 1087968824
    assert part(shown, "sender_chat", "id") == council.group.id
    assert shown["author_signature"] == "Chair"
    council.bot.queue.allow(["message_reaction"])
    council.world.react(council.ann, said, "👍")
    update = json.loads(council.bot.queue.batch()[-1])
    assert part(update, "message_reaction", "actor_chat", "id") == council.group.id
    assert part(update, "message_reaction", "user") is None


def test_a_channels_words_name_its_stand_in(council: Council) -> None:
    """Posting as a channel, or its automatic forward, names the two stand-ins."""
    channel = council.world.add_channel("News")
    council.world.say(council.bob, council.group, "x", as_channel=channel)
    assert part(last(council), "from", "id") == 136817688
    council.world.channel_post(channel, council.group, "y")
    assert part(last(council), "from", "id") == 777000
    assert last(council)["is_automatic_forward"] is True


def test_a_hidden_forward_has_a_name_and_no_id(council: Council) -> None:
    """Who hides their forwards is named without an id."""
    council.bob.hides_forwards = True
    said = council.world.say(council.bob, council.group, "x")
    council.world.say(council.ann, council.group, "", forward_of=said)
    origin = last(council)["forward_origin"]
    assert part(origin, "sender_user_name") == "Bob"
    assert part(origin, "sender_user") is None


def test_a_migration_tells_both_chats_and_restarts_ids(council: Council) -> None:
    """One service message in each chat names the other; ids begin at 1 again."""
    old = council.world.add_group("Small", council.ann, council.bob, kind="group")
    council.world.add_bot_to(old, council.bot, council.ann)
    new = council.world.migrate(old)
    assert last(council, 2)["migrate_to_chat_id"] == new.id
    assert last(council)["migrate_from_chat_id"] == old.id
    assert last(council)["message_id"] == 1
    with pytest.raises(SandboxRefusal, match="upgraded"):
        council.world.say(council.ann, old, "Anyone?")
    assert council.world.say(council.bob, new, "Here").id == 2


def test_an_edit_brings_the_new_words_only(council: Council) -> None:
    """``edited_message`` has the new text and the time of the edit."""
    said = council.world.say(council.ann, council.group, "Yes")
    council.clock.forward(minutes=5)
    council.world.edit(council.ann, said, "No")
    shown = last(council)
    assert shown["text"] == "No"
    assert int(str(shown["edit_date"])) - int(str(shown["date"])) == 300


def test_people_are_refused_what_the_apps_refuse(council: Council, clock: Clock) -> None:
    """Editing after 48 h, writing unseen, reacting off the list: each is a named refusal."""
    world, group = council.world, council.group
    said = world.say(council.bob, group, "x")
    clock.forward(hours=49)
    stranger = world.add_person("Stranger")
    with pytest.raises(SandboxRefusal, match="48 hours"):
        world.edit(council.bob, said, "y")
    with pytest.raises(SandboxRefusal, match="not in the group"):
        world.say(stranger, group, "x")
    with pytest.raises(SandboxRefusal, match="not among"):
        world.react(council.bob, said, "✅")
    with pytest.raises(SandboxRefusal, match="Premium"):
        world.react(council.bob, said, "👍", "👎")
    with pytest.raises(SandboxRefusal, match="Press Start"):
        world.say(council.bob, world.private_chat(council.bob, council.bot), "x")
    with pytest.raises(SandboxRefusal, match="administrator"):
        world.delete(council.bob, world.say(council.ann, group, "x"))


async def test_only_its_receiver_sees_an_ephemeral_message(council: Council, api: Caller) -> None:
    """An administrator bot's ephemeral message is seen by one person and is in nobody's history."""
    to: Obj = {"receiver_user_id": council.bob.id}
    sent = await api.message(
        "sendMessage", chat_id=council.group.id, text="Psst", ephemeral_message_parameters=to
    )
    assert (sent["message_id"], sent["ephemeral_message_id"]) == (0, 1)
    seen = [m.text for m in council.world.visible_messages(council.group, council.bob)]
    assert seen[-1] == "Psst"
    assert "Psst" not in [m.text for m in council.world.visible_messages(council.group, council.ann)]
    assert "Psst" not in [m.text for m in council.world.history(council.group)]


async def test_a_plain_member_may_whisper_after_a_press(council: Council, api: Caller) -> None:
    """Within 15 s of a person's press a bot that is no administrator may write to them alone."""
    rows: Json = {"inline_keyboard": [[{"text": "Yes", "callback_data": "y"}]]}
    await api.ok("sendMessage", chat_id=council.group.id, text="?", reply_markup=rows)
    council.world.demote(council.group, council.bot)
    press = council.world.press(council.bob, council.world.history(council.group)[-1], "Yes")
    to: Obj = {"receiver_user_id": council.bob.id, "callback_query_id": press.id}
    call: Obj = {"chat_id": council.group.id, "text": "Psst", "ephemeral_message_parameters": to}
    await api.ok("sendMessage", **call)
    council.clock.forward(seconds=16)
    assert (await api.refused("sendMessage", **call))[0] == 400


async def test_a_press_gets_its_answer(council: Council, api: Caller) -> None:
    """Only the person who pressed is shown the bot's answer."""
    rows: Json = {"inline_keyboard": [[{"text": "Yes", "callback_data": "y"}]]}
    await api.ok("sendMessage", chat_id=council.group.id, text="?", reply_markup=rows)
    press = council.world.press(council.bob, council.world.history(council.group)[-1], "y")
    await api.ok("answerCallbackQuery", callback_query_id=press.id, text="Done", show_alert=True)
    answer = await press.wait()
    assert (answer.text, answer.alert) == ("Done", True)


async def test_menus_go_by_the_narrowest_scope(council: Council, api: Caller) -> None:
    """A person's own menu comes before the administrators', theirs before the group's, then the default."""
    world, group = council.world, council.group

    async def menu(name: str, **scope: Json) -> None:
        await api.ok("setMyCommands", commands=[{"command": name, "description": "x"}], scope=scope)

    def shown(who: str) -> str:
        person = council.ann if who == "ann" else council.bob
        return world.menu_for(person, group, council.bot)[0].command

    await menu("default", type="default")
    await menu("groups", type="all_group_chats")
    assert (shown("ann"), shown("bob")) == ("groups", "groups")
    await menu("admins", type="chat_administrators", chat_id=group.id)
    await menu("bobs", type="chat_member", chat_id=group.id, user_id=council.bob.id)
    assert (shown("ann"), shown("bob")) == ("admins", "bobs")
    world.start(council.ann, council.bot)
    private = world.private_chat(council.ann, council.bot)
    assert world.menu_for(council.ann, private, council.bot)[0].command == "default"
