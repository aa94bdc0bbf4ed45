-- What: reports between two states by day and group of acts, in either direction.
-- Columns: day, low, high (low < high), act_group, quad, n_reports, n_happenings (root and story, address or report), n_publishers, mean_goldstein (the feed's value, else CAMEO's).
-- Order: day, low, high, act_group, quad.
-- Made from queries/dyad_days.sql by tools/build_queries.py; do not edit.
WITH told AS (
  SELECT
    r.day,
    LEAST(r.source, r.target) AS low,
    GREATEST(r.source, r.target) AS high,
    COALESCE(a.act_group, 'unknown') AS act_group,
    COALESCE(a.quad, 'unknown') AS quad,
    CASE
      WHEN NOT r.story IS NULL
      THEN SUBSTRING(r.code, 1, 2) || ' ' || r.feed || ':' || r.story
      WHEN NOT r.url IS NULL
      THEN SUBSTRING(r.code, 1, 2) || ' ' || r.url
      ELSE SUBSTRING(r.code, 1, 2) || ' ' || r.feed || ':' || r.report_id
    END AS happening,
    r.publisher,
    COALESCE(r.goldstein, a.goldstein) AS goldstein
  FROM reports AS r
  INNER JOIN states AS s
    ON s.actor_id = r.source
  INNER JOIN states AS t
    ON t.actor_id = r.target
  LEFT JOIN acts AS a
    ON a.code = r.code
  WHERE
    r.day >= :since AND r.day <= :until AND r.source <> r.target
)
SELECT
  t.day,
  t.low,
  t.high,
  t.act_group,
  t.quad,
  CAST(COUNT(*) AS BIGINT) AS n_reports,
  CAST(COUNT(DISTINCT t.happening) AS BIGINT) AS n_happenings,
  CAST(COUNT(DISTINCT t.publisher) AS BIGINT) AS n_publishers,
  AVG(t.goldstein) AS mean_goldstein
FROM told AS t
GROUP BY
  t.day,
  t.low,
  t.high,
  t.act_group,
  t.quad
ORDER BY
  t.day NULLS LAST,
  t.low NULLS LAST,
  t.high NULLS LAST,
  t.act_group NULLS LAST,
  t.quad NULLS LAST
