-- What: reports of a feed by the day on which it published them.
-- Columns: day, n_reports.
-- Order: day.
select r.known_at as day, cast(count(*) as bigint) as n_reports
from reports as r
where r.feed = $feed and r.known_at >= $first_day and r.known_at <= $last_day
group by r.known_at
order by day
