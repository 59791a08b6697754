"""The ledger: generated histories verify, and any tampering with one is found and located."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from minutebook.council.errors import LedgerBroken
from minutebook.council.ledger import (
    EMPTY,
    GENESIS,
    Act,
    Entry,
    Head,
    append,
    canonical,
    content_digest,
    seal_of,
    verify,
)

START = datetime(2026, 3, 10, 19, 0, tzinfo=UTC)
digests = st.text("0123456789abcdef", min_size=64, max_size=64)
steps = st.tuples(
    st.timedeltas(timedelta(0), timedelta(days=400)),
    st.sampled_from(Act),
    st.none() | st.integers(1, 10**9),
    st.integers(0, 50),
    st.integers(-(2**52), 2**52),
    st.just("") | digests,
)


def chain(history: list[tuple[timedelta, Act, int | None, int, int, str]]) -> list[Entry]:
    """The entries of a history."""
    entries: list[Entry] = []
    head, at = EMPTY, START
    for later, act, record, version, actor, digest in history:
        at += later
        entry = append(
            head,
            council_id=3,
            at=at,
            act=act,
            record_id=record,
            version=version,
            actor_id=actor,
            digest=digest,
        )
        entries.append(entry)
        head = Head(entry.seq, entry.seal)
    return entries


histories = st.lists(steps, min_size=1, max_size=8).map(chain)


def head_of(entries: list[Entry]) -> Head:
    """Where a chain ends."""
    return Head(entries[-1].seq, entries[-1].seal)


@given(histories)
def test_a_history_verifies(entries: list[Entry]) -> None:
    """Whatever was done, the chain verifies, against every head it ever had."""
    assert verify(entries) == head_of(entries)
    for known in entries:
        assert verify(entries, Head(known.seq, known.seal)) == head_of(entries)
    assert verify(entries, EMPTY) == head_of(entries)


def test_nothing_verifies_as_nothing() -> None:
    """An empty chain ends at the beginning."""
    assert verify([]) == EMPTY == Head(0, GENESIS)


EDITS: dict[str, Callable[[Entry], Entry]] = {
    "council": lambda e: replace(e, council_id=e.council_id + 1),
    "time": lambda e: replace(e, at=e.at + timedelta(microseconds=1)),
    "act": lambda e: replace(e, act=Act.HELD if e.act is not Act.HELD else Act.RELEASED),
    "record": lambda e: replace(e, record_id=(e.record_id or 0) + 1),
    "record_gone": lambda e: replace(e, record_id=None if e.record_id is not None else 0),
    "version": lambda e: replace(e, version=e.version + 1),
    "actor": lambda e: replace(e, actor_id=e.actor_id + 1),
    "digest": lambda e: replace(e, digest="0" * 64 if e.digest != "0" * 64 else ""),
    "seal": lambda e: replace(e, seal=GENESIS),
}


@given(histories, st.data(), st.sampled_from(sorted(EDITS)))
def test_an_edit_is_found_where_it_is(entries: list[Entry], data: st.DataObject, what: str) -> None:
    """Changing any field of any entry breaks the chain at that entry."""
    place = data.draw(st.integers(0, len(entries) - 1))
    entries[place] = EDITS[what](entries[place])
    with pytest.raises(LedgerBroken) as broken:
        verify(entries)
    assert broken.value.seq == place + 1


@given(histories, st.data())
def test_an_edit_with_its_seal_made_anew_is_found_at_the_next(
    entries: list[Entry], data: st.DataObject
) -> None:
    """Sealing the changed entry again moves the break to the one after it; or to the head a digest stated."""
    head = head_of(entries)
    place = data.draw(st.integers(0, len(entries) - 1))
    changed = replace(entries[place], actor_id=entries[place].actor_id + 1)
    entries[place] = replace(changed, seal=seal_of(changed))
    with pytest.raises(LedgerBroken) as broken:
        verify(entries, head)
    assert broken.value.seq == min(place + 2, len(entries))


@given(histories, st.data())
def test_a_swap_is_found(entries: list[Entry], data: st.DataObject) -> None:
    """Two entries in each other's place break the chain at the first of them."""
    first = data.draw(st.integers(0, len(entries) - 1))
    second = data.draw(st.integers(0, len(entries) - 1))
    assume(first < second)
    entries[first], entries[second] = entries[second], entries[first]
    with pytest.raises(LedgerBroken) as broken:
        verify(entries)
    assert broken.value.seq == first + 1


@given(histories, st.data())
def test_a_deletion_is_found(entries: list[Entry], data: st.DataObject) -> None:
    """Taking out any entry breaks the chain there; the last one only where its head is known."""
    head = head_of(entries)
    place = data.draw(st.integers(0, len(entries) - 1))
    del entries[place]
    with pytest.raises(LedgerBroken) as broken:
        verify(entries, head)
    assert broken.value.seq == place + 1


@given(histories, st.data())
def test_an_insertion_is_found(entries: list[Entry], data: st.DataObject) -> None:
    """An entry put in, even one sealed to follow the one before it, breaks the chain."""
    place = data.draw(st.integers(0, len(entries) - 1))
    before = Head(place, entries[place].previous)
    forged = append(before, council_id=3, at=START, act=Act.NOTED, record_id=None, actor_id=1)
    entries.insert(place, forged)
    with pytest.raises(LedgerBroken) as broken:
        verify(entries)
    assert broken.value.seq in (place + 1, place + 2)


@given(histories, st.data())
def test_a_lost_tail_is_found_by_a_known_head(entries: list[Entry], data: st.DataObject) -> None:
    """A bare chain cannot see that its tail is gone; with the head a digest stated it can, and says where."""
    head = head_of(entries)
    kept = data.draw(st.integers(0, len(entries) - 1))
    shorter = entries[:kept]
    assert verify(shorter).count == kept
    with pytest.raises(LedgerBroken, match=f"stated {head.count} entries") as broken:
        verify(shorter, head)
    assert broken.value.seq == kept + 1


def test_the_canonical_bytes_never_change() -> None:
    """The spelling of what is hashed, and the digests made of it, are held to the letter."""
    value = {"b": [1, True, None, "é\n"], "a": {"z": -1, "y": "“”"}}
    assert canonical(value) == b'{"a":{"y":"\\u201c\\u201d","z":-1},"b":[1,true,null,"\\u00e9\\n"]}'
    content = {"text": "Agreed.", "sender": "Ann", "files": []}
    assert (
        content_digest(b"0123456789abcdef", content)
        == "d5f7cda8ac410a83ee3e94ddc58065414ae6a21ac233251636516b030f36001c"
    )
    entry = append(
        EMPTY, council_id=1, at=START, act=Act.CAPTURED, record_id=7, version=1, actor_id=42, digest="ab" * 32
    )
    assert entry.previous == GENESIS
    assert entry.seal == "5b86e70f921fb7b14a491ad238d15c57e0efb2cbb33ef46f06995222394e52ea"
    second = append(Head(entry.seq, entry.seal), council_id=1, at=START, act=Act.EXPORTED, record_id=None)
    assert second.seal == "b4ca7d10b68bc8c9a0edea17026b6b18842033e9ffaeb452b0f53f763122a88f"


def test_an_instant_is_spelled_in_utc() -> None:
    """The same instant in another zone gives the same seal."""
    there = START.astimezone(timezone(timedelta(hours=5)))
    here, elsewhere = (
        append(EMPTY, council_id=1, at=at, act=Act.NOTED, record_id=None) for at in (START, there)
    )
    assert here.seal == elsewhere.seal


@pytest.mark.parametrize("value", [1.0, b"x", {1}, (1,), START, object()])
def test_what_has_no_one_spelling_is_refused(value: object) -> None:
    """Numbers with a point, bytes, sets, tuples and instants are not taken, however deep they lie."""
    with pytest.raises(TypeError):
        canonical({"a": [{"b": value}]})
    with pytest.raises(TypeError):
        canonical({1: "x"})  # type: ignore[dict-item]


@given(st.text(), st.text(), digests)
def test_a_digest_tells_contents_and_salts_apart(one: str, other: str, salt: str) -> None:
    """Different content, or another salt, gives another digest; the same gives the same."""
    assume(one != other)
    grain = bytes.fromhex(salt)
    assert content_digest(grain, {"text": one}) == content_digest(grain, {"text": one})
    assert content_digest(grain, {"text": one}) != content_digest(grain, {"text": other})
    assert content_digest(grain, {"text": one}) != content_digest(grain[1:], {"text": one})
