-- What: how much each feed published on each day. A day on which it published nothing has no row: feed_health tells an outage from silence.
-- Columns: feed, known_at (day of publication), n_reports, n_between_two (both sides are known and differ), n_publishers, newest_day (of a happening), oldest_day.
-- Order: feed, known_at.
-- Made from queries/volume_by_day.sql by tools/build_queries.py; do not edit.
SELECT
  r.feed,
  r.known_at,
  CAST(COUNT(*) AS BIGINT) AS n_reports,
  CAST(SUM(CASE WHEN r.source <> r.target THEN 1 ELSE 0 END) AS BIGINT) AS n_between_two,
  CAST(COUNT(DISTINCT r.publisher) AS BIGINT) AS n_publishers,
  MAX(r.day) AS newest_day,
  MIN(r.day) AS oldest_day
FROM reports AS r
WHERE
  r.known_at >= :known_since AND r.known_at <= :known_until
GROUP BY
  r.feed,
  r.known_at
ORDER BY
  r.feed NULLS LAST,
  r.known_at NULLS LAST
