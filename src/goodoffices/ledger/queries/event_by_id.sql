-- What: all rows of one event.
-- Columns: those of tables/events.csv. If two slots hold the event, the one that sorts first counts.
-- Order: pair.
select e.*
from events as e
where e.known_at <= $as_of and e.event_id = $event_id
qualify e.slot = min(e.slot) over (partition by e.event_id)
order by e.pair
