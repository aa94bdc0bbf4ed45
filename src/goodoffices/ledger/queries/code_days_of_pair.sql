-- What: reports between two given actors by day and code, each direction apart, with one of them to cite; late ones and those of private persons are left out as in code_days.
-- Columns: day, source, target, code, n_reports, cited (feed:report_id, the least one).
-- Order: day, source, target, code.
with told as (
  select
    r.day,
    r.source,
    r.target,
    r.code,
    r.feed || ':' || r.report_id as report
  from reports as r
  inner join state_roles as p on p.role = coalesce(r.source_role, '')
  inner join state_roles as q on q.role = coalesce(r.target_role, '')
  where
    r.day >= $since
    and r.day <= $until
    and r.source in ($a, $b)
    and r.target in ($a, $b)
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
order by d.day, d.source, d.target, d.code
