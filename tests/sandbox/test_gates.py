"""Which updates a bot gets, by its role and privacy mode at that moment."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from minutebook.sandbox.messages import Message, Reaction, Service
from minutebook.sandbox.posting import Place, post

if TYPE_CHECKING:
    from tests.sandbox.conftest import Clock, Council


def got(council: Council) -> list[str]:
    """The types of updates waiting, in order; they are then confirmed."""
    queue = council.bot.queue
    kinds = [body.split(b'"')[3].decode() for body in queue.batch()]
    queue.confirm(queue.created)
    return kinds


@pytest.fixture(autouse=True)
def _listening(council: Council) -> None:
    """The bot asks for every type, and has read what its coming made."""
    council.bot.queue.allow(
        [*council.bot.queue.allowed, "chat_member", "message_reaction", "message_reaction_count"]
    )
    got(council)


def test_privacy_mode_hides_ordinary_talk(council: Council) -> None:
    """A plain member in privacy mode does not get ordinary messages."""
    council.world.say(council.ann, council.group, "Good evening")
    assert got(council) == []


@pytest.mark.parametrize("text", ["/help@minutebook_bot", "please /help@Minutebook_Bot", "/help"])
def test_privacy_mode_lets_commands_through(text: str, council: Council) -> None:
    """Commands naming the bot, and bare ones where it is the only bot, reach it."""
    council.world.say(council.ann, council.group, text)
    assert got(council) == ["message"]


def test_a_command_for_another_bot_is_not_told(council: Council) -> None:
    """A command naming another bot does not reach this one."""
    council.world.say(council.ann, council.group, "/help@other_bot")
    assert got(council) == []


def test_a_bare_command_is_for_the_bot_that_posted_last(council: Council) -> None:
    """With two bots, a bare command reaches only the one that was last to post."""
    other = council.world.add_bot("77:other", "Other", "other_bot")
    council.world.add_bot_to(council.group, other, council.ann)
    got(council)
    council.world.say(council.ann, council.group, "/help")
    assert got(council) == []
    council.group.last_bot = council.bot
    council.world.say(council.ann, council.group, "/help")
    assert got(council) == ["message"]


def test_joining_is_told_in_privacy_mode(council: Council) -> None:
    """Service messages reach every bot."""
    council.world.join(council.world.add_person("Cat"), council.group)
    assert got(council) == ["message"]


def test_an_administrator_gets_everything(council: Council) -> None:
    """As an administrator the bot gets all messages, and no longer once it is demoted."""
    council.world.promote(council.group, council.bot)
    council.world.say(council.ann, council.group, "Good evening")
    assert got(council) == ["my_chat_member", "message"]
    council.world.demote(council.group, council.bot)
    council.world.say(council.ann, council.group, "Good evening")
    assert got(council) == ["my_chat_member"]


def test_privacy_mode_changes_only_on_adding_the_bot_again(council: Council) -> None:
    """BotFather's switch takes effect in a group when the bot is removed and added again."""
    council.bot.reads_all = True
    council.world.say(council.ann, council.group, "Good evening")
    assert got(council) == []
    council.world.remove_bot(council.group, council.bot, council.ann)
    council.world.add_bot_to(council.group, council.bot, council.ann)
    got(council)
    council.world.say(council.ann, council.group, "Good evening")
    assert got(council) == ["message"]


def test_other_bots_are_not_heard(council: Council) -> None:
    """A bot's message is not delivered to another bot, unless bot-to-bot mode is on."""
    council.world.promote(council.group, council.bot)
    other = council.world.add_bot("77:other", "Other", "other_bot")
    council.world.add_bot_to(council.group, other, council.ann)
    got(council)
    post(council.world.state, other, Place(council.group), text="beep")
    assert got(council) == []
    council.bot.hears_bots = True
    post(council.world.state, other, Place(council.group), text="beep")
    assert got(council) == ["message"]


def test_nothing_from_before_the_bot_came_is_told(council: Council) -> None:
    """An edit of a message older than the bot's coming is not delivered."""
    group = council.world.add_group("Lenham", council.ann)
    said = council.world.say(council.ann, group, "Old words")
    council.world.add_bot_to(group, council.bot, council.ann)
    council.world.promote(group, council.bot)
    got(council)
    council.world.edit(council.ann, said, "New words")
    assert got(council) == []


def test_reactions_are_for_administrators(council: Council) -> None:
    """A plain member is not told of reactions; an administrator is, with what was before and is now."""
    said = council.world.say(council.ann, council.group, "Good evening")
    council.world.react(council.bob, said, "👍")
    assert got(council) == []
    council.world.promote(council.group, council.bot)
    got(council)
    council.world.react(council.bob, said, "✍️")
    council.world.react(council.bob, said)
    assert got(council) == ["message_reaction", "message_reaction"]


def test_the_same_reaction_again_tells_nothing(council: Council) -> None:
    """Setting the reaction that is set already makes no update."""
    council.world.promote(council.group, council.bot)
    said = council.world.say(council.ann, council.group, "Good evening")
    council.world.react(council.bob, said, "👍")
    got(council)
    council.world.react(council.bob, said, "👍")
    assert got(council) == []


def test_premium_people_set_custom_emoji(council: Council) -> None:
    """A Premium user's custom emoji arrives by its id."""
    council.world.promote(council.group, council.bot)
    council.bob.premium = True
    said = council.world.say(council.ann, council.group, "Good evening")
    council.world.react(council.bob, said, "👍", Reaction.custom("5368324170671202286"))
    assert b'"custom_emoji_id":"5368324170671202286"' in council.bot.queue.batch()[-1]


def test_reactions_to_a_channels_post_come_as_totals(council: Council) -> None:
    """On an automatic forward from the linked channel reactions are counted, not attributed."""
    council.world.promote(council.group, council.bot)
    post = council.world.channel_post(council.world.add_channel("News"), council.group, "Bin day")
    got(council)
    council.world.react(council.bob, post, "👍")
    body = council.bot.queue.batch()[-1]
    assert b'"total_count":1' in body
    assert got(council) == ["message_reaction_count"]


def test_deletions_are_never_told(council: Council) -> None:
    """No update says that a message was deleted."""
    council.world.promote(council.group, council.bot)
    said = council.world.say(council.ann, council.group, "Good evening")
    got(council)
    council.world.delete(council.ann, said)
    assert got(council) == []


def test_others_standing_is_for_administrators(council: Council) -> None:
    """``chat_member`` comes only to an administrator bot; ``my_chat_member`` always."""
    council.world.promote(council.group, council.bob)
    assert got(council) == []
    council.world.promote(council.group, council.bot)
    council.world.demote(council.group, council.bob)
    assert got(council) == ["my_chat_member", "chat_member"]


def test_blocking_is_told(council: Council) -> None:
    """In a private chat the bot learns of a block and of its end, not of the chat's opening."""
    council.world.start(council.bob, council.bot)
    assert got(council) == ["message"]
    council.world.block(council.bob, council.bot)
    council.world.start(council.bob, council.bot)
    assert got(council) == ["my_chat_member", "my_chat_member", "message"]


def test_an_edit_to_the_same_words_tells_nothing(council: Council) -> None:
    """Only a change of words makes an ``edited_message``."""
    council.world.promote(council.group, council.bot)
    said: Message = council.world.say(council.ann, council.group, "Good evening")
    got(council)
    council.world.edit(council.ann, said, "Good evening")
    assert got(council) == []
    council.world.edit(council.ann, said, "Good night")
    assert got(council) == ["edited_message"]


def test_votes_on_a_persons_poll_are_not_told(council: Council) -> None:
    """The bot sees a person's poll, no votes on it, and its totals once it is stopped."""
    council.world.promote(council.group, council.bot)
    poll = council.world.poll(council.ann, council.group, "Shall we?", ["Yes", "No"])
    council.world.vote(council.bob, poll, 0)
    assert got(council) == ["my_chat_member", "message"]
    council.world.stop_poll(council.ann, poll)
    assert b'"voter_count":1' in council.bot.queue.batch()[-1]
    assert got(council) == ["poll"]


def test_an_edit_counts_its_day_from_the_edit(council: Council, clock: Clock) -> None:
    """An old message's edit is kept for 24 h from the edit."""
    council.world.promote(council.group, council.bot)
    said = council.world.say(council.ann, council.group, "Good evening")
    clock.forward(hours=30)
    got(council)
    council.world.edit(council.ann, said, "Good night")
    clock.forward(hours=23)
    assert got(council) == ["edited_message"]


def test_a_bot_never_hears_itself(council: Council) -> None:
    """Neither its own messages nor its own service messages come back, whatever its switches."""
    council.world.promote(council.group, council.bot)
    council.bot.hears_bots = True
    got(council)
    said = post(council.world.state, council.bot, Place(council.group), text="beep")
    post(
        council.world.state,
        council.bot,
        Place(council.group),
        service=Service("pinned_message", message=said),
    )
    assert got(council) == []
