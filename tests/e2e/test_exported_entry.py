"""What the ledger says of a bundle: who asked for it, and, once it is made, which it is, by its manifest."""

import hashlib
import io
from pathlib import Path

from e2e.bundled import exported
from e2e.private import QUOTE, recorded, rows
from e2e.stage import Stage
from minutebook.bot import exporting
from minutebook.bot.exporting import Wish
from minutebook.storage.verifying import verify_council

ENTRIES = "SELECT actor_id, record_id, digest FROM ledger WHERE act = 'exported' ORDER BY seq"


async def test_the_ledger_names_a_bundle_by_its_manifest(council: Stage) -> None:
    """One entry says who asked; the next has the SHA-256 of the manifest, which names every record that went."""
    await recorded(council, council.ann, QUOTE)
    made = await exported(council, council.ruth)
    digest = hashlib.sha256(made.members["manifest.sha256"]).hexdigest()
    ruth = council.ruth.id
    assert rows(council, ENTRIES) == [(ruth, None, ""), (ruth, None, digest)]
    async with council.running.store.read() as tx:
        await verify_council(tx, (await council.view()).council.id, "Wexcombe")


async def test_a_bundle_made_at_the_computer_is_named_too(council: Stage, tmp_path: Path) -> None:
    """`minutebook export` states the SHA-256 that it prints."""
    await recorded(council, council.ann, QUOTE)
    out = io.StringIO()
    await exporting.export(council.settings, Wish(), tmp_path / "all.zip", out, io.StringIO())
    asked, became = rows(council, ENTRIES)
    assert (asked, became[:2]) == ((0, None, ""), (0, None))
    assert f"SHA-256 of the manifest: {became[2]}" in out.getvalue()
