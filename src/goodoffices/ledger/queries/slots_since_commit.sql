-- What: the earliest slot of a feed with reports that came in after a commit: what was worked out before it is still right for older days.
-- Columns: n_slots, first_opens_at (null when none came).
-- Order: one row.
select
  cast(count(*) as bigint) as n_slots,
  min(f.opens_at) as first_opens_at
from newest_slots as f
where f."commit" > $commit and f.revision is not null
