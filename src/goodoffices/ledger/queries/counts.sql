-- What: how many records each table holds (an event is one record, however many rows it takes).
-- Columns: table_name, n_records, first_known_at, last_known_at (null for documents).
-- Order: table_name.
with counted as (
  select
    'events' as table_name,
    cast(count(distinct e.event_id) as bigint) as n_records,
    min(e.known_at) as first_known_at,
    max(e.known_at) as last_known_at
  from events as e
  where e.known_at <= $as_of
  union all
  select
    'statements', cast(count(distinct s.statement_id) as bigint), min(s.known_at), max(s.known_at)
  from statements as s
  where s.known_at <= $as_of
  union all
  select 'measures', cast(count(*) as bigint), min(m.known_at), max(m.known_at)
  from measures as m
  where m.known_at <= $as_of
  union all
  select
    'documents',
    cast(count(distinct d.document_id) as bigint),
    cast(null as date),
    cast(null as date)
  from documents as d
  inner join cited as c on c.document_id = d.document_id
)
select c.* from counted as c order by c.table_name
