-- What: slots of feeds by what became of them. What counts for a slot is its newest loaded file, or, while none was loaded, the newest note.
-- Columns: feed, status, n_slots, n_rows, n_kept, n_rejected, n_duplicates (null when no slot of that status was read), first_opens_at, last_opens_at.
-- Order: feed, status.
with newest as (
  select
    f.feed,
    f.status,
    f.n_rows,
    f.n_kept,
    f.n_rejected,
    f.n_duplicates,
    f.opens_at,
    row_number() over (
      partition by f.slot order by coalesce(f.revision, -1) desc, f."commit" desc
    ) as newness
  from feed_slots as f
)
select
  n.feed,
  n.status,
  cast(count(*) as bigint) as n_slots,
  cast(sum(n.n_rows) as bigint) as n_rows,
  cast(sum(n.n_kept) as bigint) as n_kept,
  cast(sum(n.n_rejected) as bigint) as n_rejected,
  cast(sum(n.n_duplicates) as bigint) as n_duplicates,
  min(n.opens_at) as first_opens_at,
  max(n.opens_at) as last_opens_at
from newest as n
where n.newness = 1
group by n.feed, n.status
order by n.feed, n.status
