-- What: sums of the reports of what one state did to another by day: what decayed scores are made of.
-- Columns: day, source, target, n_reports, n_rated (reports with a Goldstein value), goldstein_sum (null when n_rated is 0).
-- Order: none, since there are many; sort what is kept.
-- Made from queries/day_sums.sql by tools/build_queries.py; do not edit.
WITH summed AS (
  SELECT
    r.day,
    r.source,
    r.target,
    COUNT(*) AS n_reports,
    COUNT(r.goldstein) AS n_rated,
    SUM(r.goldstein) AS goldstein_sum
  FROM reports AS r
  WHERE
    r.day >= :since AND r.day <= :until AND r.source <> r.target
  GROUP BY
    r.day,
    r.source,
    r.target
)
SELECT
  d.day,
  d.source,
  d.target,
  CAST(d.n_reports AS BIGINT) AS n_reports,
  CAST(d.n_rated AS BIGINT) AS n_rated,
  d.goldstein_sum
FROM summed AS d
INNER JOIN states AS s
  ON s.actor_id = d.source
INNER JOIN states AS t
  ON t.actor_id = d.target
