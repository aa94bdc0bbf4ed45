-- What: reports between two given actors by day and group of acts, each direction apart.
-- Columns: day, source, target, act_group, quad, n_reports, n_happenings (root and story, address or report), n_publishers, mean_goldstein (the feed's value, else CAMEO's).
-- Order: day, source, target, act_group, quad.
-- Made from queries/days_of_pair.sql by tools/build_queries.py; do not edit.
WITH told AS (
  SELECT
    r.day,
    r.source,
    r.target,
    COALESCE(a.act_group, 'unknown') AS act_group,
    COALESCE(a.quad, 'unknown') AS quad,
    CASE
      WHEN NOT (
        r.story IS NULL
      )
      THEN SUBSTRING(r.code, 1, 2) || ' ' || r.feed || ':' || r.story
      WHEN NOT (
        r.url IS NULL
      )
      THEN SUBSTRING(r.code, 1, 2) || ' ' || r.url
      ELSE SUBSTRING(r.code, 1, 2) || ' ' || r.feed || ':' || r.report_id
    END AS happening,
    r.publisher,
    COALESCE(r.goldstein, a.goldstein) AS goldstein
  FROM reports AS r
  LEFT JOIN acts AS a
    ON a.code = r.code
  WHERE
    r.day >= {since: Date32}
    AND r.day <= {until: Date32}
    AND r.source IN ({a: String}, {b: String})
    AND r.target IN ({a: String}, {b: String})
    AND r.source <> r.target
)
SELECT
  t.day,
  t.source,
  t.target,
  t.act_group,
  t.quad,
  CAST(COUNT(*) AS Nullable(Int64)) AS n_reports,
  CAST(COUNT(DISTINCT t.happening) AS Nullable(Int64)) AS n_happenings,
  CAST(COUNT(DISTINCT t.publisher) AS Nullable(Int64)) AS n_publishers,
  AVG(t.goldstein) AS mean_goldstein
FROM told AS t
GROUP BY
  t.day,
  t.source,
  t.target,
  t.act_group,
  t.quad
ORDER BY
  t.day,
  t.source,
  t.target,
  t.act_group,
  t.quad
