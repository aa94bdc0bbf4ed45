-- What: the reports that counted on a day, from all that the store holds: of a corrected slot the file that counted then, of all reports those published by then.
-- Columns: those of tables/reports.csv.
-- Order: slot, report_id.
with counting as (
  select f.slot, max(f.revision) as revision
  from stored_slots as f
  where f.revision is not null and (f.since is null or f.since <= $as_of)
  group by f.slot
)
select
  r.report_id,
  r.feed,
  r.day,
  r.known_at,
  r.source,
  r.source_role,
  r.source_name,
  r.target,
  r.target_role,
  r.target_name,
  r.code,
  r.category,
  r.goldstein,
  r.is_root,
  r.n_mentions,
  r.n_sources,
  r.n_articles,
  r.tone,
  r.n_dead,
  r.place,
  r.place_state,
  r.url,
  r.publisher,
  r.story,
  r.slot
from stored_reports as r
inner join counting as c on c.slot = r.slot and c.revision = r.revision
where r.known_at <= $as_of
order by r.slot, r.report_id
