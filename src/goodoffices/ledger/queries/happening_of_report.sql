-- What: which happening each report between two states tells: the rule of happenings.sql, report by report.
-- Columns: feed, report_id, day, low, high (low < high), root, told_in.
-- Order: feed, report_id.
select
  r.feed,
  r.report_id,
  r.day,
  least(r.source, r.target) as low,
  greatest(r.source, r.target) as high,
  substr(r.code, 1, 2) as root,
  case
    when r.story is not null then r.feed || ':' || r.story
    when r.url is not null then r.url
    else r.feed || ':' || r.report_id
  end as told_in
from reports as r
inner join states as s on s.actor_id = r.source
inner join states as t on t.actor_id = r.target
where r.day >= $since and r.day <= $until and r.source <> r.target
order by r.feed, r.report_id
