"""Every refusal, by its code and in Telegram's exact words: one table."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

import pytest

from minutebook.sandbox.wire import Json, Obj

if TYPE_CHECKING:
    from tests.sandbox.conftest import Caller, Council

Step = tuple[str, Obj]
Scene = Callable[["Council", "Caller"], Awaitable[Step]]
SCENES: dict[str, tuple[Scene, int, str]] = {}
BAD = "Bad Request: "


def refused(words: str, code: int = 400, *, prefix: str = BAD) -> Callable[[Scene], Scene]:
    """Put a scene into the table: what it returns is called, and refused with these words."""

    def keep(scene: Scene) -> Scene:
        SCENES[scene.__name__] = (scene, code, prefix + words)
        return scene

    return keep


def forbidden(words: str) -> Callable[[Scene], Scene]:
    """The same, for a 403."""
    return refused(words, 403, prefix="Forbidden: ")


def to(council: Council, text: str = "Good evening", **more: Json) -> Step:
    """A sendMessage to the group."""
    return "sendMessage", {"chat_id": council.group.id, "text": text, **more}


@refused("chat_id is empty")
async def no_chat(council: Council, api: Caller) -> Step:
    return "sendMessage", {"text": "x"}


@refused("chat not found")
async def unknown_chat(council: Council, api: Caller) -> Step:
    return "sendMessage", {"chat_id": -999, "text": "x"}


@refused("chat not found")
async def person_never_met(council: Council, api: Caller) -> Step:
    return "sendMessage", {"chat_id": council.world.add_person("Stranger").id, "text": "x"}


@forbidden("bot can't initiate conversation with a user")
async def person_who_never_pressed_start(council: Council, api: Caller) -> Step:
    return "sendMessage", {"chat_id": council.bob.id, "text": "x"}


@forbidden("bot was blocked by the user")
async def person_who_blocked_the_bot(council: Council, api: Caller) -> Step:
    council.world.start(council.bob, council.bot)
    council.world.block(council.bob, council.bot)
    return "sendMessage", {"chat_id": council.bob.id, "text": "x"}


@forbidden("user is deactivated")
async def deleted_account(council: Council, api: Caller) -> Step:
    council.world.start(council.bob, council.bot)
    council.bob.deleted = True
    return "sendMessage", {"chat_id": council.bob.id, "text": "x"}


@forbidden("bot was kicked from the supergroup chat")
async def kicked(council: Council, api: Caller) -> Step:
    council.world.remove_bot(council.group, council.bot, council.ann)
    return to(council)


@forbidden("bot was kicked from the group chat")
async def kicked_from_a_basic_group(council: Council, api: Caller) -> Step:
    group = council.world.add_group("Small", council.ann, kind="group")
    council.world.add_bot_to(group, council.bot, council.ann)
    council.world.remove_bot(group, council.bot, council.ann)
    return "sendMessage", {"chat_id": group.id, "text": "x"}


@forbidden("bot is not a member of the supergroup chat")
async def left(council: Council, api: Caller) -> Step:
    await api.ok("leaveChat", chat_id=council.group.id)
    return to(council)


@forbidden("bot is not a member of the group chat")
async def never_joined_a_basic_group(council: Council, api: Caller) -> Step:
    group = council.world.add_group("Small", council.ann, kind="group")
    return "sendMessage", {"chat_id": group.id, "text": "x"}


@forbidden("the group chat was deleted")
async def deleted_group(council: Council, api: Caller) -> Step:
    council.group.deleted = True
    return to(council)


@refused("not enough rights to send text messages to the chat")
async def muted(council: Council, api: Caller) -> Step:
    council.world.mute(council.group, council.bot)
    return to(council)


@refused("message text is empty")
async def empty_text(council: Council, api: Caller) -> Step:
    return to(council, "")


@refused("text must be non-empty")
async def only_white_space(council: Council, api: Caller) -> Step:
    return to(council, " \n ")


@refused("text must be non-empty")
async def only_empty_tags(council: Council, api: Caller) -> Step:
    return to(council, "<b></b>", parse_mode="HTML")


@refused("message is too long")
async def too_long(council: Council, api: Caller) -> Step:
    return to(council, "x" * 4097)


@refused("text is too long")
async def far_too_long(council: Council, api: Caller) -> Step:
    return to(council, "x" * 32769)


@refused('can\'t parse entities: Unsupported start tag "p" at byte offset 3')
async def bad_html(council: Council, api: Caller) -> Step:
    return to(council, "é <p>x</p>", parse_mode="HTML")


@refused("unsupported parse_mode")
async def unknown_parse_mode(council: Council, api: Caller) -> Step:
    return to(council, "x", parse_mode="BBCode")


@refused("message to be replied not found")
async def reply_to_nothing(council: Council, api: Caller) -> Step:
    return to(council, reply_parameters={"message_id": 999})


@refused("message to be replied not found")
async def reply_to_what_was_deleted(council: Council, api: Caller) -> Step:
    said = council.world.say(council.ann, council.group, "x")
    council.world.delete(council.ann, said)
    return to(council, reply_parameters={"message_id": said.id})


@refused("message thread not found")
async def general_topic_by_number(council: Council, api: Caller) -> Step:
    council.group.forum = True
    return to(council, message_thread_id=1)


@refused("TOPIC_CLOSED")
async def closed_topic(council: Council, api: Caller) -> Step:
    council.group.forum = True
    topic = council.world.add_topic(council.group, "Planning", council.ann)
    council.world.close_topic(council.group, topic, council.ann)
    return to(council, message_thread_id=topic.id)


@refused(
    "message is not modified: specified new message content and reply markup are exactly the same as a"
    " current content and reply markup of the message"
)
async def edit_without_change(council: Council, api: Caller) -> Step:
    sent = await api.message("sendMessage", chat_id=council.group.id, text="Good evening")
    return "editMessageText", {
        "chat_id": council.group.id,
        "message_id": sent["message_id"],
        "text": " Good evening ",
    }


@refused("message to edit not found")
async def edit_nothing(council: Council, api: Caller) -> Step:
    return "editMessageText", {"chat_id": council.group.id, "message_id": 999, "text": "x"}


@refused("message can't be edited")
async def edit_anothers(council: Council, api: Caller) -> Step:
    said = council.world.say(council.ann, council.group, "x")
    return "editMessageText", {"chat_id": council.group.id, "message_id": said.id, "text": "y"}


@refused("message to delete not found")
async def delete_nothing(council: Council, api: Caller) -> Step:
    return "deleteMessage", {"chat_id": council.group.id, "message_id": 999}


@refused("message can't be deleted")
async def delete_anothers_as_a_member(council: Council, api: Caller) -> Step:
    said = council.world.say(council.ann, council.group, "x")
    return "deleteMessage", {"chat_id": council.group.id, "message_id": said.id}


@refused("message can't be deleted")
async def delete_ones_own_after_two_days(council: Council, api: Caller) -> Step:
    sent = await api.message("sendMessage", chat_id=council.group.id, text="x")
    council.clock.forward(hours=49)
    return "deleteMessage", {"chat_id": council.group.id, "message_id": sent["message_id"]}


@refused("message can't be deleted for everyone")
async def delete_anothers_in_a_basic_group(council: Council, api: Caller) -> Step:
    group = council.world.add_group("Small", council.ann, kind="group")
    council.world.add_bot_to(group, council.bot, council.ann)
    said = council.world.say(council.ann, group, "x")
    return "deleteMessage", {"chat_id": group.id, "message_id": said.id}


def sent_on(council: Council, method: str, number: int) -> Step:
    return method, {"chat_id": council.group.id, "from_chat_id": council.group.id, "message_id": number}


@refused("message to forward not found")
async def forward_nothing(council: Council, api: Caller) -> Step:
    return sent_on(council, "forwardMessage", 999)


@refused("message to copy not found")
async def copy_nothing(council: Council, api: Caller) -> Step:
    return sent_on(council, "copyMessage", 999)


@refused('parameter "from_chat_id" is required')
async def forward_from_nowhere(council: Council, api: Caller) -> Step:
    return "forwardMessage", {"chat_id": council.group.id, "message_id": 1}


@refused("message has protected content and can't be forwarded")
async def forward_what_is_protected(council: Council, api: Caller) -> Step:
    council.group.protected = True
    return sent_on(council, "forwardMessage", council.world.say(council.ann, council.group, "x").id)


@refused("message has protected content and can't be forwarded")
async def forward_what_the_bot_protected(council: Council, api: Caller) -> Step:
    sent = await api.message("sendMessage", chat_id=council.group.id, text="x", protect_content=True)
    assert sent["has_protected_content"] is True
    return sent_on(council, "forwardMessage", int(str(sent["message_id"])))


@refused("the message can't be forwarded")
async def forward_a_service_message(council: Council, api: Caller) -> Step:
    return sent_on(council, "forwardMessage", 1)


@refused("the message can't be copied")
async def copy_a_service_message(council: Council, api: Caller) -> Step:
    return sent_on(council, "copyMessage", 1)


def with_button(council: Council, **button: Json) -> Step:
    return to(council, reply_markup={"inline_keyboard": [[button]]})


@refused("BUTTON_DATA_INVALID")
async def button_data_over_64_bytes(council: Council, api: Caller) -> Step:
    return with_button(council, text="Record it", callback_data="é" * 33)


@refused("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")
async def button_without_data(council: Council, api: Caller) -> Step:
    return with_button(council, text="Record it", callback_data="")


@refused("inline keyboard button text must be non-empty")
async def button_without_text(council: Council, api: Caller) -> Step:
    return with_button(council, text="", callback_data="x")


@refused("query is too old and response timeout expired or query ID is invalid")
async def answer_to_no_press(council: Council, api: Caller) -> Step:
    return "answerCallbackQuery", {"callback_query_id": "1"}


@refused("query is too old and response timeout expired or query ID is invalid")
async def answer_too_late(council: Council, api: Caller) -> Step:
    method, parameters = with_button(council, text="Yes", callback_data="y")
    assert method == "sendMessage"
    assert (await api.raw(method, **parameters))[0] == 200
    asked = council.world.history(council.group)[-1]
    press = council.world.press(council.ann, asked, "Yes")
    council.clock.forward(seconds=60)
    return "answerCallbackQuery", {"callback_query_id": press.id}


def reaction(council: Council, number: int, *emoji: str) -> Step:
    kinds: list[Obj] = [{"type": "emoji", "emoji": each} for each in emoji]
    return "setMessageReaction", {"chat_id": council.group.id, "message_id": number, "reaction": kinds}


@refused("message to react not found")
async def react_to_nothing(council: Council, api: Caller) -> Step:
    return reaction(council, 999, "✍")


@refused("REACTION_INVALID")
async def react_with_a_variation_selector(council: Council, api: Caller) -> Step:
    return reaction(council, council.world.say(council.ann, council.group, "x").id, "✍\ufe0f")


@refused("REACTION_INVALID")
async def react_with_what_is_not_on_the_list(council: Council, api: Caller) -> Step:
    return reaction(council, council.world.say(council.ann, council.group, "x").id, "✅")


@refused("REACTION_INVALID")
async def react_with_what_the_group_does_not_allow(council: Council, api: Caller) -> Step:
    council.group.available_reactions = ("👍",)
    return reaction(council, council.world.say(council.ann, council.group, "x").id, "✍")


@refused("REACTIONS_TOO_MANY")
async def react_twice(council: Council, api: Caller) -> Step:
    return reaction(council, council.world.say(council.ann, council.group, "x").id, "✍", "👍")


@refused("invalid file_id")
async def bad_file_id(council: Council, api: Caller) -> Step:
    return "getFile", {"file_id": "nonsense"}


@refused("wrong file_id or the file is temporarily unavailable")
async def another_bots_file_id(council: Council, api: Caller) -> Step:
    return "getFile", {"file_id": "BQACAg1-AgAD00000001"}


@refused("file is too big")
async def file_over_20_mib(council: Council, api: Caller) -> Step:
    council.world.promote(council.group, council.bot)
    council.world.attach(council.ann, council.group, "plan.pdf", b"x", claimed_size=20 * 1024 * 1024 + 1)
    message = (await api.fetch())[-1]["message"]
    assert isinstance(message, dict)
    document = message["document"]
    assert isinstance(document, dict)
    return "getFile", {"file_id": document["file_id"]}


@refused("message caption is too long")
async def caption_over_1024(council: Council, api: Caller) -> Step:
    file = council.world.attach(council.ann, council.group, "a.pdf", b"x").attachment
    assert file is not None
    file_id = f"BQACAg{council.bot.id:x}-{file.unique_id}"
    return "sendDocument", {"chat_id": council.group.id, "document": file_id, "caption": "x" * 1025}


@refused("invalid user_id specified")
async def member_nobody(council: Council, api: Caller) -> Step:
    return "getChatMember", {"chat_id": council.group.id, "user_id": 0}


@refused("member not found")
async def member_unknown(council: Council, api: Caller) -> Step:
    return "getChatMember", {"chat_id": council.group.id, "user_id": 5}


@refused("PARTICIPANT_ID_INVALID")
async def member_never_met(council: Council, api: Caller) -> Step:
    stranger = council.world.add_person("Stranger")
    return "getChatMember", {"chat_id": council.group.id, "user_id": stranger.id}


@refused("there are no administrators in the private chat")
async def administrators_of_a_private_chat(council: Council, api: Caller) -> Step:
    council.world.start(council.ann, council.bot)
    return "getChatAdministrators", {"chat_id": council.ann.id}


@refused("command length must not exceed 32")
async def long_command(council: Council, api: Caller) -> Step:
    return "setMyCommands", {"commands": [{"command": "x" * 33, "description": "x"}]}


@refused("BOT_COMMAND_INVALID")
async def command_with_a_hyphen(council: Council, api: Caller) -> Step:
    return "setMyCommands", {"commands": [{"command": "set-up", "description": "x"}]}


@refused("poll can't be stopped")
async def stop_anothers_poll(council: Council, api: Caller) -> Step:
    poll = council.world.poll(council.ann, council.group, "Shall we?", ["Yes", "No"])
    return "stopPoll", {"chat_id": council.group.id, "message_id": poll.id}


@refused("secret token contains unallowed characters")
async def bad_secret(council: Council, api: Caller) -> Step:
    return "setWebhook", {"url": "https://x.org/", "secret_token": "a b"}


@refused("secret token is too long")
async def long_secret(council: Council, api: Caller) -> Step:
    return "setWebhook", {"url": "https://x.org/", "secret_token": "a" * 257}


@refused(
    "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the"
    " webhook first",
    409,
    prefix="",
)
async def updates_with_a_webhook_set(council: Council, api: Caller) -> Step:
    await api.ok("setWebhook", url="https://x.org/")
    return "getUpdates", {}


@refused("Not Found: method not found", 404, prefix="")
async def unknown_method(council: Council, api: Caller) -> Step:
    return "sendPigeon", {}


@refused("Unauthorized: invalid token specified", 401, prefix="")
async def malformed_token(council: Council, api: Caller) -> Step:
    api.token = "nonsense"
    return "getMe", {}


@refused("Unauthorized", 401, prefix="")
async def revoked_token(council: Council, api: Caller) -> Step:
    council.bot.revoked = True
    return "getMe", {}


@refused("Too Many Requests: retry after 60", 429, prefix="")
async def flood_in_a_group(council: Council, api: Caller) -> Step:
    council.world.faults.flood = True
    for _ in range(20):
        await api.ok("sendMessage", chat_id=council.group.id, text="x")
    return to(council)


@refused("receiver of the ephemeral message is not a member of the chat")
async def ephemeral_to_a_stranger(council: Council, api: Caller) -> Step:
    council.world.promote(council.group, council.bot)
    return to(council, ephemeral_message_parameters={"receiver_user_id": 5})


@refused("not enough rights to send ephemeral messages to the user")
async def ephemeral_by_a_plain_member(council: Council, api: Caller) -> Step:
    return to(council, ephemeral_message_parameters={"receiver_user_id": council.bob.id})


@pytest.mark.parametrize("name", SCENES)
async def test_refusals_have_telegrams_code_and_words(name: str, council: Council, api: Caller) -> None:
    """What Telegram refuses is refused with its code and exact words, and changes nothing."""
    scene, code, words = SCENES[name]
    method, parameters = await scene(council, api)
    before = len(council.world.history(council.group))
    assert await api.refused(method, **parameters) == (code, words)
    assert len(council.world.history(council.group)) == before


async def test_an_upgraded_group_names_its_new_id(council: Council, api: Caller) -> None:
    """Writing to a group that became a supergroup is refused with the new id; reading still works."""
    old = council.world.add_group("Small", council.ann, kind="group")
    council.world.add_bot_to(old, council.bot, council.ann)
    new = council.world.migrate(old)
    status, body = await api.raw("sendMessage", chat_id=old.id, text="x")
    assert status == 400
    assert body == {
        "ok": False,
        "error_code": 400,
        "description": "Bad Request: group chat was upgraded to a supergroup chat",
        "parameters": {"migrate_to_chat_id": new.id},
    }
    assert (await api.message("getChat", chat_id=old.id))["id"] == old.id


async def test_a_missing_reply_can_be_done_without(council: Council, api: Caller) -> None:
    """With ``allow_sending_without_reply`` a message goes out though what it answers is gone."""
    lenient: Obj = {"message_id": 999, "allow_sending_without_reply": True}
    sent = await api.message("sendMessage", chat_id=council.group.id, text="x", reply_parameters=lenient)
    assert "reply_to_message" not in sent


async def test_a_flood_says_how_long_to_wait(council: Council, api: Caller) -> None:
    """The 429 carries ``retry_after``, and after that time the message goes out."""
    council.world.faults.flood = True
    for _ in range(20):
        await api.ok("sendMessage", chat_id=council.group.id, text="x")
        council.clock.forward(seconds=1)
    status, body = await api.raw("sendMessage", chat_id=council.group.id, text="x")
    assert (status, body["parameters"]) == (429, {"retry_after": 40})
    council.clock.forward(seconds=40)
    await api.ok("sendMessage", chat_id=council.group.id, text="x")
