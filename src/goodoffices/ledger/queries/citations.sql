-- What: what visible events and statements cite, as it is written there.
-- Columns: document_ids (ids split by a blank).
-- Order: document_ids.
with citing as (
  select e.document_ids from events as e where e.known_at <= $as_of
  union
  select s.document_ids from statements as s where s.known_at <= $as_of
)
select c.document_ids from citing as c order by c.document_ids
