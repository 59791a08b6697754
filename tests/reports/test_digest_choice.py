"""What of the flagged messages a digest lists in full, what it counts, and how a matter stands together."""

import html
import random
import re
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from minutebook.council.ledger import Head
from minutebook.council.retention import DIGESTS_NEEDED
from minutebook.council.wording import load_wording
from minutebook.reports.digest import compose
from minutebook.reports.material import IN_FULL, About, Agreed, Choice, Flagged, Material, OnAgenda, choose
from reports.material import EVENING, flagged, material, record

WORDING = load_wording()


def whole(what: Material) -> str:
    """Return the whole digest as Telegram shows it."""
    text = "\n\n".join(part.text for part in compose(what, WORDING))
    return html.unescape(re.sub(r"</?(?:b|i|code|blockquote)>", "", text))


def ids(choice: Choice) -> list[int]:
    """Return the numbers of what is listed."""
    return [item.id - 1000 for item in choice.listed]


def test_what_two_delivered_digests_have_listed_is_counted() -> None:
    """New messages and those listed once are listed; the others are counted, with the first day one lapses."""
    choice = choose(
        [flagged(1, listings=2), flagged(2, listings=5, days=1), flagged(3, listings=1), flagged(4)]
    )
    assert ids(choice) == [3, 4]
    assert (choice.older, choice.more, choice.waiting) == (2, 0, 4)
    text = whole(material(flagged=choice))
    assert "2 older still wait, the first lapses from Thu 9 Apr: /review" in text
    assert "2 messages flagged" in text


def test_one_older_is_one() -> None:
    """A single older message is told of as one, with its own day; a day with nothing else is no quiet one."""
    text = whole(material(flagged=choose([flagged(listings=2)])))
    assert "One older still waits and lapses from Thu 9 Apr: /review" in text
    assert "quiet" not in text


def test_no_digest_lists_more_than_twenty_four() -> None:
    """Of three hundred new messages twenty-four are listed, the rest counted, in a handful of messages."""
    choice = choose([flagged(n) for n in range(1, 301)])
    assert ids(choice) == list(range(1, IN_FULL + 1))
    assert choice.more == 300 - IN_FULL
    what = material(flagged=choice)
    assert "300 messages flagged" in whole(what)
    assert "…and 276 more, which later digests list: /review" in whole(what)
    assert len(compose(what, WORDING)) <= 5


def test_the_least_told_of_come_first() -> None:
    """Where there are too many, what no digest has listed yet comes before what one has."""
    told = [flagged(n, listings=1) for n in range(1, 31)]
    new = [flagged(n, days=1) for n in range(31, 41)]
    choice = choose([*told, *new])
    assert ids(choice) == [*range(1, 15), *range(31, 41)]
    assert choice.more == 16


@given(
    st.lists(
        st.tuples(st.integers(0, 3), st.integers(0, 40), st.one_of(st.none(), st.integers(1, 5))),
        max_size=80,
    ),
    st.randoms(use_true_random=False),
)
def test_everything_is_listed_or_counted_once(
    rows: list[tuple[int, int, int | None]], chance: random.Random
) -> None:
    """Whatever waits, in whatever order it comes, is listed or counted; a matter's messages stand together."""
    items = [
        flagged(n, listings=listings, days=days, matter=matter)
        for n, (listings, days, matter) in enumerate(rows)
    ]
    choice = choose(items)
    assert choice.waiting == len(items)
    assert len(choice.listed) == min(IN_FULL, sum(item.listings < DIGESTS_NEEDED for item in items))
    runs = [item.matter_id for item in choice.listed if item.matter_id is not None]
    changes = [a for a, b in zip([None, *runs], runs, strict=False) if a != b]
    assert len(changes) == len(set(runs))
    chance.shuffle(items)
    assert choose(items) == choice


def heads(text: str) -> list[str]:
    """Return the heading lines of flagged messages and matters."""
    return [line for line in text.split("\n") if re.match(r"▸|(?:↳ )?\d+\.", line)]


def three() -> list[Flagged]:
    """Return a question, something else, and the answer to the question."""
    return [
        flagged(1, "Shall we go with Hendersons?", matter=7),
        flagged(2, "The wall, agreed then.", matter=8, author="Cllr Tom Briggs"),
        flagged(3, "Fine by me.", matter=7, author="Cllr Owen Pugh"),
    ]


def test_what_belongs_to_one_matter_stands_under_its_first_message() -> None:
    """An answer stands under its question, whatever was said in between, and is numbered in that order."""
    text = whole(material(flagged=choose(three())))
    assert [line.partition(" ·")[0] for line in heads(text)] == [
        "1. Cllr Ann Harrow, Tue 10 Mar, 19:00",
        "↳ 2. Cllr Owen Pugh, Tue 10 Mar, 19:00",
        "3. Cllr Tom Briggs, Tue 10 Mar, 19:00",
    ]
    assert all(line.endswith("lapses from Thu 9 Apr") for line in heads(text))


def test_a_matter_whose_first_message_is_not_listed_has_it_as_a_heading() -> None:
    """An answer whose question is recorded, or listed before, stands under a line with the question."""
    opening = About("Cllr Ann Harrow", EVENING, "Shall we go with Hendersons?", "2026/0001")
    text = whole(material(flagged=choose(three()[2:]), openings={7: opening}))
    assert (
        heads(text)[0]
        == "▸ About 2026/0001 “Shall we go with Hendersons?” (Cllr Ann Harrow, Tue 10 Mar, 19:00)"
    )
    assert heads(text)[1].startswith("↳ 1. Cllr Owen Pugh")


def test_a_sensitive_first_message_is_named_without_its_text() -> None:
    """A heading whose message is sensitive says who and when."""
    text = whole(material(flagged=choose(three()[2:]), openings={7: About("Cllr Ann Harrow", EVENING, "")}))
    assert heads(text)[0] == "▸ About what Cllr Ann Harrow said, Tue 10 Mar, 19:00 (text not shown here)"


def test_agreement_says_about_what() -> None:
    """Agreement in the chat is told with the message it is about."""
    about = About("Cllr Ann Harrow", EVENING - timedelta(minutes=5), "Shall we go with Hendersons?")
    text = whole(material(agreed=[Agreed(EVENING, 3, True, about)]))
    assert (
        "3 members, Tue 10 Mar, 19:00\nAbout “Shall we go with Hendersons?” (Cllr Ann Harrow, Tue 10 Mar, 18:55)"
        in text
    )


def test_a_long_agenda_list_is_cut_and_says_where_the_rest_is() -> None:
    """Of a long list for the next agenda the digest shows the beginning and how many more there are."""
    text = whole(material(agenda=[OnAgenda(f"Item {n}.", "Cllr Ann Harrow", EVENING) for n in range(1, 31)]))
    assert "For the next agenda: 30 (/agenda takes lines off the list)" in text
    assert "Item 24." in text
    assert "Item 25." not in text
    assert "…and 6 more: /agenda" in text


def test_counts_are_told_as_people_say_them() -> None:
    """One is one, several are several, and an empty ledger has no head."""
    one = whole(
        material(
            records=[record()],
            flagged=choose([flagged()]),
            agenda=[OnAgenda("Bench", "Cllr Ann Harrow", EVENING)],
            head=Head(1, "ab" * 32),
        )
    )
    for phrase in (
        "One new record",
        "One message flagged",
        "/agenda takes it off",
        "Ledger: one entry, head ab",
    ):
        assert phrase in one
    assert not re.search(r"\b1 (?:new|records|messages|entries|more|older)", one)
    assert whole(material()).endswith("nothing to decide. Nothing on the ledger yet.")
    assert "…and one more, which a later digest lists" in whole(
        material(flagged=choose([flagged(n) for n in range(IN_FULL + 1)]))
    )
