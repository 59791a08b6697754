"""The page's routes, without a browser: who may post, what is refused and how, what is shown to whom."""

import asyncio
import base64
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime

import httpx
import pytest
from starlette.applications import Starlette

from minutebook.sandbox.cast import Cast, settle_cast
from minutebook.sandbox.evening import Evening
from minutebook.sandbox.page_api import page_routes
from minutebook.sandbox.world import World

EVENING = datetime(2026, 10, 6, 18, 30, tzinfo=UTC)
HOME = "http://127.0.0.1:8700"


@dataclass
class Site:
    """A world with the cast, its page, and a client on it."""

    world: World
    cast: Cast
    client: httpx.AsyncClient

    async def act(self, key: str, **action: object) -> httpx.Response:
        """Post one act as one of the cast."""
        return await self.client.post("/sandbox/act", json={"as": self.cast.people[key].id, **action})

    async def sees(self, key: str) -> dict[str, object]:
        """The view of one of the cast."""
        answer = await self.client.get("/sandbox/changes", params={"as": str(self.cast.people[key].id)})
        view: dict[str, object] = answer.json()
        return view


def messages(view: dict[str, object], chat: str) -> list[dict[str, object]]:
    """The messages of one chat of a view, without service lines."""
    chats = view["chats"]
    assert isinstance(chats, dict)
    return [message for message in chats[chat]["messages"] if message["kind"] == "message"]


@pytest.fixture
async def site() -> AsyncIterator[Site]:
    """The page over a world in memory; polls give up almost at once."""
    world = World(lambda: EVENING)
    cast = settle_cast(world)

    async def next_morning() -> None:
        """Nothing is due in this world."""

    routes = page_routes(
        world,
        bot=cast.bot,
        cast=cast,
        next_morning=next_morning,
        evening=Evening(world, cast, patience=0.01),
        poll_seconds=0.05,
    )
    transport = httpx.ASGITransport(app=Starlette(routes=list(routes)))
    async with httpx.AsyncClient(transport=transport, base_url=HOME) as client:
        yield Site(world, cast, client)


async def test_the_page_and_all_its_files_come_with_a_strict_policy(site: Site) -> None:
    """Every file of the page is served with a policy that lets it load nothing from elsewhere."""
    for path in ("/", "/sandbox/page/main.js", "/sandbox/page/style.css", "/sandbox/page/icon.svg"):
        answer = await site.client.get(path)
        assert answer.status_code == 200, path
        policy = answer.headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert answer.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize("name", ["nothing.js", "..%2fworld.py", "%2e%2e%2fpage_api.py", "cast.py"])
async def test_only_the_pages_own_files_are_served(site: Site, name: str) -> None:
    """A name that is not one of the page's files is not found, however it is spelled."""
    assert (await site.client.get(f"/sandbox/page/{name}")).status_code == 404


@pytest.mark.parametrize(
    "headers",
    [
        pytest.param({"origin": "https://example.org"}, id="another site's origin"),
        pytest.param({"origin": "http://127.0.0.1:9999"}, id="another port's origin"),
        pytest.param({"origin": "null"}, id="a sandboxed frame"),
        pytest.param({"sec-fetch-site": "cross-site"}, id="a cross-site fetch"),
        pytest.param({"sec-fetch-site": "same-site"}, id="another port on this machine"),
        pytest.param({"host": "rebound.example"}, id="a rebound name"),
        pytest.param({"content-type": "text/plain"}, id="what a plain form can send"),
    ],
)
async def test_other_pages_cannot_post(site: Site, headers: dict[str, str]) -> None:
    """A post that does not come from the page itself is refused with a sentence, and does nothing."""
    ruth = site.cast.people["ruth"].id
    body = f'{{"as": {ruth}, "do": "say", "chat": "group", "text": "forged"}}'.encode()
    sent = {"content-type": "application/json", **headers}
    answer = await site.client.post("/sandbox/act", content=body, headers=sent)
    assert answer.status_code in (403, 415)
    assert answer.json()["error"].endswith(".")
    assert messages(await site.sees("ruth"), "group") == []


async def test_a_rebound_name_cannot_read_either(site: Site) -> None:
    """What the chat says is not given to a page that came under another name."""
    answer = await site.client.get("/sandbox/changes", headers={"host": "rebound.example:8700"})
    assert answer.status_code == 403


async def test_the_pages_own_origin_may_post(site: Site) -> None:
    """A post from the page's own origin is taken."""
    ruth = site.cast.people["ruth"].id
    body = {"as": ruth, "do": "say", "chat": "group", "text": "Evening"}
    headers = {"origin": HOME, "sec-fetch-site": "same-origin"}
    assert (await site.client.post("/sandbox/act", json=body, headers=headers)).status_code == 200
    assert [message["text"] for message in messages(await site.sees("ann"), "group")] == ["Evening"]


@pytest.mark.parametrize(
    ("who", "action"),
    [
        pytest.param("denise", {"do": "say", "chat": "group", "text": "Hello?"}, id="outsider in the group"),
        pytest.param("ann", {"do": "say", "chat": "private", "text": "Hello"}, id="private chat not opened"),
        pytest.param("ann", {"do": "say", "chat": "group", "text": "   "}, id="nothing said"),
        pytest.param("ann", {"do": "say", "chat": "moon", "text": "Hello"}, id="no such chat"),
        pytest.param("ann", {"do": "say", "chat": "group"}, id="a field missing"),
        pytest.param("ann", {"do": "react", "chat": "group", "message": "m9", "emoji": "✍"}, id="no message"),
        pytest.param(
            "ann", {"do": "vote", "chat": "group", "message": "m9", "option": True}, id="odd option"
        ),
        pytest.param(
            "ann", {"do": "poll", "chat": "group", "question": "?", "options": "x"}, id="no options"
        ),
        pytest.param(
            "ann",
            {"do": "attach", "chat": "group", "file_name": "a", "content": "é", "caption": ""},
            id="a torn file",
        ),
        pytest.param("ann", {"do": "fly"}, id="no such act"),
    ],
)
async def test_what_the_world_refuses_comes_back_as_a_sentence(
    site: Site, who: str, action: dict[str, object]
) -> None:
    """A refusal is answered 409 with a sentence somebody can act on."""
    answer = await site.act(who, **action)
    assert answer.status_code == 409
    assert answer.json()["error"].rstrip()[-1] in ".?!"


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"[" * 100_000])
async def test_what_is_not_a_json_object_is_refused(site: Site, body: bytes) -> None:
    """A body that is not a JSON object is answered 400."""
    headers = {"content-type": "application/json"}
    assert (await site.client.post("/sandbox/act", content=body, headers=headers)).status_code == 400


@pytest.mark.parametrize("person", ["1", "x", "-5", "9" * 5000, "١"])
async def test_nobody_can_be_somebody_who_is_not_there(site: Site, person: str) -> None:
    """An unknown viewer is answered 404 with a sentence."""
    answer = await site.client.get("/sandbox/changes", params={"as": person})
    assert answer.status_code == 404


async def test_without_a_choice_one_is_the_clerk(site: Site) -> None:
    """Who has not chosen is the clerk, who has most to see."""
    view = (await site.client.get("/sandbox/changes")).json()
    assert view["as"] == site.cast.people["ruth"].id


async def test_a_poll_answers_when_something_changes_and_else_says_that_nothing_did(site: Site) -> None:
    """With the fingerprint of what is shown, a poll waits for a change one could see."""
    first = (await site.client.get("/sandbox/changes")).json()
    known = {"since": str(first["version"]), "epoch": first["epoch"], "print": first["print"]}
    idle = (await site.client.get("/sandbox/changes", params=known)).json()
    assert idle["unchanged"] is True
    waiting = asyncio.create_task(site.client.get("/sandbox/changes", params=known))
    site.world.say(site.cast.people["ann"], site.cast.group, "Evening")
    changed = (await waiting).json()
    assert [message["text"] for message in messages(changed, "group")] == ["Evening"]


async def test_a_sandbox_that_was_started_again_is_not_taken_for_the_old_one(site: Site) -> None:
    """A fingerprint from another start of the sandbox is answered at once with everything."""
    first = (await site.client.get("/sandbox/changes")).json()
    stale = {"since": "99999", "epoch": "another", "print": first["print"]}
    assert "chats" in (await site.client.get("/sandbox/changes", params=stale)).json()


async def test_the_outsider_sees_nothing_of_the_group(site: Site) -> None:
    """Who is not in the group gets none of its messages."""
    site.world.say(site.cast.people["ann"], site.cast.group, "Evening")
    assert messages(await site.sees("denise"), "group") == []


async def test_nobody_gets_anothers_private_chat(site: Site) -> None:
    """Of somebody else's private chat a view holds the number of waiting messages only."""
    site.world.start(site.cast.people["ruth"], site.cast.bot)
    site.world.say(
        site.cast.people["ruth"],
        site.world.private_chat(site.cast.people["ruth"], site.cast.bot),
        "something secret",
    )
    assert "something secret" in str(await site.sees("ruth"))
    assert "something secret" not in str(await site.sees("ann"))


async def test_reacting_twice_takes_the_reaction_back(site: Site) -> None:
    """The same emoji again is un-reacting, as a tap on the pill is."""
    message = site.world.say(site.cast.people["tom"], site.cast.group, "Evening")
    act = {"do": "react", "chat": "group", "message": f"m{message.id}", "emoji": "✍"}
    await site.act("ann", **act)
    assert messages(await site.sees("tom"), "group")[0]["reactions"] == [
        {"emoji": "✍", "names": ["Cllr Ann Harrow"], "mine": False, "bot": False}
    ]
    await site.act("ann", **act)
    assert messages(await site.sees("tom"), "group")[0]["reactions"] == []


async def test_an_attached_file_is_for_saving_whatever_it_says_it_is(site: Site) -> None:
    """A file that is not a picture is never shown in place, even if it is named as a page."""
    content = base64.b64encode(b"<script>alert(1)</script>").decode()
    file = {"do": "attach", "chat": "group", "file_name": "quote.html", "content": content, "caption": "x"}
    assert (await site.act("ann", **file, photo=True)).status_code == 200
    shown = messages(await site.sees("tom"), "group")[0]["file"]
    assert isinstance(shown, dict)
    assert shown["photo"] is False
    answer = await site.client.get(shown["url"])
    assert answer.content == b"<script>alert(1)</script>"
    assert answer.headers["content-type"] == "application/octet-stream"
    assert answer.headers["content-disposition"] == "attachment"
