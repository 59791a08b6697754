"""The inbox: kept to the byte before it is confirmed, whatever comes; and polling outlives any fault."""

import asyncio
import json

import pytest

from bot.conftest import BOT, GROUP, Raw, answer, raw, update
from bot.hall import Hall
from minutebook.bot.inbox import split_batch
from minutebook.storage.store import Store

STRANGERS = -2002


@pytest.fixture
def hall(store: Store) -> Hall:
    """An inbox with nothing in it."""
    return Hall(store)


ODD = (
    '{ "update_id" : 5,\n "message":{"message_id":5,"date":1773169200,"chat":{"id":-1001,"type":"supergroup",'
)
ODD += (
    '"title":"W\\u00e9x"},"from":{"id":7,"is_bot":false,"first_name":"A"},"text":"caf\\u00e9 \\ud83d\\ude00",'
)
ODD += '"rich_message":{"new":[1.50, {}]} } }'


async def test_what_comes_is_kept_to_the_byte(hall: Hall) -> None:
    """Escapes, blanks, unknown fields and number forms stay exactly as Telegram sent them."""
    payload = (
        b'{ "ok" : true , "result" : [ ' + ODD.encode() + b" ,\n" + json.dumps(raw(6)).encode() + b" ] }"
    )
    shown = await hall.shown(payload)
    assert [item["update_id"] for item in shown] == [5, 6]
    assert await hall.rows() == {5: ("kept", ODD), 6: ("kept", json.dumps(raw(6)))}
    assert shown[0] == json.loads(ODD)


async def test_an_empty_answer_is_passed_on(hall: Hall) -> None:
    """A poll that brought nothing writes nothing."""
    payload = b'{"ok":true,"result":[]}'
    assert await hall.inbox.keep(payload) == payload
    assert await hall.rows() == {}


POISON: dict[str, Raw] = {
    "a poll option without its id": {
        "update_id": 2,
        "poll": {
            "id": "1",
            "question": "?",
            "options": [{"text": "a"}],
            "total_voter_count": 0,
            "is_closed": False,
            "is_anonymous": True,
            "type": "regular",
            "allows_multiple_answers": False,
        },
    },
    "a message that is a word": {"update_id": 2, "message": "hello"},
    "a date that is none": {
        "update_id": 2,
        "message": {"message_id": 2, "date": "then", "chat": {"id": GROUP, "type": "supergroup"}},
    },
}


@pytest.mark.parametrize("what", POISON)
async def test_what_cannot_be_read_is_set_aside_and_the_rest_goes_on(hall: Hall, what: str) -> None:
    """PTB is given an empty update in its place, which it can pass; the text stays for whoever looks into it."""
    poison = json.dumps(POISON[what])
    shown = await hall.shown(answer(raw(1), poison, raw(3)))
    assert shown == [raw(1), {"update_id": 2}, raw(3)]
    rows = await hall.rows()
    assert rows[2] == ("aside", poison)
    assert {rows[1][0], rows[3][0]} == {"kept"}
    assert await hall.shown(answer(poison)) == [{"update_id": 2}]


@pytest.mark.parametrize("kind", ["telepathy", "managed_pigeon"])
async def test_an_unknown_kind_asks_for_nothing(hall: Hall, kind: str) -> None:
    """An update of a kind no client knows yet is done at once, and nothing of it is written down."""
    shown = await hall.shown(answer({"update_id": 1, kind: {"text": "secret"}}))
    assert shown == [{"update_id": 1}]
    assert await hall.rows() == {1: ("done", None)}


async def test_nothing_of_a_group_that_is_not_set_up_is_written_down(hall: Hall) -> None:
    """What is said there leaves its number only; what tells of the bot's own standing is kept."""
    joined = {
        "update_id": 3,
        "my_chat_member": {
            "chat": {"id": STRANGERS, "type": "group", "title": "x"},
            "from": {"id": 7, "is_bot": False, "first_name": "A"},
            "date": 1773169200,
            "old_chat_member": {"status": "left", "user": {"id": BOT, "is_bot": True, "first_name": "M"}},
            "new_chat_member": {"status": "member", "user": {"id": BOT, "is_bot": True, "first_name": "M"}},
        },
    }
    shown = await hall.shown(
        answer(raw(1, chat=STRANGERS), raw(2, "/record", STRANGERS), joined, raw(4, chat=7))
    )
    assert [set(item) for item in shown] == [
        {"update_id"},
        {"update_id"},
        {"update_id", "my_chat_member"},
        {"update_id", "message"},
    ]
    rows = await hall.rows()
    assert {number: row[0] for number, row in rows.items()} == {1: "done", 2: "done", 3: "kept", 4: "kept"}
    assert rows[1][1] is rows[2][1] is None


async def test_a_setup_lets_what_follows_it_closely_be_understood(hall: Hall) -> None:
    """Until a /setup is handled what comes after it is kept, for the group may be set up by then."""
    batch = answer(raw(1, "before", STRANGERS), raw(2, "/setup Us", STRANGERS), raw(3, "after", STRANGERS))
    shown = await hall.shown(batch)
    assert [item["update_id"] for item in shown if "message" in item] == [2, 3]
    for number, text in ((2, "/setup Us"), (3, "after")):
        await hall.lanes.offer(update(number, text, STRANGERS))
    hall.open.set()
    await hall.lanes.until_idle()
    shown = await hall.shown(answer(raw(4, "later", STRANGERS)))
    assert shown == [{"update_id": 4}]


async def test_a_batch_that_comes_again_is_handed_on_once(hall: Hall) -> None:
    """What is in hand or done is not given to PTB again; what was kept and never handed on is."""
    await hall.shown(answer(raw(1), raw(2), raw(3)))
    hall.open.set()
    await hall.lanes.offer(update(1))
    await hall.lanes.until_idle()
    hall.open.clear()
    await hall.lanes.offer(update(2))
    shown = await hall.shown(answer(raw(1), raw(2), raw(3), raw(4)))
    assert [item["update_id"] for item in shown if "message" in item] == [3, 4]
    hall.open.set()
    await hall.lanes.until_idle()
    assert hall.handled == [1, 2]


async def test_the_same_update_twice_in_a_batch_is_one(hall: Hall) -> None:
    """Duplicates within a batch are kept and handed on once, new or known."""
    for _ in range(2):
        shown = await hall.shown(answer(raw(1), raw(1), raw(2), raw(2)))
        assert [item["update_id"] for item in shown if "message" in item] == [1, 2]
        assert len(shown) == 4
    assert len(await hall.rows()) == 2


async def test_what_is_done_while_a_batch_is_kept_is_not_handed_on_again(hall: Hall) -> None:
    """An update that finishes between two looks at it is not taken for one that was never begun."""
    await hall.shown(answer(raw(1), raw(2)))
    await hall.lanes.offer(update(1))
    await hall.lanes.offer(update(2))
    keeping = asyncio.ensure_future(hall.shown(answer(raw(1), raw(2))))
    await asyncio.sleep(0)
    hall.open.set()
    shown = await keeping
    await hall.lanes.until_idle()
    assert shown == [{"update_id": 1}, {"update_id": 2}]


@pytest.mark.parametrize(
    "payload", [b"", b"{}", b'{"ok":true,"result":7}', b'{"ok":true,"result":[{]}', b"\xff"]
)
def test_what_is_no_answer_of_getupdates_is_refused(payload: bytes) -> None:
    """Half an answer, or another, is an error, not an empty batch."""
    with pytest.raises(ValueError):  # noqa: PT011  the standard library's own words
        split_batch(payload)
