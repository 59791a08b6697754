"""The server itself: addresses, bodies, files, starting and stopping, a real bot at work."""

from __future__ import annotations

import asyncio
import socket
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import httpx
import pytest
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, ReactionTypeEmoji, Update
from telegram.error import Conflict
from telegram.ext import Application, CommandHandler, ContextTypes

from minutebook.sandbox.driver import Town
from minutebook.sandbox.serve import Address, serve
from minutebook.sandbox.world import World

if TYPE_CHECKING:
    from tests.sandbox.conftest import Caller, Council


@pytest.mark.parametrize("method", ["getMe", "getme", "GETME"])
async def test_method_names_are_in_any_case(method: str, api: Caller) -> None:
    """``getMe``, ``getme`` and ``GETME`` are one."""
    assert (await api.message(method))["username"] == "minutebook_bot"


async def test_bodies_may_be_of_any_kind(council: Council, api: Caller) -> None:
    """Form, multipart, JSON and query parameters all say the same."""
    url = f"{api.address.base_url}{api.token}/sendMessage"
    fields = {"chat_id": str(council.group.id), "text": "x"}
    answers = [
        await api.client.post(url, data=fields),
        await api.client.post(url, data=fields, files={"unused": ("a", b"b")}),
        await api.client.post(url, json=fields),
        await api.client.get(url, params=fields),
    ]
    assert [answer.json()["ok"] for answer in answers] == [True] * 4


async def test_an_unknown_path_is_not_found(api: Caller) -> None:
    """Any other path has Telegram's 404."""
    answer = await api.client.get(api.address.page + "nothing/here/at/all")
    assert answer.json() == {"ok": False, "error_code": 404, "description": "Not Found"}


async def test_files_go_up_and_come_down(council: Council, client: Bot) -> None:
    """What a bot uploads it can fetch again, by the path getFile gives."""
    sent = await client.send_document(council.group.id, b"%PDF plan", filename="plan.pdf", caption="Plan")
    assert sent.document is not None
    assert (sent.document.file_name, sent.document.mime_type) == ("plan.pdf", "application/pdf")
    file = await client.get_file(sent.document.file_id)
    assert bytes(await file.download_as_bytearray()) == b"%PDF plan"


async def test_a_link_lasts_an_hour(council: Council, api: Caller) -> None:
    """After an hour getFile must be called again."""
    file = council.world.attach(council.ann, council.group, "plan.pdf", b"%PDF").attachment
    assert file is not None
    file_id = f"BQACAg{council.bot.id:x}-{file.unique_id}"
    path = (await api.message("getFile", file_id=file_id))["file_path"]
    url = f"{api.address.base_file_url}{api.token}/{path}"
    assert (await api.client.get(url)).content == b"%PDF"
    council.clock.forward(minutes=61)
    assert (await api.client.get(url)).status_code == 404
    await api.ok("getFile", file_id=file_id)
    assert (await api.client.get(url)).status_code == 200


async def test_the_library_can_whisper(council: Council, client: Bot) -> None:
    """python-telegram-bot reaches ephemeral messages through ``api_kwargs``."""
    council.world.promote(council.group, council.bot)
    extra = {"ephemeral_message_parameters": {"receiver_user_id": council.bob.id}}
    sent = await client.send_message(council.group.id, "Psst", api_kwargs=extra)
    assert (sent.message_id, sent.api_kwargs["ephemeral_message_id"]) == (0, 1)
    assert council.world.visible_messages(council.group, council.bob)[-1].text == "Psst"


async def test_a_link_to_no_file_is_not_found(api: Caller) -> None:
    """A path that was never given leads nowhere."""
    answer = await api.client.get(f"{api.address.base_file_url}{api.token}/documents/file_9.pdf")
    assert answer.status_code == 404


async def test_too_large_an_upload_is_refused_by_its_length(api: Caller) -> None:
    """A body over 50 MB is refused with 413 before it is read."""
    reader, writer = await asyncio.open_connection("127.0.0.1", api.address.port)
    head = (
        f"POST /bot{api.token}/sendDocument HTTP/1.1\r\nHost: localhost\r\nContent-Length: 60000000\r\n\r\n"
    )
    writer.write(head.encode())
    assert b" 413 " in await reader.readline()
    writer.close()


async def test_photographs_have_sizes(council: Council, client: Bot) -> None:
    """A photo is a list of sizes, the best last; the small one can be fetched too."""
    sent = await client.send_photo(council.group.id, b"JPEG")
    assert [size.width for size in sent.photo] == [90, 1280]
    await client.get_file(sent.photo[0].file_id)


async def test_another_poller_ends_the_first(client: Bot, address: Address) -> None:
    """The bot that was waiting gets 409; the newcomer waits in its place."""
    await client.get_updates(offset=-1)
    first = asyncio.ensure_future(client.get_updates(timeout=30, offset=10**9))
    async with Bot(client.token, base_url=address.base_url) as other:
        second = asyncio.ensure_future(other.get_updates(timeout=30, offset=10**9))
        done, _ = await asyncio.wait({first, second}, timeout=5, return_when=asyncio.FIRST_COMPLETED)
        (ended,) = done
        with pytest.raises(Conflict, match="terminated by other getUpdates"):
            await ended
        for waiting in {first, second} - done:
            waiting.cancel()


async def test_stopping_ends_a_long_poll(council: Council) -> None:
    """Leaving the block ends a waiting poll with what there is, and frees the port."""
    async with httpx.AsyncClient(verify=False) as client:
        async with serve(council.world) as address:
            url = f"{address.base_url}{council.bot.token}/getUpdates"
            await client.post(url, data={"offset": 10**9})
            waiting = asyncio.ensure_future(client.post(url, data={"timeout": 50, "offset": 10**9}))
            async with asyncio.timeout(5):
                while len(council.world.calls) < 2:
                    await council.world.changed(council.world.version)
        assert (await waiting).json() == {"ok": True, "result": []}
    with socket.create_server(("127.0.0.1", address.port)):
        pass


async def test_a_world_can_be_served_again(council: Council) -> None:
    """After a stop the same world starts again, with the updates that waited."""
    for _ in range(2):
        async with serve(council.world) as address, httpx.AsyncClient(verify=False) as client:
            answer = await client.post(f"{address.base_url}{council.bot.token}/getUpdates")
            assert len(answer.json()["result"]) == 2


async def test_a_taken_port_is_an_error(address: Address) -> None:
    """Serving on a port that is taken raises OSError."""
    with pytest.raises(OSError, match="in use"):
        async with serve(World(lambda: datetime.now(UTC)), address.port):
            pass


async def _record(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """React to what the command answers, and offer a button."""
    assert update.message is not None
    original = update.message.reply_to_message
    assert original is not None
    await original.set_reaction(ReactionTypeEmoji("✍"))
    keyboard = InlineKeyboardMarkup([[InlineKeyboardButton("Agenda", callback_data="a")]])
    await update.message.reply_html("<b>Recorded.</b>", reply_markup=keyboard)


async def test_a_real_bot_works_against_it(world: World) -> None:
    """python-telegram-bot's Application polls, handles a command, reacts and answers."""
    town = Town(world)
    ann, bob = town.person("Cllr Ann Harrow", "ann_h"), town.person("Bob")
    bot = world.add_bot("7:token", "Minutebook", "minutebook_bot")
    hall = town.group("Barrowby", ann, bob)
    ann.adds(bot, hall, admin=True)
    async with serve(world) as address:
        builder = Application.builder().token(bot.token)
        app = builder.base_url(address.base_url).base_file_url(address.base_file_url).build()
        app.add_handler(CommandHandler("record", _record))
        async with app:
            await app.start()
            assert app.updater is not None
            await app.updater.start_polling(allowed_updates=Update.ALL_TYPES)
            said = ann.says("We agreed on Tuesday.", in_=hall)
            bob.replies(said, "/record")
            receipt = await hall.shows("Recorded.")
            await town.reacted(said, "✍")
            await town.settled()
            assert receipt.button("Agenda") is not None
            await app.updater.stop()
            await app.stop()
