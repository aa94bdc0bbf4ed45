-- What: each pair of actors of which one acted on the other, whatever the modality.
-- Columns: low, high (low < high), n_events, first_day, last_day (known_at where the day is not known).
-- Order: n_events from the most, low, high.
with acts as (
  select
    least(e.source, e.target) as low,
    greatest(e.source, e.target) as high,
    e.event_id,
    coalesce(e.start, e.known_at) as first_day,
    coalesce(e."end", e.known_at) as last_day
  from events as e
  where e.known_at <= $as_of
    and e.relation = 'act'
    and e.source is not null
    and e.target is not null
    and e.source <> e.target
)
select
  a.low,
  a.high,
  cast(count(distinct a.event_id) as bigint) as n_events,
  min(a.first_day) as first_day,
  max(a.last_day) as last_day
from acts as a
group by a.low, a.high
order by n_events desc, a.low, a.high
