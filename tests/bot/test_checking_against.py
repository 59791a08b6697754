"""`minutebook verify BUNDLE.zip --against HEAD --council NAME`: a bundle is held against what is given, too."""

import io
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.test_checking import bundle
from minutebook.bot.checking import check, verify
from minutebook.bot.cli import cli
from minutebook.council.errors import ConfigurationError

OTHER = "3fa9" * 16


@pytest.fixture
def parts(tmp_path: Path) -> list[Path]:
    """A bundle in several parts."""
    return bundle(tmp_path, limit=100_000)


def test_the_head_that_a_bundle_states_is_held(parts: list[Path]) -> None:
    """Given whole, its beginning, with its count or as a copied line, it is told to be the one that the bundle states."""
    found = check(parts)
    for noted in (found.head, found.head[:16].upper(), f"{found.count}:{found.head}"):
        out = io.StringIO()
        assert verify(parts, out, against=noted, council=found.council[:4].lower()), noted
        assert "The head that was given is the one that it states.\n" in out.getvalue()


def test_another_head_is_told_in_a_sentence(parts: list[Path]) -> None:
    """A head that the bundle does not state, or another count with it, is no match; which it states is told."""
    found = check(parts)
    for noted in (OTHER, f"{found.count + 1}:{found.head}", f"{found.count}:{OTHER}"):
        out = io.StringIO()
        assert not verify(parts, out, against=noted), noted
        assert out.getvalue() == (
            f"{found.council}: the bundle states another head of the ledger than the one that was given:"
            f" {found.count}:{found.head}\n"
        )


def test_what_is_no_head_and_another_council_are_refused(parts: list[Path]) -> None:
    """What has no seal in it is refused as it is without a bundle, and so is a council whose bundle it is not."""
    with pytest.raises(ConfigurationError, match="--against takes the head"):
        verify(parts, io.StringIO(), against="banana")
    with pytest.raises(ConfigurationError, match="of no council called Lenham"):
        verify(parts, io.StringIO(), council="Lenham")


def test_the_command_line_hands_both_on(parts: list[Path]) -> None:
    """`minutebook verify BUNDLE.zip --against HEAD` ends with 1 where the head is another, and with 0 where it is that."""
    names = [str(part) for part in parts]
    assert CliRunner().invoke(cli, ["verify", *names, "--against", check(parts).head]).exit_code == 0
    assert CliRunner().invoke(cli, ["verify", *names, "--against", OTHER]).exit_code == 1
    refused = CliRunner().invoke(cli, ["verify", *names, "--council", "Lenham"])
    assert isinstance(refused.exception, ConfigurationError)
