"""What client libraries do not know yet, and what they cannot parse."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from telegram import Bot, Message, Update

from minutebook.sandbox import oddities

if TYPE_CHECKING:
    from tests.sandbox.conftest import Council

TOKEN = "123456:ABC-def_ghi"


def last(council: Council) -> Update:
    """The newest update, parsed by the library."""
    parsed = Update.de_json(json.loads(council.bot.queue.batch()[-1]), Bot(TOKEN))
    assert parsed is not None
    return parsed


@pytest.fixture(autouse=True)
def _admin(council: Council) -> None:
    """The bot administers the group."""
    council.world.promote(council.group, council.bot)


def test_a_rich_message_has_no_text(council: Council) -> None:
    """It arrives with blocks in a field the library does not know, and ``text`` is None."""
    said = oddities.rich_message(council.world, council.ann, council.group, "Buy the mower")
    message = last(council).message
    assert message is not None
    assert message.text is None
    assert message.api_kwargs["rich_message"] == {
        "blocks": [{"type": "paragraph", "text": [{"type": "bold", "text": "Buy"}, " the mower"]}]
    }
    assert said.text == "Buy the mower"


def test_an_unknown_type_parses_to_an_empty_update(council: Council) -> None:
    """All its known fields are None; the content is left over."""
    oddities.unknown_update(council.world, council.bot)
    assert list(last(council).api_kwargs) == ["update_of_tomorrow"]


def test_unknown_fields_are_left_over(council: Council) -> None:
    """With the switch on, messages carry a field of tomorrow."""
    council.world.faults.unknown_fields = True
    council.world.say(council.ann, council.group, "Good evening")
    message = last(council).message
    assert isinstance(message, Message)
    assert list(message.api_kwargs) == ["field_of_tomorrow"]


def test_a_poll_without_persistent_ids_cannot_be_parsed(council: Council) -> None:
    """The library raises on it, which blocks a whole batch."""
    oddities.unparseable_poll(council.world, council.ann, council.group)
    with pytest.raises(TypeError):
        last(council)


def test_an_ephemeral_command_has_message_id_zero(council: Council) -> None:
    """Two of them share ``message_id`` 0 and differ by ``ephemeral_message_id``."""
    numbers = set()
    for _ in range(2):
        oddities.ephemeral_command(council.world, council.ann, council.group, "/help")
        message = last(council).message
        assert message is not None
        assert message.message_id == 0
        numbers.add(message.api_kwargs["ephemeral_message_id"])
    assert len(numbers) == 2
