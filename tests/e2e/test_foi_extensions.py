"""A request that was extended goes over to another law only without its extension."""

import pytest

from e2e.cases import opened
from e2e.private import rows, told
from e2e.stage import Stage

FACTS = "SELECT kind, due_on, extended_at FROM requests"


@pytest.mark.parametrize(
    ("was", "named", "to"), [("eir", "(EIR)", "sar"), ("sar", "(Subject access)", "eir")]
)
async def test_an_extension_does_not_go_over_to_another_law(
    council: Stage, was: str, named: str, to: str
) -> None:
    """The change is refused until the extension is taken back; the other law's clock then runs, not extended."""
    await opened(council, how=was)
    await told(council, council.ruth, "/foi 1 extend")
    before = rows(council, FACTS)
    said = await told(council, council.ruth, f"/foi 1 kind {to}")
    assert f"as the law allows it for its kind {named}" in said
    assert "/foi 1 undo extend takes the extension back" in said
    assert rows(council, FACTS) == before
    assert "So it stands already" in await told(council, council.ruth, f"/foi 1 kind {was}")
    await told(council, council.ruth, "/foi 1 undo extend")
    assert "Kind: " in await told(council, council.ruth, f"/foi 1 kind {to}")
    assert rows(council, FACTS) == [(to, "2026-04-10", None)]
    assert "Extended" in await told(council, council.ruth, "/foi 1 extend")
