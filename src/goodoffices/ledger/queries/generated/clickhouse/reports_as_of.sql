-- What: the reports that counted on a day, from all that the store holds: of a corrected slot the file that counted then, of all reports those published by then.
-- Columns: those of tables/reports.csv.
-- Order: slot, report_id.
-- Made from queries/reports_as_of.sql by tools/build_queries.py; do not edit.
WITH counting AS (
  SELECT
    f.slot,
    MAX(f.revision) AS revision
  FROM stored_slots AS f
  WHERE
    NOT (
      f.revision IS NULL
    )
    AND (
      f.since IS NULL OR f.since <= {as_of: Date32}
    )
  GROUP BY
    f.slot
)
SELECT
  r.report_id,
  r.feed,
  r.day,
  r.known_at,
  r.source,
  r.source_role,
  r.source_name,
  r.target,
  r.target_role,
  r.target_name,
  r.code,
  r.category,
  r.goldstein,
  r.is_root,
  r.n_mentions,
  r.n_sources,
  r.n_articles,
  r.tone,
  r.n_dead,
  r.place,
  r.place_state,
  r.url,
  r.publisher,
  r.story,
  r.slot
FROM stored_reports AS r
INNER JOIN counting AS c
  ON c.slot = r.slot AND c.revision = r.revision
WHERE
  r.known_at <= {as_of: Date32}
ORDER BY
  r.slot,
  r.report_id
