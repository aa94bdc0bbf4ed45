-- What: slots of a feed by the day on which they open, and what they brought; a slot counts as it stands on the day of the view.
-- Columns: day (text), n_loaded, n_missing (missing or failed), n_noted (all that is known of), n_reports, newest_at (end of the newest slot with a report).
-- Order: day.
select
  substr(f.opens_at, 1, 10) as day,
  cast(sum(case when f.revision is not null then 1 else 0 end) as bigint) as n_loaded,
  cast(sum(case when f.status in ('missing', 'failed') then 1 else 0 end) as bigint) as n_missing,
  cast(count(*) as bigint) as n_noted,
  cast(sum(coalesce(f.n_kept, 0)) as bigint) as n_reports,
  max(case when f.n_kept > 0 then f.closes_at end) as newest_at
from newest_slots as f
where f.feed = $feed
  and substr(f.opens_at, 1, 10) >= $first_day
  and substr(f.opens_at, 1, 10) <= $last_day
group by substr(f.opens_at, 1, 10)
order by day
