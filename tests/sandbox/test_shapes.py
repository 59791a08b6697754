"""Every answer and update parses in python-telegram-bot with nothing left over."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from telegram import (
    Bot,
    BotCommand,
    BotDescription,
    BotName,
    BotShortDescription,
    ChatFullInfo,
    ChatMember,
    File,
    Message,
    MessageId,
    Poll,
    TelegramObject,
    Update,
    User,
    WebhookInfo,
)

if TYPE_CHECKING:
    from tests.sandbox.conftest import Caller, Council

PARSED_AS: dict[str, type[TelegramObject]] = {
    "getMe": User,
    "getUpdates": Update,
    "getWebhookInfo": WebhookInfo,
    "sendMessage": Message,
    "sendDocument": Message,
    "sendPoll": Message,
    "stopPoll": Poll,
    "forwardMessage": Message,
    "editMessageText": Message,
    "editMessageReplyMarkup": Message,
    "copyMessage": MessageId,
    "copyMessages": MessageId,
    "getFile": File,
    "getChat": ChatFullInfo,
    "getChatMember": ChatMember,
    "getChatAdministrators": ChatMember,
    "getMyCommands": BotCommand,
    "getMyName": BotName,
    "getMyDescription": BotDescription,
    "getMyShortDescription": BotShortDescription,
}
EVERY_UPDATE = {
    "message",
    "edited_message",
    "message_reaction",
    "message_reaction_count",
    "callback_query",
    "poll",
    "poll_answer",
    "my_chat_member",
    "chat_member",
}


def leftovers(value: object, path: str) -> Iterator[str]:
    """Where a parsed object, or one inside it, carries a field the library does not know."""
    if isinstance(value, TelegramObject):
        for name in value.api_kwargs:
            yield f"{path}.{name}"
        for name in value._get_attrs_names(include_private=False):
            yield from leftovers(getattr(value, name), f"{path}.{name}")
    elif isinstance(value, list | tuple):
        for item in value:
            yield from leftovers(item, path)


async def test_every_kind_of_update_is_made(eventful: Caller) -> None:
    """The story of the fixture makes every update the sandbox can make."""
    seen = {key for update in eventful.updates for key in update if key != "update_id"}
    assert seen == EVERY_UPDATE


async def test_the_library_knows_every_field(eventful: Caller) -> None:
    """No answer and no update, at any depth, has a field that python-telegram-bot does not know."""
    bot = Bot(eventful.token)
    strange: list[str] = []
    for method, answer in eventful.answers:
        kind = PARSED_AS.get(method)
        items = answer if isinstance(answer, list) else [answer]
        for item in items if kind is not None else []:
            assert kind is not None
            assert isinstance(item, dict)
            strange += leftovers(kind.de_json(dict(item), bot), method)
    assert strange == []


async def test_only_the_ephemeral_id_is_left_over(council: Council, api: Caller) -> None:
    """An ephemeral message parses too; the one field left over is the one the supplement names."""
    council.world.promote(council.group, council.bot)
    sent = await api.message(
        "sendMessage",
        chat_id=council.group.id,
        text="For you",
        ephemeral_message_parameters={"receiver_user_id": council.bob.id},
    )
    parsed = Message.de_json(dict(sent), Bot(api.token))
    assert parsed.message_id == 0
    assert list(leftovers(parsed, "message")) == ["message.ephemeral_message_id"]
