-- What: reports of one happening taken together: same day, pair of states and root of the act, told in one story or article.
-- Columns: day, low, high (low < high), root, told_in (story, else address, else report), n_reports, n_publishers, first_known_at, mean_goldstein (the feed's value, else CAMEO's).
-- Order: day, low, high, root, told_in.
-- Made from queries/happenings.sql by tools/build_queries.py; do not edit.
WITH told AS (
  SELECT
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
    END AS told_in,
    r.publisher,
    r.known_at,
    COALESCE(r.goldstein, a.goldstein) AS goldstein
  FROM reports AS r
  INNER JOIN states AS s
    ON s.actor_id = r.source
  INNER JOIN states AS t
    ON t.actor_id = r.target
  LEFT JOIN acts AS a
    ON a.code = r.code
  WHERE
    r.day >= {since: Date32} AND r.day <= {until: Date32} AND r.source <> r.target
)
SELECT
  t.day,
  t.low,
  t.high,
  t.root,
  t.told_in,
  CAST(COUNT(*) AS Nullable(Int64)) AS n_reports,
  CAST(COUNT(DISTINCT t.publisher) AS Nullable(Int64)) AS n_publishers,
  MIN(t.known_at) AS first_known_at,
  AVG(t.goldstein) AS mean_goldstein
FROM told AS t
GROUP BY
  t.day,
  t.low,
  t.high,
  t.root,
  t.told_in
ORDER BY
  t.day,
  t.low,
  t.high,
  t.root,
  t.told_in
