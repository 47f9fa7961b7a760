-- Postings that stand in the books on another day than they count from: entered after their month was closed.
create index postings_moved on servicing.postings (id, accounting_date) where accounting_date <> effective_date;
