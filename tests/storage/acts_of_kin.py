"""More deeds for generated histories: records that repeat one another, files, polls, and what is disposed of again."""

from contextlib import suppress
from dataclasses import replace
from datetime import timedelta

import sqlalchemy as sa

from minutebook.council import conversations
from minutebook.council.disposal import Grounds, HeldError, Line
from minutebook.council.exemptions import Mark
from minutebook.council.matters import MatterState
from minutebook.council.messages import Attachment, Message, Poll
from minutebook.council.records import Method, Record, Reference, Route
from minutebook.storage import disposing, exemptions, files, records, register, taking, talk
from minutebook.storage.records import Capture
from minutebook.storage.schema import councils
from minutebook.storage.schema_records import record_versions
from storage.acts_history import Doing
from storage.conftest import GROUP, NOW, message, salt
from storage.history import LONDON

KIN = (
    "answer", "talk", "file", "fetch", "forward", "poll", "count", "retell", "withhold", "mark whole", "mark file",
    "mark part", "mark for", "look all", "again", "never had", "withdraw", "put back", "search",
)  # fmt: skip

SHA = "1" * 64


class Kin(Doing):
    """Does these deeds too."""

    async def do(self, number: int, deed: str) -> None:
        """Do one thing, where there is something to do it to."""
        found = await records.by_ids(self.tx, await self.keys())
        record = found[number % len(found)] if found else None
        if deed not in KIN or record is None:
            await super().do(number, deed if deed not in KIN else "record")
        elif deed in ("answer", "talk", "file", "forward", "poll"):
            await self._record(record, number, deed)
        elif deed in ("fetch", "count", "retell", "withhold", "search"):
            await self._comes(record, number, deed)
        elif deed.startswith(("mark", "look")):
            await self._mark(record, deed)
        elif deed in ("again", "never had"):
            await self._dispose(record, deed)
        else:
            await self._settle(record, number, deed)

    async def _put(self, said: Message, answered: Message | None = None, *members: Message) -> None:
        labels: frozenset[None] = frozenset()
        method = Method.FORWARD if said.chat_id > 0 else Method.COMMAND
        parts = [[one] for one in members]
        what = Capture(
            [said], answered, 7, "Ruth", method, labels, labels, Route.CLERK, "mine", members=parts
        )
        await records.capture(self.tx, 1, what, year=2026, now=NOW, salt=salt)

    async def _record(self, other: Record, number: int, deed: str) -> None:
        before = replace(message(other.message_id, other.versions[0].text), chat_id=other.chat_id)
        said = message(number, f"Said {number}.")
        if deed == "answer":
            await self._put(replace(said, reply_to=before.message_id, reply_sender_id=7), before)
        elif deed == "talk":
            parts = [replace(before, chat_id=GROUP), said]
            await self._put(
                conversations.told([[one] for one in parts], (GROUP, -number), LONDON), None, *parts
            )
        elif deed == "file":
            file = Attachment("document", f"f{number}", f"u{number}", "a.pdf")
            await self._put(replace(said, attachments=(file,)))
        elif deed == "forward":
            await self._put(replace(before, chat_id=7, message_id=number, forward_from="Cllr Ann Harrow"))
        else:
            await self._put(replace(said, poll=Poll(f"p{number}", "Fence?", ("Yes", "No"), False, False, ())))

    async def _comes(self, record: Record, number: int, deed: str) -> None:
        later = {"edited_at": NOW + timedelta(minutes=number)}
        if deed == "fetch":
            for wanted in await files.wanted(self.tx, NOW):
                await files.store(self.tx, wanted, sha256=SHA, size=5, path=SHA, now=NOW)
        elif deed == "count":
            poll = Poll(f"p{record.message_id}", "Fence?", ("Yes", "No"), False, True, (number, 1))
            said = replace(message(record.message_id, f"Said {record.message_id}."), poll=poll, **later)
            await records.add_version(self.tx, said, at=NOW, salt=salt)
        elif deed == "retell":
            for member in record.members[:1]:
                said = replace(member.message, text=f"Retold {number}.", **later)
                await records.add_version(self.tx, said, at=NOW, salt=salt)
                await records.add_member_version(self.tx, said, LONDON, at=NOW, salt=salt)
        elif deed == "withhold":
            await records.withhold(self.tx, record.chat_id, record.message_id)
        else:
            await taking.take_record(self.tx, 1, record.id, NOW)

    async def _mark(self, record: Record, deed: str) -> None:
        mark = Mark(0, record.id, "personal", NOW, 5, "Ruth", seen=1)
        if deed == "look all":
            for key in await self.keys():
                await exemptions.look(self.tx, 1, key, 9, by=5, now=NOW)
        elif deed == "mark file":
            for file in record.files[:1]:
                await exemptions.add(self.tx, 1, replace(mark, file_id=file.id))
        elif deed == "mark part":
            for member in record.members[:1]:
                await exemptions.add(self.tx, 1, replace(mark, about=member.message.key))
        elif deed == "mark for":
            for case in self.cases[:1]:
                await exemptions.add(self.tx, 1, replace(mark, words="Said", version=1, request_id=case.id))
        else:
            await exemptions.add(self.tx, 1, mark)

    async def _dispose(self, record: Record, deed: str) -> None:
        """As a register of disposals has it that another database of this council's left."""
        council = await self.tx.row(sa.select(councils.c.created_at))
        first = record_versions.c.record_id == record.id, record_versions.c.number == 1
        version = await self.tx.row(sa.select(record_versions.c.digest).where(*first))
        assert council is not None
        assert version is not None
        ref, key, content = record.reference, record.id, version["digest"]
        if deed == "never had":
            above = max(await self.keys()) + 1
            ref, key, content = Reference(2026, above), above, "2" * 64
        line = Line(
            1, council["created_at"], key, ref, record.route, record.klass, Grounds.DUE, NOW, 5,
            ((record.chat_id, record.message_id),), content, (), "",
        )  # fmt: skip
        with suppress(HeldError):
            await disposing.again(self.tx, line, now=NOW)

    async def _settle(self, record: Record, number: int, deed: str) -> None:
        await register.enrol(self.tx, 1, replace(message(record.message_id), chat_id=record.chat_id))
        [key] = (await talk.matters_of(self.tx, record.chat_id, [record.message_id])).values()
        decision = await register.get(self.tx, 1, key)
        assert decision is not None
        settled = (NOW + timedelta(days=1), 7) if deed == "put back" and number % 2 else None
        state = MatterState.WITHDRAWN if deed == "withdraw" or settled else MatterState.ON_AGENDA
        await register.settle(
            self.tx, decision, state, "", record_id=record.id, by=5, now=NOW, settled=settled
        )
