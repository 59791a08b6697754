"""What the search index holds of a record: one statement, which reads all of it from the other tables."""

import sqlalchemy as sa

FILL = sa.text(
    """
INSERT OR REPLACE INTO record_search (rowid, scope, body, more, sender, note, files)
SELECT r.id,
  'c' || r.council_id || r.route || ' r' || r.year || ' y' || substr(r.sent_at, 1, 4)
    || ' m' || substr(r.sent_at, 1, 4) || substr(r.sent_at, 6, 2)
    || CASE r.concerns WHEN '' THEN '' ELSE ' k' || replace(replace(r.concerns, '_', ''), ' ', ' k') END
    || CASE r.subjects WHEN '' THEN '' ELSE ' k' || replace(replace(r.subjects, '_', ''), ' ', ' k') END
    || CASE r.klass WHEN '' THEN '' ELSE
         ' l' || replace(replace(replace(lower(r.klass), '_', ''), '-', ''), ' ', '') END
    || coalesce((SELECT ' hasfile ' || group_concat(DISTINCT 'has' || f.kind) FROM record_files f
                 WHERE f.record_id = r.id), ''),
  v.text,
  coalesce((SELECT group_concat(e.text, char(10)) FROM record_versions e
            WHERE e.record_id = r.id AND e.number < v.number AND e.text <> v.text), '')
    || char(10) || coalesce(r.quote, '') || char(10) || coalesce(r.reply_text, '')
    || char(10) || coalesce(r.forward_from, '') || char(10) || coalesce(r.other, '')
    || char(10) || coalesce((SELECT group_concat(json_extract(m.body, '$.text'), char(10)) FROM record_members m
                             WHERE m.record_id = r.id), ''),
  r.sender_name || ' ' || coalesce(r.sender_username, '')
    || char(10) || coalesce((SELECT group_concat(DISTINCT json_extract(m.body, '$.sender.name'))
                             FROM record_members m WHERE m.record_id = r.id), ''),
  r.note,
  coalesce((SELECT group_concat(f.name, char(10)) FROM record_files f WHERE f.record_id = r.id), '')
FROM records r JOIN record_versions v ON v.record_id = r.id
WHERE r.id = :id
  AND v.number = (SELECT max(l.number) FROM record_versions l WHERE l.record_id = r.id)
"""
)
"""Takes the key of the record, and replaces what the index has of it. What stands in `scope` is read by `search.expression` alone."""
