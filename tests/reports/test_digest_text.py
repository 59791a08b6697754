"""The digest's text: what it says, what it leaves out, and that it fits a phone."""

import html
import re
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from minutebook.council.concerns import UNREPEATABLE, Concern
from minutebook.council.ledger import Head
from minutebook.council.wording import load_wording
from minutebook.reports.digest import compose
from minutebook.reports.digest_lines import EXCERPT, excerpt
from minutebook.reports.material import Agreed, Material, Missed, OnAgenda
from minutebook.reports.parts import BUTTONS_A_PART, Part
from reports.material import EVENING, QUIET, flagged, listed, material, record

WORDING = load_wording()


def parts_of(what: Material) -> list[Part]:
    """Return the digest's parts."""
    return compose(what, WORDING)


def shown(part: Part) -> str:
    """Return a part as Telegram shows it, tags parsed."""
    return html.unescape(re.sub(r"</?(?:b|i|code|blockquote)>", "", part.text))


def whole(what: Material) -> str:
    """Return the whole digest as Telegram shows it."""
    return "\n\n".join(shown(part) for part in parts_of(what))


def test_a_quiet_day_is_one_line_with_the_ledger() -> None:
    """A day with nothing to tell gets one line, which still states the ledger's count and head."""
    [part] = parts_of(material(head=Head(12, "ab" * 32)))
    assert "\n" not in part.text
    assert part.items == ()
    assert shown(part) == (
        f"Wexcombe Parish Council: a quiet day, nothing to decide. Ledger: 12 entries, head {'ab' * 32}"
    )


def test_the_staffing_recipients_quiet_day_says_so_of_staffing_matters() -> None:
    """The staffing recipient's quiet line speaks of staffing matters."""
    assert "no staffing matters are waiting" in whole(material(staffing=True))


def test_every_section_is_there_in_order() -> None:
    """A full day tells of agreement, records, flags, the agenda, gaps, and the ledger last."""
    text = whole(
        material(
            records=[record()],
            flagged=listed(flagged()),
            agreed=[Agreed(EVENING, 4, True)],
            agenda=[OnAgenda("Bench on the green", "Cllr Priya Shah", EVENING)],
            missed=[Missed("outage", EVENING, EVENING + timedelta(hours=2), "")],
        )
    )
    wanted = [
        "Wexcombe Parish Council: digest, Wed 11 Mar 2026",
        "Members agreed in the chat",
        "4 members, Tue 10 Mar, 19:00",
        "One new record",
        "2026/0001 Cllr Ann Harrow, Tue 10 Mar, 19:00",
        "One message flagged, not on the record",
        "1. Cllr Ann Harrow",
        "lapses from Thu 9 Apr",
        "For the next agenda",
        "Bench on the green · put here by Cllr Priya Shah, Tue 10 Mar, 19:00",
        "I was off from Tue 10 Mar, 19:00 to Tue 10 Mar, 21:00",
        "Nothing on the ledger yet.",
    ]
    places = [text.find(piece) for piece in wanted]
    assert -1 not in places, [piece for piece, place in zip(wanted, places, strict=True) if place < 0]
    assert places == sorted(places)


def test_where_reactions_are_not_seen_agreement_is_at_least() -> None:
    """Where the bot sees no reactions a tally is a lower bound, and says so."""
    assert "at least 3 members (I see no reactions)" in whole(material(agreed=[Agreed(EVENING, 3, False)]))


@pytest.mark.parametrize("kind", ["outage", "rights", "away", "aside"])
def test_every_gap_is_told_open_or_closed(kind: str) -> None:
    """Each kind of gap has its sentence, whether it is over or lasts."""
    for ended in (None, EVENING + timedelta(hours=1)):
        assert "What I could not see" in whole(material(missed=[Missed(kind, EVENING, ended, "update 7")]))


@pytest.mark.parametrize("length", [0, 1, 79, 80, 81, 5_000])
def test_at_most_eighty_characters_of_a_message_are_shown(length: int) -> None:
    """A digest shows at most 80 characters of a message; what is cut ends in an ellipsis."""
    cut = excerpt("x" * length)
    assert len(cut) == min(length, EXCERPT)
    assert cut.endswith("…") == (length > EXCERPT)


def test_a_long_message_is_cut_in_records_and_flags() -> None:
    """Neither a record nor a flag shows the eighty-first character."""
    long = "a" * 79 + "QZ" + "b" * 300
    text = whole(material(records=[record(long)], flagged=listed(flagged(text=long))))
    assert "Q" not in text
    assert text.count("a" * 79 + "…") == 2


@pytest.mark.parametrize("concern", sorted(UNREPEATABLE), ids=str)
def test_nothing_of_a_sensitive_record_is_shown(concern: Concern) -> None:
    """A sensitive record is listed by reference, author, time and kind, without a word of its text."""
    text = whole(material(records=[record("Secret sentence", concerns=frozenset({concern}))]))
    assert "Secret" not in text
    assert "2026/0001 Cllr Ann Harrow" in text
    assert "/show 2026/0001" in text


def test_a_flag_without_text_points_to_the_review() -> None:
    """A flag whose text must not be shown says where it can be read."""
    assert "/review shows it" in whole(material(flagged=listed(flagged(text="", labels=(Concern.STAFFING,)))))


def test_late_and_quietened_flags_say_so() -> None:
    """A flag says that it was read late, and who called it no council business."""
    text = whole(material(flagged=listed(flagged(late=True, said_transitory="Cllr Tom Briggs"))))
    assert "I read this late" in text
    assert "Cllr Tom Briggs says: not council business." in text


def test_very_many_flags_come_in_numbered_parts_with_few_buttons_each() -> None:
    """Five hundred flags come in parts numbered (1/n) to (n/n), none too long, each flag once and in order."""
    parts = parts_of(
        material(flagged=listed(*(flagged(n, "Let's go ahead & sign <it>. " * 20) for n in range(1, 501))))
    )
    told = [pair for part in parts for pair in part.items]
    assert told == [(n, 1000 + n) for n in range(1, 501)]
    for number, part in enumerate(parts, start=1):
        assert f"({number}/{len(parts)})" in shown(part).split("\n")[0]
        assert shown(part).startswith("Wexcombe Parish Council: digest")
        assert len(shown(part)) <= 4096
        assert len(part.items) <= BUTTONS_A_PART
        for place, _ in part.items:
            assert f"{place}. Cllr Ann Harrow" in shown(part)


@pytest.mark.parametrize(
    "many",
    [
        pytest.param({"agreed": [Agreed(EVENING, 3, True)] * 400}, id="agreements"),
        pytest.param({"records": [record("word " * 50, number=n) for n in range(1, 200)]}, id="records"),
        pytest.param({"agenda": [OnAgenda("&" * 300, "<" * 128, EVENING)] * 60}, id="agenda"),
        pytest.param({"missed": [Missed("aside", EVENING, EVENING, "x" * 200)] * 100}, id="gaps"),
    ],
)
def test_any_section_may_run_over_several_parts(many: dict[str, object]) -> None:
    """However long a section is, every part stays within Telegram's 4,096 characters."""
    parts = parts_of(material(**many))
    assert len(parts) > 1
    assert all(len(shown(part)) <= 4096 for part in parts)
    assert shown(parts[-1]).endswith("Nothing on the ledger yet.")


def test_what_people_write_cannot_become_markup() -> None:
    """Names, titles and texts are shown to the letter, whatever characters they hold."""
    evil = "<b>&amp;</b>"
    what = material(
        council=evil,
        records=[record(evil, name=evil)],
        flagged=listed(flagged(text=evil, author=evil, said_transitory=evil)),
        agenda=[OnAgenda(evil, evil, EVENING)],
        missed=[Missed("aside", EVENING, EVENING, evil)],
    )
    assert whole(what).count(evil) == 9


@settings(max_examples=60)
@given(texts=st.lists(st.text(max_size=300), max_size=30), name=st.text(min_size=1, max_size=200))
def test_any_text_fits_and_balances(texts: list[str], name: str) -> None:
    """Whatever is said by whomever, parts are within the limit and their tags balance."""
    what = material(
        flagged=listed(*(flagged(n, text, author=name) for n, text in enumerate(texts, start=1))),
        agenda=[OnAgenda(text, name, EVENING) for text in texts],
    )
    for part in parts_of(what):
        assert len(shown(part)) <= 4096
        for tag in ("b", "i", "code"):
            assert part.text.count(f"<{tag}>") == part.text.count(f"</{tag}>")


def test_the_material_knows_a_quiet_day() -> None:
    """A day is quiet only if no section has anything."""
    assert QUIET.quiet
    assert not material(missed=[Missed("away", EVENING, None, "")]).quiet
