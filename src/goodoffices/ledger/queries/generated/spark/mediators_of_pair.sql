-- What: who stood between two actors: mediators of both (how = mediates), and third parties of an act between them (how = via).
-- Columns: mediator, event_id, how, code, modality, day (known_at if there is none), known_at.
-- Order: mediator, day, event_id, how.
-- Made from queries/mediators_of_pair.sql by tools/build_queries.py; do not edit.
WITH visible AS (
  SELECT
    e.*
  FROM events AS e
  WHERE
    e.known_at <= :as_of
), mediated AS (
  SELECT
    v.event_id,
    v.source AS mediator
  FROM visible AS v
  WHERE
    v.relation = 'act' AND v.target IN (:a, :b) AND v.code IN ('039', '045')
  GROUP BY
    v.event_id,
    v.source
  HAVING
    COUNT(DISTINCT v.target) = 2
), between_them AS (
  SELECT DISTINCT
    v.event_id
  FROM visible AS v
  WHERE
    v.relation IN ('act', 'back')
    AND (
      (
        v.source = :a AND v.target = :b
      ) OR (
        v.source = :b AND v.target = :a
      )
    )
), standing_between AS (
  SELECT
    m.event_id,
    m.mediator,
    'mediates' AS how
  FROM mediated AS m
  UNION
  SELECT
    v.event_id,
    v.source AS mediator,
    'via' AS how
  FROM visible AS v
  INNER JOIN between_them AS b
    ON b.event_id = v.event_id
  WHERE
    v.relation = 'via'
)
SELECT DISTINCT
  s.mediator,
  s.event_id,
  s.how,
  v.code,
  v.modality,
  COALESCE(v.start, v.known_at) AS day,
  v.known_at
FROM standing_between AS s
INNER JOIN visible AS v
  ON v.event_id = s.event_id
WHERE
  NOT s.mediator IS NULL AND NOT s.mediator IN (:a, :b)
ORDER BY
  s.mediator NULLS LAST,
  day NULLS LAST,
  s.event_id NULLS LAST,
  s.how NULLS LAST
