-- What: the first and the last day on which something actual happened.
-- Columns: first_day, last_day (null when there is no event).
-- Order: one row.
-- Made from queries/days_covered.sql by tools/build_queries.py; do not edit.
SELECT
  MIN(e.start) AS first_day,
  MAX(e.`end`) AS last_day
FROM events AS e
WHERE
  e.known_at <= :as_of AND e.modality = 'actual'
