-- What: reports between two given actors by day and code, each direction apart, with one of them to cite; late ones and those of private persons are left out as in code_days.
-- Columns: day, source, target, code, n_reports, cited (feed:report_id, the least one).
-- Order: day, source, target, code.
-- Made from queries/code_days_of_pair.sql by tools/build_queries.py; do not edit.
WITH told AS (
  SELECT
    r.day,
    r.source,
    r.target,
    r.code,
    r.feed || ':' || r.report_id AS report
  FROM reports AS r
  INNER JOIN state_roles AS p
    ON p.role = COALESCE(r.source_role, '')
  INNER JOIN state_roles AS q
    ON q.role = COALESCE(r.target_role, '')
  WHERE
    r.day >= {since: Date32}
    AND r.day <= {until: Date32}
    AND r.source IN ({a: String}, {b: String})
    AND r.target IN ({a: String}, {b: String})
    AND r.source <> r.target
    AND DATE_DIFF(DAY, r.day, r.known_at) <= 7
)
SELECT
  d.day,
  d.source,
  d.target,
  d.code,
  CAST(COUNT(*) AS Nullable(Int64)) AS n_reports,
  MIN(d.report) AS cited
FROM told AS d
GROUP BY
  d.day,
  d.source,
  d.target,
  d.code
ORDER BY
  d.day,
  d.source,
  d.target,
  d.code
