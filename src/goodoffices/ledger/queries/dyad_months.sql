-- What: reports between two states by month, in either direction, counted as often as the feeds tell them (dyad_days counts happenings too).
-- Columns: month_start (the first day of the month), low, high (low < high), n_reports, n_mentions (null when no feed tells), n_cooperation, n_conflict (by quad), n_rated, goldstein_sum (null when n_rated is 0).
-- Order: none, since there are many; sort what is kept.
with one_way as (
  select
    r.source,
    r.target,
    date_trunc('month', cast(r.day as date)) as first_moment,
    count(*) as n_reports,
    sum(r.n_mentions) as n_mentions,
    sum(case when a.quad in ('verbal_cooperation', 'material_cooperation') then 1 else 0 end)
      as n_cooperation,
    sum(case when a.quad in ('verbal_conflict', 'material_conflict') then 1 else 0 end)
      as n_conflict,
    count(r.goldstein) as n_rated,
    sum(r.goldstein) as goldstein_sum
  from reports as r
  left join acts as a on a.code = r.code
  where r.day >= $since and r.day <= $until and r.source <> r.target
  group by r.source, r.target, date_trunc('month', cast(r.day as date))
),
both_ways as (
  select
    cast(w.first_moment as date) as month_start,
    least(w.source, w.target) as low,
    greatest(w.source, w.target) as high,
    w.n_reports,
    w.n_mentions,
    w.n_cooperation,
    w.n_conflict,
    w.n_rated,
    w.goldstein_sum
  from one_way as w
  inner join states as s on s.actor_id = w.source
  inner join states as t on t.actor_id = w.target
)
select
  b.month_start,
  b.low,
  b.high,
  cast(sum(b.n_reports) as bigint) as n_reports,
  cast(sum(b.n_mentions) as bigint) as n_mentions,
  cast(sum(b.n_cooperation) as bigint) as n_cooperation,
  cast(sum(b.n_conflict) as bigint) as n_conflict,
  cast(sum(b.n_rated) as bigint) as n_rated,
  sum(b.goldstein_sum) as goldstein_sum
from both_ways as b
group by b.month_start, b.low, b.high
