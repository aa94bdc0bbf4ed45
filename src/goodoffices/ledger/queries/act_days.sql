-- What: acts of one state towards another by day, counted by class: what daily numbers are made of. Both sides are states or parts of them that act for them. Reports of one code on one day are one act, however many tell it; one that came more than seven days after the act is left out: it is an aside, not news.
-- Columns: day, source, target, n_acts, n_hostile (roots 11-20), n_rupture (relations cut, people of a state expelled, sanctions, aid cut: 160-166, 172, 174), n_conciliatory (03-06, 08), n_steps (recognition, regret, agreement, easing, stepping back: 054-057, 08), goldstein_sum, goldstein_squares (mean of the feed's values, else CAMEO's, else 0).
-- Order: none, since there are many; sort what is kept.
with told as (
  select
    r.day,
    r.source,
    r.target,
    r.code as told_code,
    coalesce(max(a.root), '00') as root,
    coalesce(max(a.act_group), '') as act_group,
    coalesce(avg(r.goldstein), max(a.goldstein), 0.0) as goldstein
  from reports as r
  inner join states as s on s.actor_id = r.source
  inner join states as t on t.actor_id = r.target
  inner join state_roles as p on p.role = coalesce(r.source_role, '')
  inner join state_roles as q on q.role = coalesce(r.target_role, '')
  left join acts as a on a.code = r.code
  where
    r.day >= $since
    and r.day <= $until
    and r.source <> r.target
    and date_diff('day', r.day, r.known_at) <= 7
  group by r.day, r.source, r.target, r.code
)
select
  d.day,
  d.source,
  d.target,
  cast(count(*) as bigint) as n_acts,
  cast(sum(case when d.root >= '11' then 1 else 0 end) as bigint) as n_hostile,
  cast(
    sum(
      case
        when d.act_group in ('rupture', 'sanctions', 'aid_cut') or d.told_code = '174' then 1 else 0
      end
    ) as bigint
  ) as n_rupture,
  cast(sum(case when d.root in ('03', '04', '05', '06', '08') then 1 else 0 end) as bigint) as n_conciliatory,
  cast(
    sum(
      case
        when d.act_group in ('recognition', 'regret', 'agreement', 'easing', 'deescalation') then 1
        else 0
      end
    ) as bigint
  ) as n_steps,
  sum(d.goldstein) as goldstein_sum,
  sum(d.goldstein * d.goldstein) as goldstein_squares
from told as d
group by d.day, d.source, d.target
