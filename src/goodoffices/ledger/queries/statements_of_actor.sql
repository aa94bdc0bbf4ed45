-- What: statements about an actor or towards it. Actors are words such as TUR or TUR:GOV, so a word is matched whole or up to its colon.
-- Columns: those of tables/statements.csv. If two slots hold the same statement, the one that sorts first counts.
-- Order: known_at, statement_id.
with named as (
  select
    s.statement_id,
    concat(' ', coalesce(s.subject, ''), ' ', coalesce(s.object, ''), ' ') as actors
  from statements as s
  where s.known_at <= $as_of
),
chosen as (
  select distinct n.statement_id
  from named as n
  where n.actors like concat('% ', $actor, ' %') or n.actors like concat('% ', $actor, ':%')
)
select s.*
from statements as s
inner join chosen as c on c.statement_id = s.statement_id
where s.known_at <= $as_of
qualify s.slot = min(s.slot) over (partition by s.statement_id)
order by s.known_at, s.statement_id
