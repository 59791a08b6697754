"""Telegram's HTML: what it makes, and its refusals to the byte."""

from __future__ import annotations

import html as python_html

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minutebook.sandbox import html
from minutebook.sandbox.entities import sliced, utf16_length
from minutebook.sandbox.errors import ApiRefusal
from minutebook.sandbox.messages import Entity

MADE = {
    "plain": ("council", "council", ()),
    "bold": ("<b>No</b>", "No", (Entity("bold", 0, 2),)),
    "after an emoji, in UTF-16 units": ("👍<i>ok</i>", "👍ok", (Entity("italic", 2, 2),)),
    "nested": (
        "<b>a<i>b</i></b>",
        "ab",
        (Entity("bold", 0, 2), Entity("italic", 1, 1)),
    ),
    "upper case": ("<B>x</B>", "x", (Entity("bold", 0, 1),)),
    "link": (
        '<a href="https://a.org/?x=1&amp;y=2">here</a>',
        "here",
        (Entity("text_link", 0, 4, url="https://a.org/?x=1&y=2"),),
    ),
    "code with a language": (
        '<pre><code class="language-py">x</code></pre>',
        "x",
        (Entity("pre", 0, 1, language="py"),),
    ),
    "spoiler by span": ('<span class="tg-spoiler">x</span>', "x", (Entity("spoiler", 0, 1),)),
    "expandable quotation": (
        "<blockquote expandable>x</blockquote>",
        "x",
        (Entity("expandable_blockquote", 0, 1),),
    ),
    "references": ("&lt;&#65;&#x42;&gt; &amp;&quot; &nbsp;", '<AB> &" &nbsp;', ()),
    "an empty tag makes nothing": ("<b></b>x", "x", ()),
    "an end tag without a name": ("<b>x</>", "x", (Entity("bold", 0, 1),)),
}
REFUSED = {
    "<p>x</p>": 'Unsupported start tag "p" at byte offset 0',
    "é<br>": 'Unsupported start tag "br" at byte offset 2',
    "<b>x": 'Can\'t find end tag corresponding to start tag "b"',
    "x</b>": "Unexpected end tag at byte offset 1",
    "<b>x</i>": 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"',
    "a < b": 'Unsupported start tag "" at byte offset 2',
    "<b": "Unclosed start tag at byte offset 0",
    "<span>x</span>": 'Tag "span" must have class "tg-spoiler" at byte offset 0',
    "<a href>x</a>": 'Expected equal sign in declaration of an attribute of the tag "a" at byte offset 0',
    "<b>x</b": "Unclosed end tag at byte offset 4",
}


@pytest.mark.parametrize(("marked", "text", "entities"), MADE.values(), ids=MADE)
def test_marks_become_entities(marked: str, text: str, entities: tuple[Entity, ...]) -> None:
    """Tags are taken out and become entities counted in UTF-16 units."""
    assert html.parse(marked) == (text, entities)


@pytest.mark.parametrize("marked", REFUSED)
def test_bad_marking_is_refused_in_telegrams_words(marked: str) -> None:
    """What is not Telegram's HTML refuses the whole message, naming the byte."""
    with pytest.raises(ApiRefusal) as refused:
        html.parse(marked)
    assert refused.value.code == 400
    assert refused.value.description == f"Bad Request: can't parse entities: {REFUSED[marked]}"


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")))
def test_escaped_text_comes_back_as_it_was(text: str) -> None:
    """Any text, escaped, is parsed to itself with no entities."""
    assert html.parse(python_html.escape(text, quote=False)) == (text, ())


PIECES = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1, max_size=8)


@given(PIECES, PIECES, PIECES)
def test_an_entity_covers_what_stood_between_its_tags(before: str, inside: str, after: str) -> None:
    """Offset and length, in UTF-16 units, pick out exactly the marked words."""
    marked = "{}<b>{}</b>{}".format(*(python_html.escape(p, quote=False) for p in (before, inside, after)))
    text, (bold,) = html.parse(marked)
    assert sliced(text, bold) == inside
    assert bold.offset == utf16_length(before)
