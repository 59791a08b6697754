"""A request's bundle where nothing, or not all, of what is held is on the record; and what is said where there is none."""

import io
import json
from pathlib import Path

import pytest

from e2e.bundled import Bundle, check_alone, exported, opened
from e2e.private import DECISION, GRIEVANCE, QUOTE, answer, answers, ledger, pressed, recorded, replied, told
from e2e.stage import Stage
from minutebook.bot import checking, exporting
from minutebook.bot.exporting import Wish
from minutebook.council.errors import ConfigurationError

CHAT = ("Hendersons’ van was outside the hall again.", "Hendersons waved to me from the van, all of them.")
EMPTY = {"index.html", "redactions.html", "decisions.html", "searches.html", "gaps.html", "records.pdf"}
EMPTY |= {"records.csv", "records.jsonl", "ledger.jsonl", "manifest.sha256"}
NO_RECORD = "There is no record in this bundle."
MENDS = "/foi 1 record all"


async def asked(council: Stage, title: str = "Hendersons") -> None:
    """A request comes in and is searched for."""
    await told(council, council.ruth, f"/foi new foi “{title}”")


async def chatted(council: Stage, *texts: str) -> None:
    """Something is said that nobody puts on the record."""
    for text in texts:
        council.ann.says(text, in_=council.room)
    await council.settled()


def holds_nothing(made: Bundle) -> None:
    """It has its searches, its gaps and its tables with their heads, and no record; the PDF says so too."""
    assert made.rows == []
    assert made.members["records.csv"].decode("utf-8-sig").startswith("ref,council,")
    assert made.members["records.csv"].count(b"\n") == 1
    for text in (made.text("index.html"), made.paper()):
        assert NO_RECORD in text
        assert "no records" in text
    assert "Searches carried out" in made.paper()


async def test_what_was_not_found_has_a_bundle_with_its_searches(council: Stage) -> None:
    """“Not held” is an answer: the bundle has cover, searches, gaps and ledger, and is stated and checked as any other."""
    await recorded(council, council.ann, QUOTE)
    await asked(council, "zebra crossing")
    before = await ledger(council)
    for command, members in (("case 1", EMPTY), ("case 1 whole", EMPTY | {"contents.jsonl"})):
        made = await exported(council, council.ruth, f"/export {command}")
        assert "a bundle without a record" in made.heard[0].text
        assert "⚠️" not in made.heard[0].text
        assert "No records." in made.heard[-1].text
        assert made.members.keys() == members
        holds_nothing(made)
        assert "zebra* or crossing*" in made.text("searches.html")
        assert json.loads(made.text("ledger.jsonl").splitlines()[0])["count"] > before[0]
    found = check_alone(made.heard)
    assert found is not None
    assert (found.records, found.entries) == (0, 1)


async def test_a_request_whose_record_was_disposed_of_still_has_its_bundle(council: Stage) -> None:
    """After disposal the searches are all there is to show, and are shown; without a request that is said."""
    await told(council, council.ruth, "/schedule new tents 1 month from captured then dispose")
    await recorded(council, council.ann, QUOTE)
    await told(council, council.ruth, "/class 1 tents sooner")
    await asked(council)
    await told(council, council.ruth, "/foi 1 close answered in full")
    await council.forward(days=33)
    card = await answer(council, council.ruth, "/dispose")
    await pressed(council, council.ruth, card, "Dispose")
    holds_nothing(await exported(council, council.ruth, "/export case 1"))
    said = await told(council, council.ruth, "/export")
    assert "There are no records any more" in said
    assert "/show 2026/0001" in said
    assert "yet" not in said


async def test_what_is_held_on_no_record_is_warned_of_before_the_bundle(council: Stage) -> None:
    """The clerk is told how many messages a bundle lacks, and what mends it; once that is done there is no warning."""
    await chatted(council, *CHAT)
    await asked(council)
    made = await exported(council, council.ruth, "/export case 1")
    assert "2 messages are on hold for request 1 but on no record" in made.heard[0].text
    assert MENDS in made.heard[0].text
    holds_nothing(made)
    await told(council, council.ruth, MENDS)
    made = await exported(council, council.ruth, "/export case 1")
    assert "⚠️" not in made.heard[0].text
    assert len(made.rows) == 2


async def test_only_the_councils_own_cover_tells_of_it(council: Stage) -> None:
    """What goes to whoever asked tells neither that a message is left out nor how the council works."""
    await recorded(council, council.tom, QUOTE)
    await chatted(council, CHAT[0])
    await asked(council)
    own = await exported(council, council.ruth, "/export case 1 whole")
    for text in (own.text("index.html"), own.paper()):
        assert "one message that is on no record; /foi 1 record all puts it there" in text
    copy = await exported(council, council.ruth, "/export case 1")
    assert "One message is on hold for request 1" in copy.heard[0].text
    for words in ("on no record", "record all", "On hold", "van was outside"):
        assert not copy.holds(words), words
        assert words not in copy.paper()


async def test_the_clerk_is_not_told_of_what_is_for_the_staffing_recipient(council: Stage) -> None:
    """Held messages that are about the clerk are in no count of the clerk's, at the computer neither."""
    await replied(council, council.ruth, "/staffing @margaret_p")
    await chatted(council, GRIEVANCE, "Ruth Calder's conduct is a disgrace, I want a formal complaint made.")
    await asked(council, "complaint conduct")
    made = await exported(council, council.ruth, "/export case 1 whole")
    assert "⚠️" not in made.heard[0].text
    assert "on no record" not in made.text("index.html")
    target, out = council.folder / "case.zip", io.StringIO()
    await exporting.export(council.settings, Wish(case=1), target, out, io.StringIO())
    assert "Not in the bundle" not in out.getvalue()


async def test_a_closed_request_is_warned_of_with_how_to_open_it(council: Stage) -> None:
    """What it held until it was closed can come on the record once it is open again, while it is still known."""
    await chatted(council, CHAT[0])
    await asked(council)
    await told(council, council.ruth, "/foi 1 close not held")
    made = await exported(council, council.ruth, "/export case 1 whole")
    assert "/foi 1 reopen, then /foi 1 record all" in made.heard[0].text
    assert "/foi 1 reopen, then /foi 1 record all" in made.text("index.html")
    await told(council, council.ruth, "/foi 1 reopen")
    await told(council, council.ruth, MENDS)
    assert len((await exported(council, council.ruth, "/export case 1")).rows) == 1


async def test_the_computer_makes_one_too_and_says_what_it_lacks(council: Stage, tmp_path: Path) -> None:
    """`minutebook export` writes the bundle of a request without records, whole in itself, and warns as the chat does."""
    await chatted(council, *CHAT)
    await asked(council)
    for name, copy in (("copy", None), ("whole", False)):
        target, out = tmp_path / f"{name}.zip", io.StringIO()
        await exporting.export(council.settings, Wish(case=1, copy=copy), target, out, io.StringIO())
        assert "Not in the bundle: 2 messages held for request 1 but on no record." in out.getvalue()
        assert MENDS in out.getvalue()
        assert checking.check([target]).records == 0
        assert checking.verify([target], io.StringIO())


WRONG = {
    "nothing to look for": (Wish(words='"'), 'there is nothing to look for in “"”'),
    "no such class": (Wish(klass="banana"), "there is no class “banana” .*; there are: .*finance.*"),
    "no such month": (Wish(since="Marchember"), "cannot read “Marchember”; days are .* or 31/1/2026"),
}


@pytest.mark.parametrize(("wish", "words"), WRONG.values(), ids=WRONG)
async def test_the_computer_names_what_is_wrong_and_what_there_is(
    council: Stage, tmp_path: Path, wish: Wish, words: str
) -> None:
    """A search for nothing is called that, and a class that is none is answered with those there are."""
    await recorded(council, council.ann, QUOTE)
    with pytest.raises(ConfigurationError, match=words):
        await exporting.export(council.settings, wish, tmp_path / "x.zip", io.StringIO(), io.StringIO())


async def test_export_reads_days_as_find_does(council: Stage, tmp_path: Path) -> None:
    """Months by name, days with strokes and `to` between two are taken in chat; the computer takes the same days."""
    await recorded(council, council.ann, QUOTE)
    await council.forward(days=40)
    await recorded(council, council.ann, DECISION)
    for said in ("March 2026", "1/1/26..31/3/26", "2026-01 to 2026-03", "until 31 March"):
        assert (await exported(council, council.ruth, f"/export {said}")).refs == ["2026/0001"], said
    out = io.StringIO()
    wish = Wish(since="April 2026", until="30/4/26")
    await exporting.export(council.settings, wish, tmp_path / "x.zip", out, io.StringIO())
    assert "one record and" in out.getvalue()


async def test_the_answer_where_nothing_matches_advises_nobody_to_send_everything(council: Stage) -> None:
    """Somebody who answers a request is not led to a bundle of all there is."""
    await recorded(council, council.ann, QUOTE)
    said = await answers(council, council.ruth, "/export find zebra redacted")
    assert "takes all" not in said[0].text
    assert not opened(said).members
