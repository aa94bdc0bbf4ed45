-- What: all rows of each event in which an actor acts, is acted on, or is a third party.
-- Columns: those of tables/events.csv. If two slots hold the same event, the one that sorts first counts.
-- Order: day (known_at if there is no day), event_id, pair.
with visible as (
  select e.* from events as e where e.known_at <= $as_of
),
chosen as (
  select distinct v.event_id from visible as v where v.source = $actor or v.target = $actor
)
select v.*
from visible as v
inner join chosen as c on c.event_id = v.event_id
qualify v.slot = min(v.slot) over (partition by v.event_id)
order by coalesce(v.start, v.known_at), v.event_id, v.pair
