-- What: reports of what one state did to another by day and code, with one of them to cite: what phases are made of. Both sides are states or parts of them that act for them. A report that came more than seven days after the act is left out: it is an aside, not news.
-- Columns: day, source, target, code, n_reports, cited (feed:report_id, the least one).
-- Order: none, since there are many; sort what is kept.
with told as (
  select
    r.day,
    r.source,
    r.target,
    r.code,
    r.feed || ':' || r.report_id as report
  from reports as r
  inner join states as s on s.actor_id = r.source
  inner join states as t on t.actor_id = r.target
  inner join state_roles as p on p.role = coalesce(r.source_role, '')
  inner join state_roles as q on q.role = coalesce(r.target_role, '')
  where
    r.day >= $since
    and r.day <= $until
    and r.source <> r.target
    and date_diff('day', r.day, r.known_at) <= 7
)
select
  d.day,
  d.source,
  d.target,
  d.code,
  cast(count(*) as bigint) as n_reports,
  min(d.report) as cited
from told as d
group by d.day, d.source, d.target, d.code
