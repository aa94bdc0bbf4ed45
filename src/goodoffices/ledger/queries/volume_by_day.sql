-- What: how much each feed published on each day. A day on which it published nothing has no row: feed_health tells an outage from silence.
-- Columns: feed, known_at (day of publication), n_reports, n_between_two (both sides are known and differ), n_publishers, newest_day (of a happening), oldest_day.
-- Order: feed, known_at.
select
  r.feed,
  r.known_at,
  cast(count(*) as bigint) as n_reports,
  cast(sum(case when r.source <> r.target then 1 else 0 end) as bigint) as n_between_two,
  cast(count(distinct r.publisher) as bigint) as n_publishers,
  max(r.day) as newest_day,
  min(r.day) as oldest_day
from reports as r
where r.known_at >= $known_since and r.known_at <= $known_until
group by r.feed, r.known_at
order by r.feed, r.known_at
