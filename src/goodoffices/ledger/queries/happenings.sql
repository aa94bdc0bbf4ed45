-- What: reports of one happening taken together: same day, pair of states and root of the act, told in one story or article.
-- Columns: day, low, high (low < high), root, told_in (story, else address, else report), n_reports, n_publishers, first_known_at, mean_goldstein (the feed's value, else CAMEO's).
-- Order: day, low, high, root, told_in.
with told as (
  select
    r.day,
    least(r.source, r.target) as low,
    greatest(r.source, r.target) as high,
    substr(r.code, 1, 2) as root,
    case
      when r.story is not null then r.feed || ':' || r.story
      when r.url is not null then r.url
      else r.feed || ':' || r.report_id
    end as told_in,
    r.publisher,
    r.known_at,
    coalesce(r.goldstein, a.goldstein) as goldstein
  from reports as r
  inner join states as s on s.actor_id = r.source
  inner join states as t on t.actor_id = r.target
  left join acts as a on a.code = r.code
  where r.day >= $since and r.day <= $until and r.source <> r.target
)
select
  t.day,
  t.low,
  t.high,
  t.root,
  t.told_in,
  cast(count(*) as bigint) as n_reports,
  cast(count(distinct t.publisher) as bigint) as n_publishers,
  min(t.known_at) as first_known_at,
  avg(t.goldstein) as mean_goldstein
from told as t
group by t.day, t.low, t.high, t.root, t.told_in
order by t.day, t.low, t.high, t.root, t.told_in
