"""/find: the clerk searches with words, phrases and filters, and is shown where the words stand."""

from e2e.private import DECISION, GRIEVANCE, QUOTE, SICKNESS, answer, answers, recorded, replied, told
from e2e.stage import Stage


async def store(council: Stage) -> None:
    """Put three messages on the record."""
    await recorded(council, council.ann, QUOTE)
    await recorded(council, council.tom, DECISION)
    await recorded(council, council.priya, SICKNESS)


async def test_phrases_beginnings_filters_and_what_to_leave_out(council: Stage) -> None:
    """Each form finds what it should, and the answer is protected."""
    await store(council)
    one, two, three = "2026/0001", "2026/0002", "2026/0003"
    for words, expected in {
        "“churchyard wall”": [one],
        "“wall churchyard”": [],
        "hender*": [one, two],
        "hendersons -wall": [two],
        "hendersons from:tom": [two],
        "from:@ann_harrow": [one],
        "kind:decision": [two],
        "kind:staffing -from:ann": [three],
        "ref:2026 wall": [one],
        "ref:3": [three],
        "after:March 2026 wall": [one],
        "wall before:2026-02": [],
        "held:yes": [],
        "has:file": [],
    }.items():
        shown = (await answer(council, council.ruth, f"/find {words}")).text
        assert [ref for ref in (one, two, three) if ref in shown] == expected, (words, shown)


async def test_the_words_stand_in_bold_round_where_they_are(council: Stage) -> None:
    """Of a long message the stretch with the words is shown, the words in bold."""
    await recorded(
        council, council.ann, "Lovely weather. " * 40 + "Hendersons want £4,200. " + "So it goes. " * 40
    )
    shown = await answer(council, council.ruth, "/find hendersons")
    assert "Hendersons want £4,200" in shown.text
    assert shown.text.count("Lovely weather") < 5
    units = shown.text.encode("utf-16-le")
    bold = [
        units[2 * item.offset : 2 * (item.offset + item.length)].decode("utf-16-le")
        for item in shown.entities
        if item.type == "bold"
    ]
    assert "Hendersons" in bold
    assert shown.protected


async def test_dates_are_told_as_understood_and_what_is_not_understood_is_told(council: Stage) -> None:
    """A period is repeated in words; a filter with an odd value is looked for as words, and the clerk is told."""
    await store(council)
    assert "Said from 1 March 2026 to 31 March 2026" in await told(
        council, council.ruth, "/find wall on:march"
    )
    text = await told(council, council.ruth, "/find wall kind:wibble")
    assert "I did not understand kind:wibble" in text


async def test_the_clerk_does_not_find_what_is_withheld_nor_its_count(council: Stage) -> None:
    """What is about the clerk is not found, counted or shown to them by any word or filter; to the recipient it is."""
    council.margaret.starts(council.bot)
    await council.settled()
    await replied(council, council.ruth, "/staffing @margaret_p")
    await recorded(council, council.ann, GRIEVANCE)
    for words in (
        "complaint",
        "compl*",
        "from:ann",
        "kind:complaint",
        "ref:2026",
        "ref:1",
        "after:2026 clerk",
    ):
        assert "No record holds" in await told(council, council.ruth, f"/find {words}"), words
        assert "2026/0001" in await told(council, council.margaret, f"/find {words}"), words


async def test_a_search_too_long_is_cut_and_odd_signs_are_harmless(council: Stage) -> None:
    """Thousands of emoji, quotes without end and a very long search are answered with a sentence."""
    await store(council)
    for words in ("🙂" * 1_500, '"' * 900, "wall " * 600, "x" * 3_000):
        assert len(await answers(council, council.ruth, f"/find {words}")) == 1
