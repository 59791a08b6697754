"""The entities Telegram finds by itself."""

from __future__ import annotations

import pytest

from minutebook.sandbox import entities
from minutebook.sandbox.messages import Entity

FOUND = {
    "/record": [("bot_command", "/record")],
    "please /record@minutebook_bot now": [("bot_command", "/record@minutebook_bot")],
    "👍 @ann_h": [("mention", "@ann_h")],
    "see https://a.org/x?y=1.": [("url", "https://a.org/x?y=1")],
    "see barrowby.gov.uk, page 2": [("url", "barrowby.gov.uk")],
    "write to clerk@barrowby.gov.uk today": [("email", "clerk@barrowby.gov.uk")],
    "#budget2026 and #2026": [("hashtag", "#budget2026")],
    "10/12 and and/or": [],
    "no entities here": [],
}


@pytest.mark.parametrize("text", FOUND)
def test_entities_are_found(text: str) -> None:
    """Commands, mentions, links, addresses and hashtags are found, and nothing else."""
    found = [(entity.type, entities.sliced(text, entity)) for entity in entities.find(text)]
    assert found == FOUND[text]


def test_what_is_inside_code_is_left_alone() -> None:
    """Nothing is found inside code or a link somebody made."""
    code = Entity("code", 0, 7)
    assert entities.find("/record", (code,)) == (code,)


def test_only_a_hundred_entities_are_kept() -> None:
    """Of more than a hundred entities the rest are dropped silently."""
    assert len(entities.find("#a " * 150)) == 100
