-- GDELT's columns under our names; a row whose day cannot be read is left out, as our reader does.
SELECT
  CAST(g.GLOBALEVENTID AS STRING) AS report_id,
  'gdelt' AS feed,
  SAFE.PARSE_DATE('%Y%m%d', CAST(g.SQLDATE AS STRING)) AS day,
  SAFE.PARSE_DATE('%Y%m%d', SUBSTR(CAST(g.DATEADDED AS STRING), 1, 8)) AS known_at,
  COALESCE(c1.actor_id, k1.actor_id) AS source,
  t1.role AS source_role,
  COALESCE(c2.actor_id, k2.actor_id) AS target,
  t2.role AS target_role,
  g.EventCode AS code,
  g.GoldsteinScale AS goldstein,
  g.IsRootEvent = 1 AS is_root,
  g.NumMentions AS n_mentions,
  NULLIF(g.SOURCEURL, '') AS url,
  NULLIF(REGEXP_REPLACE(LOWER(NET.HOST(g.SOURCEURL)), r'^www\.', ''), '') AS publisher,
  CAST(NULL AS STRING) AS story
FROM `gdelt-bq.gdeltv2.events_partitioned` AS g
LEFT JOIN gdelt_actors AS c1
  ON c1.code = g.Actor1CountryCode
LEFT JOIN gdelt_actors AS k1
  ON k1.code = g.Actor1KnownGroupCode
LEFT JOIN gdelt_actors AS c2
  ON c2.code = g.Actor2CountryCode
LEFT JOIN gdelt_actors AS k2
  ON k2.code = g.Actor2KnownGroupCode
LEFT JOIN gdelt_types AS t1
  ON t1.code = g.Actor1Type1Code
LEFT JOIN gdelt_types AS t2
  ON t2.code = g.Actor2Type1Code
WHERE
  -- Nothing is published before it happens, so older partitions hold no report that is asked for.
  g._PARTITIONTIME >= TIMESTAMP(@least_day)
  AND g._PARTITIONTIME < TIMESTAMP_ADD(TIMESTAMP(@as_of), INTERVAL 1 DAY)
  AND SAFE.PARSE_DATE('%Y%m%d', CAST(g.SQLDATE AS STRING)) IS NOT NULL
  AND SAFE.PARSE_DATE('%Y%m%d', SUBSTR(CAST(g.DATEADDED AS STRING), 1, 8)) <= @as_of
