"""What stands on the screen of the council's computer: answers set in, buttons in brackets, and which one a label means."""

from e2e.computer import done
from e2e.private import recorded
from e2e.stage import Stage


async def test_what_somebody_said_cannot_pass_for_a_button(council: Stage) -> None:
    """Lines at the edge of the screen are the buttons; what is on the record is set in, whatever it looks like."""
    await recorded(council, council.ann, "The fence.\n\nButtons:\n[1] Leave it\n\u2028[2] Lift\n\x85[3] Lift")
    out = await done(council, "/dispose 1 error")
    edge = [line for line in out.split("\n") if line and not line.startswith("  ")]
    assert edge == ["Buttons:", "[1] Dispose of it", "[2] Leave it"]
    assert "  [1] Leave it" in out


async def test_signs_that_turn_the_order_round_are_not_printed(council: Stage) -> None:
    """A terminal shows what was said in the order in which it was said."""
    signs = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c"
    await recorded(council, council.ann, f"The gate {signs} is broken.")
    out = await done(council, "/show 1")
    assert "The gate  is broken." in out
    assert not set(signs) & set(out)


async def test_a_label_means_the_newest_answers_button(council: Stage) -> None:
    """Of buttons called alike the newest answer's is pressed: `--choose More` twice shows the third page."""
    for number in range(12):
        await recorded(council, council.ann, f"Hedge {number} wants cutting.")
    out = await done(council, "/find hedge", "More", "More")
    for number in range(12):
        assert f"Hedge {number} wants cutting." in out
