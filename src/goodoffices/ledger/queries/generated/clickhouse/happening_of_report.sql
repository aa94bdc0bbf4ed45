-- What: which happening each report between two states tells: the rule of happenings.sql, report by report.
-- Columns: feed, report_id, day, low, high (low < high), root, told_in.
-- Order: feed, report_id.
-- Made from queries/happening_of_report.sql by tools/build_queries.py; do not edit.
SELECT
  r.feed,
  r.report_id,
  r.day,
  LEAST(r.source, r.target) AS low,
  GREATEST(r.source, r.target) AS high,
  SUBSTRING(r.code, 1, 2) AS root,
  CASE
    WHEN NOT (
      r.story IS NULL
    )
    THEN r.feed || ':' || r.story
    WHEN NOT (
      r.url IS NULL
    )
    THEN r.url
    ELSE r.feed || ':' || r.report_id
  END AS told_in
FROM reports AS r
INNER JOIN states AS s
  ON s.actor_id = r.source
INNER JOIN states AS t
  ON t.actor_id = r.target
WHERE
  r.day >= {since: Date32} AND r.day <= {until: Date32} AND r.source <> r.target
ORDER BY
  r.feed,
  r.report_id
