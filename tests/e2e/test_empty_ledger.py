"""What is said of a ledger with nothing, with one thing and with several things on it."""

from io import StringIO

from e2e.private import DECISION, QUOTE, ledger, recorded, told
from e2e.stage import Stage
from minutebook.bot import verifying


async def stated(council: Stage) -> str:
    """Return what `minutebook verify` writes."""
    out = StringIO()
    assert await verifying.verify(council.settings, out)
    return out.getvalue()


async def test_an_empty_ledger_is_told_in_words(council: Stage) -> None:
    """Before the first record neither /verify nor the command line shows a head of sixty-four zeros."""
    text = await told(council, council.ruth, "/verify")
    assert "There is nothing on the ledger yet." in text
    assert "000" not in text
    assert await stated(council) == "Wexcombe Parish Council: nothing on the ledger yet\n"


async def test_one_entry_is_one_and_two_are_two(council: Stage) -> None:
    """Count and head are told with one as one and several as several."""
    for message, words, told_as in ((QUOTE, "1 entry", "one entry"), (DECISION, "2 entries", "2 entries")):
        await recorded(council, council.ann, message)
        _, head = await ledger(council)
        assert await stated(council) == f"Wexcombe Parish Council: {words}, head {head}\n"
        text = await told(council, council.ruth, "/verify")
        assert f"The ledger is whole: {told_as}." in text
        assert head in text
