-- What: what the slots of each machine-coded feed brought, and how many of them are not in.
-- Columns: feed, n_slots (loaded), n_slots_missing (missing or failed), n_reports, n_rejected, last_noted_at.
-- Order: feed.
select
  s.feed,
  cast(sum(case when s.revision is not null then 1 else 0 end) as bigint) as n_slots,
  cast(sum(case when s.status in ('missing', 'failed') then 1 else 0 end) as bigint)
    as n_slots_missing,
  cast(coalesce(sum(s.n_kept), 0) as bigint) as n_reports,
  cast(coalesce(sum(s.n_rejected), 0) as bigint) as n_rejected,
  max(s.noted_at) as last_noted_at
from feed_slots as s
group by s.feed
order by s.feed
