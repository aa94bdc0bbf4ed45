-- What: sums of the reports of what one state did to another by day: what decayed scores are made of.
-- Columns: day, source, target, n_reports, n_rated (reports with a Goldstein value), goldstein_sum (null when n_rated is 0).
-- Order: none, since there are many; sort what is kept.
with summed as (
  select
    r.day,
    r.source,
    r.target,
    count(*) as n_reports,
    count(r.goldstein) as n_rated,
    sum(r.goldstein) as goldstein_sum
  from reports as r
  where r.day >= $since and r.day <= $until and r.source <> r.target
  group by r.day, r.source, r.target
)
select
  d.day,
  d.source,
  d.target,
  cast(d.n_reports as bigint) as n_reports,
  cast(d.n_rated as bigint) as n_rated,
  d.goldstein_sum
from summed as d
inner join states as s on s.actor_id = d.source
inner join states as t on t.actor_id = d.target
