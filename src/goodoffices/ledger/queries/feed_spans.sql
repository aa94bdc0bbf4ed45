-- What: each feed that comes in slots: its first and newest slot, and the end of the newest slot with a report.
-- Columns: feed, first_at, last_at (opening of the newest slot), closes_at (its end), newest_at (null when no slot has a report).
-- Order: feed.
select
  f.feed,
  min(f.opens_at) as first_at,
  max(f.opens_at) as last_at,
  max(f.closes_at) as closes_at,
  max(case when f.n_kept > 0 then f.closes_at end) as newest_at
from newest_slots as f
group by f.feed
order by f.feed
