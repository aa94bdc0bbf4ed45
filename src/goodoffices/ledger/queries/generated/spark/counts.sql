-- What: how many records each table holds (an event is one record, however many rows it takes).
-- Columns: table_name, n_records, first_known_at, last_known_at (null for documents).
-- Order: table_name.
-- Made from queries/counts.sql by tools/build_queries.py; do not edit.
WITH counted AS (
  SELECT
    'events' AS table_name,
    CAST(COUNT(DISTINCT e.event_id) AS BIGINT) AS n_records,
    MIN(e.known_at) AS first_known_at,
    MAX(e.known_at) AS last_known_at
  FROM events AS e
  WHERE
    e.known_at <= :as_of
  UNION ALL
  SELECT
    'statements',
    CAST(COUNT(DISTINCT s.statement_id) AS BIGINT),
    MIN(s.known_at),
    MAX(s.known_at)
  FROM statements AS s
  WHERE
    s.known_at <= :as_of
  UNION ALL
  SELECT
    'measures',
    CAST(COUNT(*) AS BIGINT),
    MIN(m.known_at),
    MAX(m.known_at)
  FROM measures AS m
  WHERE
    m.known_at <= :as_of
  UNION ALL
  SELECT
    'documents',
    CAST(COUNT(DISTINCT d.document_id) AS BIGINT),
    CAST(NULL AS DATE),
    CAST(NULL AS DATE)
  FROM documents AS d
  INNER JOIN cited AS c
    ON c.document_id = d.document_id
)
SELECT
  c.*
FROM counted AS c
ORDER BY
  c.table_name NULLS LAST
