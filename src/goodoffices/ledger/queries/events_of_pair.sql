-- What: all rows of each event between two actors: one acts on the other, one hosts or carries an act that involves the other, or both are parties of a mediation.
-- Columns: those of tables/events.csv. If two slots hold the same event, the one that sorts first counts.
-- Order: day (known_at if there is no day), event_id, pair.
with visible as (
  select e.* from events as e where e.known_at <= $as_of
),
between_them as (
  select v.event_id
  from visible as v
  where (v.source = $a and v.target = $b) or (v.source = $b and v.target = $a)
),
mediated as (
  -- mediation: 027 and 028 appeal for it, 038 accepts it, 039 offers it, 045 does it
  select v.event_id
  from visible as v
  where v.relation = 'act'
    and v.target in ($a, $b)
    and v.code in ('027', '028', '038', '039', '045')
  group by v.event_id
  having count(distinct v.target) = 2
),
chosen as (
  select b.event_id from between_them as b
  union
  select m.event_id from mediated as m
)
select v.*
from visible as v
inner join chosen as c on c.event_id = v.event_id
qualify v.slot = min(v.slot) over (partition by v.event_id)
order by coalesce(v.start, v.known_at), v.event_id, v.pair
