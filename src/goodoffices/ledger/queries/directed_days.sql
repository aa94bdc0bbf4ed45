-- What: reports of what one state did to another by day and group of acts.
-- Columns: day, source, target, act_group, quad, n_reports, n_happenings (root and story, address or report), n_publishers, mean_goldstein (the feed's value, else CAMEO's).
-- Order: day, source, target, act_group, quad.
with told as (
  select
    r.day,
    r.source,
    r.target,
    coalesce(a.act_group, 'unknown') as act_group,
    coalesce(a.quad, 'unknown') as quad,
    case
      when r.story is not null then substr(r.code, 1, 2) || ' ' || r.feed || ':' || r.story
      when r.url is not null then substr(r.code, 1, 2) || ' ' || r.url
      else substr(r.code, 1, 2) || ' ' || r.feed || ':' || r.report_id
    end as happening,
    r.publisher,
    coalesce(r.goldstein, a.goldstein) as goldstein
  from reports as r
  inner join states as s on s.actor_id = r.source
  inner join states as t on t.actor_id = r.target
  left join acts as a on a.code = r.code
  where r.day >= $since and r.day <= $until and r.source <> r.target
)
select
  t.day,
  t.source,
  t.target,
  t.act_group,
  t.quad,
  cast(count(*) as bigint) as n_reports,
  cast(count(distinct t.happening) as bigint) as n_happenings,
  cast(count(distinct t.publisher) as bigint) as n_publishers,
  avg(t.goldstein) as mean_goldstein
from told as t
group by t.day, t.source, t.target, t.act_group, t.quad
order by t.day, t.source, t.target, t.act_group, t.quad
