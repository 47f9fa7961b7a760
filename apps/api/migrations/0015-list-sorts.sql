-- What lists are sorted by; each also goes backwards along its index.
create index projects_by_address on projects.projects (address, id);
create index projects_since on projects.projects (stage_since, id);
create index documents_by_title on documents.documents (title, id);
create index messages_by_recipient on documents.messages (to_name, id);
create index envelopes_by_title on documents.envelopes (title, id);
create index envelopes_expiry on documents.envelopes ((coalesce(expires_at, 'infinity'::timestamptz)), id);
-- A proforma is sorted by its last version; stale versions on the way are few.
create index proforma_versions_return on feasibility.proforma_versions (return_on_cost, proforma_id);
create index proforma_versions_saved on feasibility.proforma_versions (created_at, proforma_id);
create index plans_by_number on entitlement.plans (number, id);
create index bank_lines_by_maturity on lending.bank_lines ((coalesce(matures_on, 'infinity'::date)), id);
create index payments_amount on servicing.payments (amount_cents, id);
create index payoff_quotes_date on servicing.payoff_quotes (payoff_date, id);
create index disbursements_amount on servicing.disbursements (amount_cents, id);
create index disbursements_payee on servicing.disbursements (payee_name, id);
create index payment_files_total on servicing.payment_files (control_total_cents, id);
create index lien_waivers_amount on servicing.lien_waivers (amount_cents, id);
-- Unapplied cash is summed over all loans; only these lines are read for it.
create index posting_lines_unapplied on servicing.posting_lines (loan_id) include (amount_cents, effective_date) where account = 'unapplied';
