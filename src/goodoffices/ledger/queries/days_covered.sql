-- What: the first and the last day on which something actual happened.
-- Columns: first_day, last_day (null when there is no event).
-- Order: one row.
select min(e.start) as first_day, max(e."end") as last_day
from events as e
where e.known_at <= $as_of and e.modality = 'actual'
