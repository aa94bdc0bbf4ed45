-- What: the first and the last report between two states, in either direction, by the day of the happening.
-- Columns: low, high (low < high), n_reports, first_day, first_feed, first_report_id, last_day, last_feed, last_report_id. Of reports of one day the one first known counts as first, the one last known as last.
-- Order: low, high.
with both_ways as (
  select
    least(r.source, r.target) as low,
    greatest(r.source, r.target) as high,
    r.day,
    r.known_at,
    r.feed,
    r.report_id
  from reports as r
  inner join states as s on s.actor_id = r.source
  inner join states as t on t.actor_id = r.target
  where r.day >= $since and r.day <= $until and r.source <> r.target
),
ranked as (
  select
    b.low,
    b.high,
    b.day,
    b.feed,
    b.report_id,
    row_number() over (
      partition by b.low, b.high order by b.day, b.known_at, b.feed, b.report_id
    ) as from_first,
    row_number() over (
      partition by b.low, b.high
      order by b.day desc, b.known_at desc, b.feed desc, b.report_id desc
    ) as from_last
  from both_ways as b
)
select
  k.low,
  k.high,
  cast(count(*) as bigint) as n_reports,
  max(case when k.from_first = 1 then k.day end) as first_day,
  max(case when k.from_first = 1 then k.feed end) as first_feed,
  max(case when k.from_first = 1 then k.report_id end) as first_report_id,
  max(case when k.from_last = 1 then k.day end) as last_day,
  max(case when k.from_last = 1 then k.feed end) as last_feed,
  max(case when k.from_last = 1 then k.report_id end) as last_report_id
from ranked as k
group by k.low, k.high
order by k.low, k.high
