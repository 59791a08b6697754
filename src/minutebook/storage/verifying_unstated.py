"""Looking for what stands in a store and no entry of the ledger states: it was put there behind the program's back.

A fact is compared with the last entry that states its kind, where there is one. Here is looked for what has none.
"""

import sqlalchemy as sa

from minutebook.council.errors import LedgerBroken
from minutebook.council.ledger import Head
from minutebook.storage.store import Tx

_CONTENT = {
    "record key {} has a version the ledger does not know": """
SELECT v.record_id FROM records r JOIN record_versions v ON v.record_id = r.id
WHERE r.council_id = :council AND NOT EXISTS (SELECT 1 FROM ledger l WHERE l.council_id = r.council_id
  AND l.record_id = r.id AND l.version = v.number AND l.act IN ('captured', 'edited'))""",
    "record key {} has no version at all": """
SELECT r.id FROM records r WHERE r.council_id = :council
AND NOT EXISTS (SELECT 1 FROM record_versions v WHERE v.record_id = r.id)""",
    "record key {} has a file the ledger does not know": """
SELECT f.record_id FROM record_files f JOIN records r ON r.id = f.record_id
WHERE r.council_id = :council AND f.sha256 IS NOT NULL AND NOT EXISTS (SELECT 1 FROM ledger l
  WHERE l.council_id = r.council_id AND l.record_id = r.id AND l.act = 'filed' AND l.digest = f.sha256)""",
    "record key {} has a file that no version of it carries": """
SELECT f.record_id FROM record_files f CROSS JOIN records r ON r.id = f.record_id
WHERE r.council_id = :council AND NOT EXISTS (
  SELECT 1 FROM record_versions v, json_each(v.body, '$.attachments') j
  WHERE v.record_id = f.record_id AND v.number = f.version AND json_extract(j.value, '$.unique_id') = f.unique_id)""",
    "record key {} has a message in its conversation the ledger does not know": """
SELECT m.record_id FROM record_members m JOIN records r ON r.id = m.record_id
WHERE r.council_id = :council AND NOT EXISTS (SELECT 1 FROM record_versions v, json_each(v.body, '$.members') j
  WHERE v.record_id = r.id AND j.value = m.digest)""",
    "record key {} has a certificate of disposal the ledger does not know": """
SELECT d.record_id FROM disposals d WHERE d.council_id = :council AND NOT EXISTS (SELECT 1 FROM ledger l
  WHERE l.council_id = d.council_id AND l.record_id = d.record_id AND l.act = 'disposed' AND l.digest = d.digest)""",
}
"""What there is of records, and how it is found that no entry states it."""

# The marks, or holds, that there are are gone through, and not the records.
_ACTS = {
    "record key {} has a mark that was never made": """
SELECT e.record_id FROM exemptions e WHERE e.council_id = :council AND NOT EXISTS (SELECT 1 FROM ledger l
  WHERE l.council_id = e.council_id AND l.record_id = e.record_id AND l.act = 'exempted')""",
    "record key {} has a mark that is said to be another council's": """
SELECT e.record_id FROM exemptions e CROSS JOIN records r ON r.id = e.record_id
WHERE r.council_id = :council AND e.council_id <> r.council_id""",
    "record key {} has a mark the ledger does not know to have been taken away then, or by that person": """
SELECT e.record_id FROM exemptions e CROSS JOIN records r ON r.id = e.record_id
WHERE r.council_id = :council AND (e.lifted_at IS NOT NULL OR e.lifted_by IS NOT NULL)
AND NOT EXISTS (SELECT 1 FROM ledger l WHERE l.council_id = r.council_id AND l.record_id = r.id
  AND l.act = 'unexempted' AND l.at = e.lifted_at AND l.actor_id = e.lifted_by)""",
    # Each hold of a record is an entry, and so is each release of one. Of an earlier program's neither says for which
    # request, so they are counted; what is held for another than is stated, is found as the hold that is missing.
    "record key {} is on hold, and the ledger does not know": """
SELECT r.id FROM held h CROSS JOIN records r ON r.chat_id = h.chat_id AND r.message_id = h.message_id
LEFT JOIN requests q ON q.id = h.request_id
WHERE h.released_at IS NULL AND r.council_id = :council AND coalesce(q.council_id, r.council_id) = r.council_id
GROUP BY h.chat_id, h.message_id
HAVING count(*) > (SELECT coalesce(sum(CASE l.act WHEN 'held' THEN 1 WHEN 'released' THEN -1 END), 0)
  FROM ledger l WHERE l.council_id = :council AND l.record_id = r.id)""",
    # What was on hold before it came on the record is entered with the capture, as nobody's act.
    "record key {} is on hold since another time, or by somebody else, than the ledger states": """
SELECT r.id FROM held h CROSS JOIN records r ON r.chat_id = h.chat_id AND r.message_id = h.message_id
JOIN requests q ON q.id = h.request_id AND q.council_id = r.council_id
WHERE h.released_at IS NULL AND r.council_id = :council
AND NOT EXISTS (SELECT 1 FROM ledger l WHERE l.council_id = :council AND l.record_id = r.id AND l.act = 'held'
  AND ((l.at = h.held_at AND l.actor_id = h.held_by) OR (l.at = r.captured_at AND l.actor_id = 0)))""",
    "request {} holds a message that is said to be another council's": """
SELECT q.number FROM requests q CROSS JOIN held h ON h.request_id = q.id
WHERE q.council_id = :council AND h.council_id <> q.council_id""",
    "class {} of the schedule was set, and the ledger does not know": """
SELECT s.klass FROM schedule s WHERE s.council_id = :council AND NOT EXISTS (SELECT 1 FROM ledger l
  WHERE l.council_id = s.council_id AND l.record_id IS NULL AND l.act = 'scheduled'
  AND l.at = s.changed_at AND l.actor_id = s.changed_by)""",
}
"""What somebody did, as it stands, and how it is found that no entry states it."""


async def check_unstated(tx: Tx, council_id: int, reached: Head) -> None:
    """Look for what the ledger does not know.

    What is nobody's act has no entry by design, and is not looked for: a class that the bot suggested, a hold of what
    is not on the record.

    Args:
        reached: where the chain ends.

    Raises:
        LedgerBroken: there is something, as if it were the next entry.
    """
    for what, query in (_CONTENT | _ACTS).items():
        found = (await tx.run(sa.text(query + " LIMIT 1"), {"council": council_id})).first()
        if found is not None:
            raise LedgerBroken(reached.count + 1, what.format(found[0]))
