-- What: who stood between two actors: mediators of both (how = mediates), and third parties of an act between them (how = via).
-- Columns: mediator, event_id, how, code, modality, day (known_at if there is none), known_at.
-- Order: mediator, day, event_id, how.
with visible as (
  select e.* from events as e where e.known_at <= $as_of
),
mediated as (
  -- 028 is an appeal by the source, who need not mediate; 038 is an acceptance by a party
  select v.event_id, v.source as mediator
  from visible as v
  where v.relation = 'act'
    and v.target in ($a, $b)
    and v.code in ('039', '045')
  group by v.event_id, v.source
  having count(distinct v.target) = 2
),
between_them as (
  select distinct v.event_id
  from visible as v
  where v.relation in ('act', 'back')
    and ((v.source = $a and v.target = $b) or (v.source = $b and v.target = $a))
),
standing_between as (
  select m.event_id, m.mediator, 'mediates' as how from mediated as m
  union
  select v.event_id, v.source as mediator, 'via' as how
  from visible as v
  inner join between_them as b on b.event_id = v.event_id
  where v.relation = 'via'
)
select distinct
  s.mediator,
  s.event_id,
  s.how,
  v.code,
  v.modality,
  coalesce(v.start, v.known_at) as day,
  v.known_at
from standing_between as s
inner join visible as v on v.event_id = s.event_id
where s.mediator is not null and s.mediator not in ($a, $b)
order by s.mediator, day, s.event_id, s.how
