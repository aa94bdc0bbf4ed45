-- What: each pair of actors of which one acted on the other, whatever the modality.
-- Columns: low, high (low < high), n_events, first_day, last_day (known_at where the day is not known).
-- Order: n_events from the most, low, high.
-- Made from queries/pair_list.sql by tools/build_queries.py; do not edit.
WITH acts AS (
  SELECT
    LEAST(e.source, e.target) AS low,
    GREATEST(e.source, e.target) AS high,
    e.event_id,
    COALESCE(e.start, e.known_at) AS first_day,
    COALESCE(e.`end`, e.known_at) AS last_day
  FROM events AS e
  WHERE
    e.known_at <= :as_of
    AND e.relation = 'act'
    AND NOT e.source IS NULL
    AND NOT e.target IS NULL
    AND e.source <> e.target
)
SELECT
  a.low,
  a.high,
  CAST(COUNT(DISTINCT a.event_id) AS BIGINT) AS n_events,
  MIN(a.first_day) AS first_day,
  MAX(a.last_day) AS last_day
FROM acts AS a
GROUP BY
  a.low,
  a.high
ORDER BY
  n_events DESC,
  a.low NULLS LAST,
  a.high NULLS LAST
