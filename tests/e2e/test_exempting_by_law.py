"""Reasons know their law: a request is answered by the reasons of the law it is made under."""

import io
from pathlib import Path

import pytest

from e2e.bundled import exported
from e2e.private import answer, answers, pressed, recorded, rows, told
from e2e.stage import Stage
from minutebook.bot import exporting
from minutebook.bot.exporting import Wish

HEDGE = "Mrs Dunning at 4 Mill Lane complained of the hedge"


@pytest.fixture
async def asked(council: Stage) -> Stage:
    """Mrs Dunning asks for her own data (1), somebody by FOIA (2) and by the EIR (3), for what one record says."""
    await recorded(council, council.ann, HEDGE)
    for kind in ("sar", "foi", "eir"):
        await answers(council, council.ruth, f'/foi new {kind} "Dunning hedge"')
    return council


@pytest.mark.parametrize(
    ("command", "why", "law", "right"),
    [
        (
            "s.43(2) “hedge” for 1",
            "commercial interests, FOIA s.43(2)",
            "the Data Protection Act",
            "p16 (about",
        ),
        ("personal for 1", "personal information, FOIA s.40", "the Data Protection Act", "not-theirs (not"),
        (
            "p16 for 2",
            "about somebody else, DPA 2018 Sch 2 para 16",
            "the Freedom of Information Act",
            "s40(2) (",
        ),
        ("s41 for 3", "given in confidence, FOIA s.41", "the Environmental Information", "r12(5)(e) (comm"),
    ],
)
async def test_a_reason_of_another_law_is_refused_for_a_request(
    asked: Stage, command: str, why: str, law: str, right: str
) -> None:
    """For one request alone only a reason of its law is taken; the answer lists those there are."""
    said = await told(asked, asked.ruth, f"/exempt 1 {command}")
    for words in (f"Nothing was marked: “{why}” is no reason under {law}", right):
        assert words in said
    assert rows(asked, "SELECT id FROM exemptions") == []


async def test_a_plain_name_cites_the_requests_law(asked: Stage) -> None:
    """What the policy calls personal is withheld from an EIR copy by the Regulations, and its preview says so."""
    said = await told(asked, asked.ruth, "/exempt 1 personal “Mill Lane” for 3")
    assert "personal information, EIR reg 13" in said
    assert "The copy of 2026/0001 for request 3 now reads:" in said
    made = await exported(asked, asked.ruth, "/export case 3")
    assert made.holds("personal information, EIR reg 13")
    assert not made.holds("FOIA")
    assert "⚠️" not in made.heard[0].text


async def test_a_copy_for_somebodys_own_data_cites_no_other_law(asked: Stage) -> None:
    """Marks made for every copy stay; a subject access copy cites no section of FOIA, and the clerk is warned."""
    await told(asked, asked.ruth, "/exempt 1 personal “Mill Lane”")
    await told(asked, asked.ruth, "/exempt 1 s.43(2) “hedge”")
    made = await exported(asked, asked.ruth, "/export case 1")
    assert not made.holds("Mill Lane")
    assert not made.holds("FOIA s.")
    assert made.rows[0]["withheld"] == ["commercial interests", "personal information"]
    assert 'at 4 <span class="withheld">[withheld: personal information]</span> complained' in made.text(
        "index.html"
    )
    warned = made.heard[0].text
    for words in (
        "2 marks give a reason that is none under the Data Protection Act",
        "• 2026/0001: personal information, FOIA s.40\n• 2026/0001: commercial interests, FOIA s.43(2)",
        "/exempt 2026/0001 REASON “the words” for 1",
        "p16 (about somebody else)",
    ):
        assert words in warned
    assert "FOIA s.40" in (await exported(asked, asked.ruth, "/export case 2")).text("redactions.html")


async def test_the_councils_own_copy_lists_them_with_the_way_out(asked: Stage) -> None:
    """The page of what is withheld in the whole bundle names each such mark, its law, and what to do; the PDF too."""
    await told(asked, asked.ruth, "/exempt 1 personal “Mill Lane”")
    made = await exported(asked, asked.ruth, "/export case 1 whole")
    for text in (made.text("redactions.html"), made.paper()):
        assert "These give a reason that the Data Protection Act does not have" in text
        assert "personal information, FOIA s.40" in text
        assert "/exempt 2026/0001 REASON" in text
    assert "These give" not in (await exported(asked, asked.ruth, "/export case 2 whole")).text(
        "redactions.html"
    )


async def test_a_reason_of_the_right_law_puts_it_right(asked: Stage) -> None:
    """Once the same words are marked by the request's law, the copy cites that alone and nobody is warned."""
    await told(asked, asked.ruth, "/exempt 1 personal “Mill Lane”")
    said = await told(asked, asked.ruth, "/exempt 1 p16 “Mill Lane” for 1")
    assert "at 4 [withheld: about somebody else, DPA 2018 Sch 2 para 16] complained" in said
    assert "whether that other person agrees" in said
    made = await exported(asked, asked.ruth, "/export case 1")
    assert "⚠️" not in made.heard[0].text
    assert "[withheld: about somebody else, DPA 2018 Sch 2 para 16]" in made.text("index.html")
    assert "personal information" not in made.text("index.html") + made.text("redactions.html")


async def test_a_mark_from_before_is_told_under_its_record(asked: Stage) -> None:
    """A mark for a request whose law it is not, kept from before, is pointed out under /exempt, and can be lifted."""
    await told(asked, asked.ruth, "/exempt 1 p16 “Mill Lane” for 1")
    async with asked.running.store.change() as tx:
        from minutebook.storage.schema_keeping import exemptions

        await tx.run(exemptions.update().values(reason="s43(2)"))
    shown = await answer(asked, asked.ruth, "/exempt 1")
    assert "for request 1 alone\n⚠️ no reason under the Data Protection Act" in shown.text
    await pressed(asked, asked.ruth, shown, "1. Lift")


async def test_the_computer_warns_too(asked: Stage, tmp_path: Path) -> None:
    """`minutebook export` says of which records something is withheld for a reason of another law."""
    await told(asked, asked.ruth, "/exempt 1 personal “Mill Lane”")
    out = io.StringIO()
    await exporting.export(asked.settings, Wish(case=1), tmp_path / "1.zip", out, io.StringIO())
    assert "for a reason of another law than the request’s" in out.getvalue()
    assert "one place, of 2026/0001" in out.getvalue()
    out = io.StringIO()
    await exporting.export(asked.settings, Wish(case=2), tmp_path / "2.zip", out, io.StringIO())
    assert "another law" not in out.getvalue()
