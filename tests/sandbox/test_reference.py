"""Every answer and update matches the published reference of Bot API 10.1, where that is at hand.

What came with 10.2 is not in it: ``SUPPLEMENT`` is ours.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from minutebook.sandbox.wire import Json, Obj

if TYPE_CHECKING:
    from tests.sandbox.conftest import Caller, Council

REFERENCE = Path(__file__).resolve().parents[3] / "shared" / "data" / "bot-api-10.1.json"
SUPPLEMENT: dict[str, dict[str, tuple[list[str], bool]]] = {
    "Message": {"ephemeral_message_id": (["Integer"], False)},
}


@pytest.fixture(scope="module")
def reference() -> dict[str, dict[str, Obj]]:
    """The published description of the Bot API."""
    if not REFERENCE.exists():
        pytest.skip("the published Bot API reference (../shared/data/bot-api-10.1.json) is not here")
    found: dict[str, dict[str, Obj]] = json.loads(REFERENCE.read_text(encoding="utf-8"))
    return found


class Checker:
    """Compares JSON with the reference: required fields, unknown fields, types."""

    def __init__(self, reference: dict[str, dict[str, Obj]]) -> None:
        self.types = reference["types"]
        self.methods = reference["methods"]
        self.faults: list[str] = []

    def check(self, value: Json, kinds: list[str], path: str) -> None:
        """Note a fault unless the value is of one of these types."""
        if not any(self._fits(value, kind) for kind in kinds):
            self.faults.append(f"{path}: {value!r} is no {' or '.join(kinds)}")
            return
        kind = next(kind for kind in kinds if self._fits(value, kind))
        if kind.startswith("Array of ") and isinstance(value, list):
            for item in value:
                self.check(item, [kind.removeprefix("Array of ")], path)
        elif kind in self.types and isinstance(value, dict):
            self._object(value, kind, path)

    def _fits(self, value: Json, kind: str) -> bool:
        if kind.startswith("Array of "):
            return isinstance(value, list)
        if kind in ("Boolean", "True"):
            return isinstance(value, bool)
        if kind in ("Integer", "Float"):
            return isinstance(value, int | float) and not isinstance(value, bool)
        return isinstance(value, str if kind == "String" else dict)

    def _object(self, value: Obj, kind: str, path: str) -> None:
        subtypes = self.types[kind].get("subtypes")
        if isinstance(subtypes, list) and subtypes:
            self._object(value, self._subtype(value, [str(each) for each in subtypes]), path)
            return
        fields = self._fields(kind)
        for name, (kinds, required) in fields.items():
            if name in value:
                self.check(value[name], kinds, f"{path}.{name}")
            elif required:
                self.faults.append(f"{path}.{name} is missing from {kind}")
        self.faults += [f"{path}.{name} is unknown in {kind}" for name in value if name not in fields]

    def _fields(self, kind: str) -> dict[str, tuple[list[str], bool]]:
        listed = self.types[kind].get("fields") or []
        assert isinstance(listed, list)
        fields: dict[str, tuple[list[str], bool]] = {}
        for each in listed:
            assert isinstance(each, dict)
            kinds = each["types"]
            assert isinstance(kinds, list)
            fields[str(each["name"])] = ([str(one) for one in kinds], bool(each["required"]))
        return fields | SUPPLEMENT.get(kind, {})

    def _subtype(self, value: Obj, subtypes: list[str]) -> str:
        """The subtype this object is meant to be: the one whose faults are fewest."""
        counts = {}
        for each in subtypes:
            trial = Checker({"types": self.types, "methods": self.methods})
            trial._object(value, each, "")
            wrong = sum(1 for said in trial.faults if "unknown" in said or "missing" in said)
            counts[each] = (wrong, not _says(self.types[each], value))
        return min(counts, key=lambda each: counts[each])


def _says(described: Obj, value: Obj) -> bool:
    """True if the description of the type or status field names the value's own."""
    own = str(value.get("type", value.get("status", "")))
    return own in json.dumps(described)


async def test_answers_and_updates_match_the_reference(
    eventful: Caller, reference: dict[str, dict[str, Obj]]
) -> None:
    """Every answer is what the reference says its method returns: types, required fields, no others."""
    checker = Checker(reference)
    for method, answer in eventful.answers:
        returns = reference["methods"][method]["returns"]
        assert isinstance(returns, list)
        kinds = [str(kind) for kind in returns]
        if method == "copyMessages":
            kinds = ["Array of MessageId"]
        checker.check(answer, kinds, method)
    assert checker.faults == []


async def test_ephemeral_messages_match_the_reference_and_our_supplement(
    council: Council, api: Caller, reference: dict[str, dict[str, Obj]]
) -> None:
    """With the supplement's field an ephemeral message is a Message of the reference."""
    council.world.promote(council.group, council.bot)
    to: Obj = {"receiver_user_id": council.bob.id}
    sent = await api.ok("sendMessage", chat_id=council.group.id, text="x", ephemeral_message_parameters=to)
    checker = Checker(reference)
    checker.check(sent, ["Message"], "sendMessage")
    assert checker.faults == []


def test_the_checker_sees_what_is_wrong(reference: dict[str, dict[str, Obj]]) -> None:
    """A missing, a mistyped and an unknown field are each reported."""
    checker = Checker(reference)
    checker.check({"id": "1", "is_bot": False, "colour": "red"}, ["User"], "user")
    assert sorted(checker.faults) == [
        "user.colour is unknown in User",
        "user.first_name is missing from User",
        "user.id: '1' is no Integer",
    ]
