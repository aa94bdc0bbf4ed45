-- What: documents that a visible event or statement cites; the table "cited" holds their ids and is made from both.
-- Columns: those of tables/documents.csv. If two slots hold the same document, the one that sorts first counts.
-- Order: document_id.
select d.*
from documents as d
inner join cited as c on c.document_id = d.document_id
qualify d.slot = min(d.slot) over (partition by d.document_id)
order by d.document_id
