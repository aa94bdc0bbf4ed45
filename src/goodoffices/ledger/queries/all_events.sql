-- What: all rows of all events.
-- Columns: those of tables/events.csv. If two slots hold the same event, the one that sorts first counts.
-- Order: day (known_at if there is no day), event_id, pair.
select e.*
from events as e
where e.known_at <= $as_of
qualify e.slot = min(e.slot) over (partition by e.event_id)
order by coalesce(e.start, e.known_at), e.event_id, e.pair
