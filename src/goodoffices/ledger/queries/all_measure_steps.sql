-- What: all steps of all measures; the same step in two slots counts once.
-- Columns: those of tables/measures.csv.
-- Order: day, measure_id, step, event_id.
select m.*
from measures as m
where m.known_at <= $as_of
qualify m.slot = min(m.slot) over (partition by m.measure_id, m.step, m.day, m.event_id)
order by m.day, m.measure_id, m.step, m.event_id
