-- What the lists that had no pages are sorted by.
create index saved_views_newest on projects.saved_views (user_id, page, created_at, id);
create index saved_views_by_name on projects.saved_views (user_id, page, name, id);
create index fees_amount on servicing.fees (loan_id, amount_cents, id);
create index interest_bills_amount on servicing.interest_bills (amount_cents, id);
create index payees_by_name on servicing.payees (loan_id, lower(name), id);
drop index servicing.reconciliations_period;
create index reconciliations_period on servicing.reconciliations (period, started_at desc, id desc);
