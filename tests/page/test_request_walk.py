"""The second walk: it stands by itself, takes its numbers from what the bot said, and carries a paper that opens."""

import io
from datetime import UTC, datetime

import pytest
from pypdf import PdfReader

from minutebook.sandbox.cast import PARTS, Cast, settle_cast
from minutebook.sandbox.evening import REQUEST_OVER, Evening
from minutebook.sandbox.evening_script import BEGINNING, STEPS, Step
from minutebook.sandbox.papers import pdf
from minutebook.sandbox.posting import Place, post
from minutebook.sandbox.request_script import QUOTE, REQUEST
from minutebook.sandbox.world import World


@pytest.fixture
def world() -> World:
    """An empty world."""
    return World(lambda: datetime(2026, 10, 6, 18, 30, tzinfo=UTC))


@pytest.fixture
def cast(world: World) -> Cast:
    """The cast, settled in that world, with Ruth's private chat open."""
    settled = settle_cast(world)
    world.start(settled.people["ruth"], settled.bot)
    return settled


def typed(world: World, cast: Cast) -> list[str]:
    """What Ruth has written in private."""
    ruth = cast.people["ruth"]
    chat = world.private_chat(ruth, cast.bot)
    return [message.text for message in world.visible_messages(chat, ruth) if message.author is ruth][1:]


def test_the_walk_needs_nothing_of_the_evening_and_is_short() -> None:
    """Every actor is of the cast, every message answered was said in it, and captions fit two lines."""
    keys, said = {part.key for part in PARTS}, set()
    for step in REQUEST:
        assert step.actor in keys
        assert not step.to or step.to in said, step
        assert step.caption.endswith("."), step
        said.add(step.name)
    assert len(REQUEST) <= 12
    assert max(len(step.caption) for step in REQUEST) <= 120
    assert len(set(STEPS)) == len(STEPS)
    assert set(STEPS) & set(REQUEST) == set(BEGINNING)


async def test_the_request_and_the_record_are_those_the_bot_told_of(world: World, cast: Cast) -> None:
    """`{case}` is the newest request, `{ref:…}` the reference that stands before what was said."""
    steps = [
        Step("owen", "attach", "Hendersons’ quote for the path, £3,480.", "Owen.", name="quote", paper=QUOTE),
        Step("ruth", "say", "/exempt {ref:quote} of {case}", "Ruth.", where="private"),
    ]
    evening = Evening(world, cast, request=steps)
    await evening.play_next("request")
    ruth = cast.people["ruth"]
    chat = world.private_chat(ruth, cast.bot)
    told = "Request 3 · 2026/0006 Ann: Hello\n2026/0007 Owen\nHendersons’ quote for the path, £3,480."
    post(world.state, cast.bot, Place(chat), text=told)
    await evening.play_next("request")
    assert typed(world, cast) == ["/exempt 2026/0007 of 3"]
    assert evening.caption == f"Ruth. {REQUEST_OVER}"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("/foi {case}", "the bot has told of no request"),
        ("/exempt {ref:quote}", "no record of what was said"),
    ],
    ids=["no request", "no record"],
)
async def test_what_the_bot_has_not_told_cannot_be_typed(
    world: World, cast: Cast, text: str, sentence: str
) -> None:
    """Without the number the step says so, and nothing is typed."""
    evening = Evening(world, cast, request=[Step("ruth", "say", text, "Ruth.", where="private")])
    await evening.play_next("request")
    assert sentence in evening.caption
    assert typed(world, cast) == []


async def test_a_step_both_walks_have_is_played_once(world: World, cast: Cast) -> None:
    """What one walk has played is left out of the other, whenever that comes to it."""
    both = [Step("ann", "say", text, f"{text}.") for text in ("one", "two")]
    evening = Evening(world, cast, [*both, Step("tom", "say", "three", "three.")], request=both)
    await evening.play_next()
    for _ in range(2):
        await evening.play_next("request")
    for _ in range(3):
        await evening.play_next()
    said = [message.text for message in world.history(cast.group) if message.service is None]
    assert said == ["one", "two", "three"]
    assert {walk.name: (walk.done, walk.total) for walk in evening.walks.values()} == {
        "evening": (2, 2),
        "request": (1, 1),
    }


def test_a_paper_is_a_pdf_that_others_open() -> None:
    """What is attached is a real PDF of its lines, brackets and pound signs among them."""
    [page] = PdfReader(io.BytesIO(QUOTE.content)).pages
    text = page.extract_text()
    assert [line for line in QUOTE.lines if line not in text] == []
    [page] = PdfReader(io.BytesIO(pdf(("One (1) \\ two",)))).pages
    assert page.extract_text().strip() == "One (1) \\ two"
