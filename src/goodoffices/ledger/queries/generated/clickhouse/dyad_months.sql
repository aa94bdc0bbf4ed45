-- What: reports between two states by month, in either direction, counted as often as the feeds tell them (dyad_days counts happenings too).
-- Columns: month_start (the first day of the month), low, high (low < high), n_reports, n_mentions (null when no feed tells), n_cooperation, n_conflict (by quad), n_rated, goldstein_sum (null when n_rated is 0).
-- Order: none, since there are many; sort what is kept.
-- Made from queries/dyad_months.sql by tools/build_queries.py; do not edit.
WITH one_way AS (
  SELECT
    r.source,
    r.target,
    dateTrunc('MONTH', CAST(r.day AS Nullable(Date32))) AS first_moment,
    COUNT(*) AS n_reports,
    SUM(r.n_mentions) AS n_mentions,
    SUM(
      CASE WHEN a.quad IN ('verbal_cooperation', 'material_cooperation') THEN 1 ELSE 0 END
    ) AS n_cooperation,
    SUM(CASE WHEN a.quad IN ('verbal_conflict', 'material_conflict') THEN 1 ELSE 0 END) AS n_conflict,
    COUNT(r.goldstein) AS n_rated,
    SUM(r.goldstein) AS goldstein_sum
  FROM reports AS r
  LEFT JOIN acts AS a
    ON a.code = r.code
  WHERE
    r.day >= {since: Date32} AND r.day <= {until: Date32} AND r.source <> r.target
  GROUP BY
    r.source,
    r.target,
    dateTrunc('MONTH', CAST(r.day AS Nullable(Date32)))
), both_ways AS (
  SELECT
    CAST(w.first_moment AS Nullable(Date32)) AS month_start,
    LEAST(w.source, w.target) AS low,
    GREATEST(w.source, w.target) AS high,
    w.n_reports,
    w.n_mentions,
    w.n_cooperation,
    w.n_conflict,
    w.n_rated,
    w.goldstein_sum
  FROM one_way AS w
  INNER JOIN states AS s
    ON s.actor_id = w.source
  INNER JOIN states AS t
    ON t.actor_id = w.target
)
SELECT
  b.month_start,
  b.low,
  b.high,
  CAST(SUM(b.n_reports) AS Nullable(Int64)) AS n_reports,
  CAST(SUM(b.n_mentions) AS Nullable(Int64)) AS n_mentions,
  CAST(SUM(b.n_cooperation) AS Nullable(Int64)) AS n_cooperation,
  CAST(SUM(b.n_conflict) AS Nullable(Int64)) AS n_conflict,
  CAST(SUM(b.n_rated) AS Nullable(Int64)) AS n_rated,
  SUM(b.goldstein_sum) AS goldstein_sum
FROM both_ways AS b
GROUP BY
  b.month_start,
  b.low,
  b.high
