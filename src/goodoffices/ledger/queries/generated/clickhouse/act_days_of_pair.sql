-- What: acts of two given states towards each other by day, each direction apart, counted as in act_days.
-- Columns: day, source, target, n_acts, n_hostile (roots 11-20), n_rupture (relations cut, people of a state expelled, sanctions, aid cut: 160-166, 172, 174), n_conciliatory (03-06, 08), n_steps (recognition, regret, agreement, easing, stepping back: 054-057, 08), goldstein_sum, goldstein_squares (mean of the feed's values, else CAMEO's, else 0).
-- Order: day, source, target.
-- Made from queries/act_days_of_pair.sql by tools/build_queries.py; do not edit.
WITH told AS (
  SELECT
    r.day,
    r.source,
    r.target,
    r.code AS told_code,
    COALESCE(MAX(a.root), '00') AS root,
    COALESCE(MAX(a.act_group), '') AS act_group,
    COALESCE(AVG(r.goldstein), MAX(a.goldstein), 0.0) AS goldstein
  FROM reports AS r
  INNER JOIN state_roles AS p
    ON p.role = COALESCE(r.source_role, '')
  INNER JOIN state_roles AS q
    ON q.role = COALESCE(r.target_role, '')
  LEFT JOIN acts AS a
    ON a.code = r.code
  WHERE
    r.day >= {since: Date32}
    AND r.day <= {until: Date32}
    AND r.source IN ({a: String}, {b: String})
    AND r.target IN ({a: String}, {b: String})
    AND r.source <> r.target
    AND DATE_DIFF(DAY, r.day, r.known_at) <= 7
  GROUP BY
    r.day,
    r.source,
    r.target,
    r.code
)
SELECT
  d.day,
  d.source,
  d.target,
  CAST(COUNT(*) AS Nullable(Int64)) AS n_acts,
  CAST(SUM(CASE WHEN d.root >= '11' THEN 1 ELSE 0 END) AS Nullable(Int64)) AS n_hostile,
  CAST(SUM(
    CASE
      WHEN d.act_group IN ('rupture', 'sanctions', 'aid_cut') OR d.told_code = '174'
      THEN 1
      ELSE 0
    END
  ) AS Nullable(Int64)) AS n_rupture,
  CAST(SUM(CASE WHEN d.root IN ('03', '04', '05', '06', '08') THEN 1 ELSE 0 END) AS Nullable(Int64)) AS n_conciliatory,
  CAST(SUM(
    CASE
      WHEN d.act_group IN ('recognition', 'regret', 'agreement', 'easing', 'deescalation')
      THEN 1
      ELSE 0
    END
  ) AS Nullable(Int64)) AS n_steps,
  SUM(d.goldstein) AS goldstein_sum,
  SUM(d.goldstein * d.goldstein) AS goldstein_squares
FROM told AS d
GROUP BY
  d.day,
  d.source,
  d.target
ORDER BY
  d.day,
  d.source,
  d.target
