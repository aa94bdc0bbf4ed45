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
    r.day >= :since
    AND r.day <= :until
    AND r.source IN (:a, :b)
    AND r.target IN (:a, :b)
    AND r.source <> r.target
    AND DATEDIFF(DAY, r.day, r.known_at) <= 7
)
SELECT
  d.day,
  d.source,
  d.target,
  d.code,
  CAST(COUNT(*) AS BIGINT) AS n_reports,
  MIN(d.report) AS cited
FROM told AS d
GROUP BY
  d.day,
  d.source,
  d.target,
  d.code
ORDER BY
  d.day NULLS LAST,
  d.source NULLS LAST,
  d.target NULLS LAST,
  d.code NULLS LAST
