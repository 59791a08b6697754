"""What `/mailbox` takes, and what it makes of a mailbox."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minutebook.council.errors import SettingError
from minutebook.council.letters import Enclosure, fitting
from minutebook.council.mailboxes import Ask, Mailbox, asked, parse_address

NONE = Mailbox()
SET = Mailbox("clerk@wexcombe.gov.uk", records=True)


@pytest.mark.parametrize(
    "said",
    [
        "clerk@wexcombe.gov.uk",
        " “clerk@wexcombe.gov.uk” ",
        "<clerk@wexcombe.gov.uk>",
        "mailto:clerk@wexcombe.gov.uk",
        "clerk@wexcombe.gov.uk.",
    ],
)
def test_an_address_is_taken_as_people_write_it(said: str) -> None:
    """Quotation marks, angle brackets and a full stop round an address are no part of it; records begin to go there."""
    assert asked(NONE, said) == SET


@pytest.mark.parametrize(
    "said",
    [
        "clerk",
        "clerk@",
        "@wexcombe.gov.uk",
        "clerk@wexcombe",
        "clerk@@wexcombe.gov.uk",
        "a@b.uk c@d.uk",
        "a@b.uk,c@d.uk",
        "clerk@wexcombe.gov.uk\nBcc: x@y.uk",
        "clèrk@wexcombe.gov.uk",
        f"{'x' * 65}@wexcombe.gov.uk",
        f"clerk@{'x' * 260}.uk",
        "records",
        "digest maybe",
    ],
)
def test_what_is_no_address_is_refused(said: str) -> None:
    """One address that every mail server takes, and nothing that would put a line into an e-mail's head."""
    with pytest.raises(SettingError):
        asked(SET, said)


@given(st.text(max_size=40))
def test_whatever_is_said_is_an_address_or_refused(said: str) -> None:
    """No input brings more than an address without spaces or signs of control."""
    try:
        address = parse_address(said)
    except SettingError:
        return
    assert address.isascii()
    assert address.isprintable()
    assert " " not in address
    assert address.count("@") == 1


@pytest.mark.parametrize(
    ("said", "then"),
    [
        ("digest on", Mailbox(SET.address, records=True, digest=True)),
        ("Records OFF", Mailbox(SET.address)),
        ("off", NONE),
        ("deputy@wexcombe.gov.uk", Mailbox("deputy@wexcombe.gov.uk", records=True)),
        ("", Ask.SHOW),
        ("test", Ask.TEST),
        ("Send all", Ask.SEND_ALL),
    ],
)
def test_each_word_changes_one_thing(said: str, then: Mailbox | Ask) -> None:
    """Another address keeps what goes there; the rest switches one thing on or off."""
    assert asked(SET, said) == then


@pytest.mark.parametrize("said", ["test", "digest on", "records off"])
def test_without_an_address_it_says_to_give_one(said: str) -> None:
    """Nothing can be switched or tried before there is a mailbox."""
    with pytest.raises(SettingError, match="address first"):
        asked(NONE, said)


def test_the_log_tells_what_goes_before_where() -> None:
    """What goes stands before the quotation mark, so that the address can be left out where others read."""
    assert str(SET) == "records “clerk@wexcombe.gov.uk”"
    assert str(Mailbox("a@b.uk", records=True, digest=True)) == "records, digest “a@b.uk”"
    assert str(Mailbox("a@b.uk")) == "nothing “a@b.uk”"
    assert str(NONE) == ""


@given(st.lists(st.integers(0, 50)), st.integers(0, 100))
def test_files_go_along_as_far_as_they_fit(sizes: list[int], limit: int) -> None:
    """What goes is within the limit, in order, and nothing that would still fit is left out."""
    files = [Enclosure(n, str(n), "", size, "", "") for n, size in enumerate(sizes)]
    taken = fitting(files, limit)
    total = sum(item.size for item in taken)
    assert total <= limit
    assert list(taken) == [item for item in files if item in taken]
    assert all(item.size > limit - total for item in files if item not in taken)
    assert fitting(files, None) == tuple(files)
