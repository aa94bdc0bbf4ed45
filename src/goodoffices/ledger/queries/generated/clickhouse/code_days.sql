-- What: reports of what one state did to another by day and code, with one of them to cite: what phases are made of. Both sides are states or parts of them that act for them. A report that came more than seven days after the act is left out: it is an aside, not news.
-- Columns: day, source, target, code, n_reports, cited (feed:report_id, the least one).
-- Order: none, since there are many; sort what is kept.
-- Made from queries/code_days.sql by tools/build_queries.py; do not edit.
WITH told AS (
  SELECT
    r.day,
    r.source,
    r.target,
    r.code,
    r.feed || ':' || r.report_id AS report
  FROM reports AS r
  INNER JOIN states AS s
    ON s.actor_id = r.source
  INNER JOIN states AS t
    ON t.actor_id = r.target
  INNER JOIN state_roles AS p
    ON p.role = COALESCE(r.source_role, '')
  INNER JOIN state_roles AS q
    ON q.role = COALESCE(r.target_role, '')
  WHERE
    r.day >= {since: Date32}
    AND r.day <= {until: Date32}
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
