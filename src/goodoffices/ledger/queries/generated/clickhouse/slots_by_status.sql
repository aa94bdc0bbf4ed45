-- What: slots of feeds by what became of them. What counts for a slot is its newest loaded file, or, while none was loaded, the newest note.
-- Columns: feed, status, n_slots, n_rows, n_kept, n_rejected, n_duplicates (null when no slot of that status was read), first_opens_at, last_opens_at.
-- Order: feed, status.
-- Made from queries/slots_by_status.sql by tools/build_queries.py; do not edit.
WITH newest AS (
  SELECT
    f.feed,
    f.status,
    f.n_rows,
    f.n_kept,
    f.n_rejected,
    f.n_duplicates,
    f.opens_at,
    ROW_NUMBER() OVER (PARTITION BY f.slot ORDER BY COALESCE(f.revision, -1) DESC, f."commit" DESC) AS newness
  FROM feed_slots AS f
)
SELECT
  n.feed,
  n.status,
  CAST(COUNT(*) AS Nullable(Int64)) AS n_slots,
  CAST(SUM(n.n_rows) AS Nullable(Int64)) AS n_rows,
  CAST(SUM(n.n_kept) AS Nullable(Int64)) AS n_kept,
  CAST(SUM(n.n_rejected) AS Nullable(Int64)) AS n_rejected,
  CAST(SUM(n.n_duplicates) AS Nullable(Int64)) AS n_duplicates,
  MIN(n.opens_at) AS first_opens_at,
  MAX(n.opens_at) AS last_opens_at
FROM newest AS n
WHERE
  n.newness = 1
GROUP BY
  n.feed,
  n.status
ORDER BY
  n.feed,
  n.status
