-- What: all statements.
-- Columns: those of tables/statements.csv. If two slots hold the same statement, the one that sorts first counts.
-- Order: known_at, statement_id.
select s.*
from statements as s
where s.known_at <= $as_of
qualify s.slot = min(s.slot) over (partition by s.statement_id)
order by s.known_at, s.statement_id
