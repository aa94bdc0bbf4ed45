-- What: the first and the last report between two states, in either direction, by the day of the happening.
-- Columns: low, high (low < high), n_reports, first_day, first_feed, first_report_id, last_day, last_feed, last_report_id. Of reports of one day the one first known counts as first, the one last known as last.
-- Order: low, high.
-- Made from queries/first_last.sql by tools/build_queries.py; do not edit.
WITH both_ways AS (
  SELECT
    LEAST(r.source, r.target) AS low,
    GREATEST(r.source, r.target) AS high,
    r.day,
    r.known_at,
    r.feed,
    r.report_id
  FROM reports AS r
  INNER JOIN states AS s
    ON s.actor_id = r.source
  INNER JOIN states AS t
    ON t.actor_id = r.target
  WHERE
    r.day >= :since AND r.day <= :until AND r.source <> r.target
), ranked AS (
  SELECT
    b.low,
    b.high,
    b.day,
    b.feed,
    b.report_id,
    ROW_NUMBER() OVER (
      PARTITION BY b.low, b.high
      ORDER BY b.day NULLS LAST, b.known_at NULLS LAST, b.feed NULLS LAST, b.report_id NULLS LAST
    ) AS from_first,
    ROW_NUMBER() OVER (
      PARTITION BY b.low, b.high
      ORDER BY b.day DESC, b.known_at DESC, b.feed DESC, b.report_id DESC
    ) AS from_last
  FROM both_ways AS b
)
SELECT
  k.low,
  k.high,
  CAST(COUNT(*) AS BIGINT) AS n_reports,
  MAX(CASE WHEN k.from_first = 1 THEN k.day END) AS first_day,
  MAX(CASE WHEN k.from_first = 1 THEN k.feed END) AS first_feed,
  MAX(CASE WHEN k.from_first = 1 THEN k.report_id END) AS first_report_id,
  MAX(CASE WHEN k.from_last = 1 THEN k.day END) AS last_day,
  MAX(CASE WHEN k.from_last = 1 THEN k.feed END) AS last_feed,
  MAX(CASE WHEN k.from_last = 1 THEN k.report_id END) AS last_report_id
FROM ranked AS k
GROUP BY
  k.low,
  k.high
ORDER BY
  k.low NULLS LAST,
  k.high NULLS LAST
