"""What belongs together is held, and let go, as one: an album, a conversation with its messages."""

from dataclasses import replace

from minutebook.council.messages import Message
from minutebook.council.records import Method, Route
from minutebook.storage import holds, memory, records, searches, taking
from minutebook.storage.records import Capture
from minutebook.storage.store import Store
from storage.conftest import GROUP, NOW, capture, message, salt
from storage.test_holds import case


def picture(number: int, caption: str = "") -> Message:
    """An item of an album."""
    return replace(message(number, caption), album_id="a1")


def talk(number: int, said: list[Message]) -> Capture:
    """A conversation, to be put on the record."""
    return Capture(
        [message(number, "\n".join(item.text for item in said))],
        None,
        7,
        "Ann",
        Method.COMMAND,
        frozenset(),
        frozenset(),
        Route.CLERK,
        members=[[item] for item in said],
    )


async def test_what_comes_after_of_an_album_is_held_with_it(store: Store) -> None:
    """The words stand under the first picture; those that come later have none, and go on hold as it did."""
    async with store.change() as tx:
        one = await case(tx)
        await searches.log(tx, one, "fence*", (0, 0), by=7, by_name="Ruth", now=NOW)
        for number, caption in ((1, "The fences"), (2, ""), (3, "")):
            item = picture(number, caption)
            await memory.remember(tx, 1, [item])
            await taking.take_said(tx, 1, [item], NOW)
        assert await holds.of_request(tx, one.id) == [(GROUP, 1), (GROUP, 2), (GROUP, 3)]
        await holds.release(tx, one, await taking.as_one(tx, (GROUP, 2)), by=7, now=NOW)
        late = picture(4)
        await memory.remember(tx, 1, [late])
        await taking.take_said(tx, 1, [late], NOW)
        assert await holds.of_request(tx, one.id) == []


async def test_a_conversation_is_let_go_with_its_messages(store: Store) -> None:
    """All of it, with the albums in it; but a message that has a record of its own is held as that."""
    async with store.change() as tx:
        said = [message(1, "Sunset"), picture(2, "Look"), message(4, "Indeed")]
        await memory.remember(tx, 1, [*said, picture(3)])
        await capture(tx, 4, "Indeed")
        await records.capture(tx, 1, talk(900, said), year=2026, now=NOW, salt=salt)
        whole = [(GROUP, number) for number in (1, 2, 3, 900)]
        assert sorted(await taking.as_one(tx, (GROUP, 900))) == sorted(whole)
        assert await taking.as_one(tx, (GROUP, 1)) == [(GROUP, 1)]


async def test_what_goes_with_one_conversation_leaves_another_held(store: Store) -> None:
    """Two conversations on record share a message that was found: the one not named rests on itself from then on."""
    async with store.change() as tx:
        one, other = await case(tx), await case(tx)
        said = [message(1, "Sunset"), message(2, "The fences"), message(4, "Indeed")]
        await memory.remember(tx, 1, said)
        for number, members in ((900, said[:2]), (901, said[1:])):
            await records.capture(tx, 1, talk(number, members), year=2026, now=NOW, salt=salt)
        await holds.place(tx, one, [(GROUP, 2)], by=7, now=NOW)
        whole = await taking.as_one(tx, (GROUP, 900))
        assert await taking.resting_on(tx, one, whole) == [(GROUP, 901)]
        assert await taking.resting_on(tx, other, whole) == []
