-- What: how often an act of one root passed between two states on a day, by all feeds and by what was read and curated; feeds that share no article cannot be matched one by one, so the number has two ends.
-- Columns: day, low, high (low < high), root, n_feeds, n_reports, n_publishers, n_least (most that one feed tells), n_most (all that are told in different stories or articles).
-- Order: day, low, high, root.
with cited_once as (
  select d.document_id, max(d.url) as url, max(d.publisher) as publisher
  from documents as d
  group by d.document_id
),
read_acts as (
  select distinct
    e.event_id,
    e.feed,
    e.start as day,
    least(e.source, e.target) as low,
    greatest(e.source, e.target) as high,
    substr(e.code, 1, 2) as root,
    e.document_ids
  from events as e
  where e.relation = 'act'
    and e.modality = 'actual'
    and e.precision = 'day'
    and e.known_at <= $as_of
    and e.start >= $since
    and e.start <= $until
    and e.source <> e.target
),
told as (
  select
    r.feed,
    r.day,
    least(r.source, r.target) as low,
    greatest(r.source, r.target) as high,
    substr(r.code, 1, 2) as root,
    case
      when r.story is not null then r.feed || ':' || r.story
      when r.url is not null then r.url
      else r.feed || ':' || r.report_id
    end as told_in,
    r.publisher
  from reports as r
  where r.day >= $since and r.day <= $until and r.source <> r.target
  union all
  select
    a.feed,
    a.day,
    a.low,
    a.high,
    a.root,
    coalesce(c.url, a.feed || ':' || a.event_id) as told_in,
    c.publisher
  from read_acts as a
  left join cited_once as c on c.document_id = a.document_ids
),
between_states as (
  select o.feed, o.day, o.low, o.high, o.root, o.told_in, o.publisher
  from told as o
  inner join states as s on s.actor_id = o.low
  inner join states as t on t.actor_id = o.high
),
by_feed as (
  select
    b.day,
    b.low,
    b.high,
    b.root,
    b.feed,
    count(*) as n_reports,
    count(distinct b.told_in) as n_told
  from between_states as b
  group by b.day, b.low, b.high, b.root, b.feed
),
of_feeds as (
  select
    f.day,
    f.low,
    f.high,
    f.root,
    count(*) as n_feeds,
    sum(f.n_reports) as n_reports,
    max(f.n_told) as n_least
  from by_feed as f
  group by f.day, f.low, f.high, f.root
),
together as (
  select
    b.day,
    b.low,
    b.high,
    b.root,
    count(distinct b.publisher) as n_publishers,
    count(distinct b.told_in) as n_most
  from between_states as b
  group by b.day, b.low, b.high, b.root
)
select
  o.day,
  o.low,
  o.high,
  o.root,
  cast(o.n_feeds as bigint) as n_feeds,
  cast(o.n_reports as bigint) as n_reports,
  cast(g.n_publishers as bigint) as n_publishers,
  cast(o.n_least as bigint) as n_least,
  cast(g.n_most as bigint) as n_most
from of_feeds as o
inner join together as g
  on g.day = o.day and g.low = o.low and g.high = o.high and g.root = o.root
order by o.day, o.low, o.high, o.root
