-- Draws from the builder's first keystroke to approval, and the inspections on the way.

-- Whom draws of a loan pay. A builder names a payee; the party behind it, with its bank account, is ours to link.
create table servicing.payees (
  id uuid primary key,
  loan_id uuid not null references lending.loans,
  name text not null,
  party_id uuid references contacts.parties,
  email citext,
  method text not null default 'ach' check (method in ('ach', 'wire', 'check')),
  -- Gave preliminary notice: can lien, so waives like a payee of every draw.
  gave_notice boolean not null default false,
  version integer not null default 1,
  created_by uuid references identity.users,
  created_by_name text not null,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create unique index payees_name on servicing.payees (loan_id, lower(name));
create index payees_party on servicing.payees (party_id) where party_id is not null;
grant select, insert, update on servicing.payees to connect_app;

-- Once a month all active construction loans' open draws are put into one set.
create table servicing.draw_sets (
  id uuid primary key,
  month char(7) not null unique check (month ~ '^\d{4}-(0[1-9]|1[0-2])$'),
  created_by uuid references identity.users,
  created_by_name text not null,
  created_at timestamptz not null,
  version integer not null default 1,
  updated_at timestamptz not null
);
create index draw_sets_newest on servicing.draw_sets (month desc, id desc);
grant select, insert, update on servicing.draw_sets to connect_app;

create table servicing.draws (
  id uuid primary key,
  loan_id uuid not null references lending.loans,
  project_id uuid not null references projects.projects,
  -- Per loan and without gaps, given when the draw is requested; a draft has none.
  number integer check (number > 0),
  state text not null check (state in ('draft', 'requested', 'inspection_scheduled', 'inspection_complete', 'review', 'held',
    'approved', 'paid', 'rejected', 'withdrawn')),
  state_since timestamptz not null,
  note text not null default '',
  -- The last draw asks for final waivers and a finaled permit, and releases the retainage.
  is_last boolean not null default false,
  draw_set_id uuid references servicing.draw_sets,
  requested_at timestamptz,
  requested_by uuid references identity.users,
  requested_by_name text,
  -- Since when every paper is in; the second of the two clocks.
  file_complete_at timestamptz,
  reviewer_id uuid references identity.users,
  reviewer_name text,
  first_approved_by uuid references identity.users,
  first_approved_by_name text,
  first_approved_at timestamptz,
  -- What the first approval was given for; another amount needs another one.
  first_approved_cents bigint,
  approved_by uuid references identity.users,
  approved_by_name text,
  approved_at timestamptz,
  paid_on date,
  -- Kept beside the lines, for lists: asked, and proposed for payment after retainage.
  requested_cents bigint not null default 0 check (requested_cents >= 0),
  proposed_cents bigint,
  created_by uuid references identity.users,
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  unique (loan_id, number),
  check ((number is null) = (requested_at is null)),
  check ((requested_at is null) = (requested_by_name is null)),
  check (number is not null or state in ('draft', 'withdrawn')),
  check (first_approved_by is null or first_approved_by is distinct from requested_by),
  check (approved_by is null or approved_by is distinct from requested_by),
  check (approved_by is null or first_approved_by is null or approved_by <> first_approved_by),
  check (state <> 'paid' or paid_on is not null)
);
create unique index draws_one_draft on servicing.draws (loan_id) where state = 'draft';
create index draws_newest on servicing.draws (created_at desc, id desc);
create index draws_state_newest on servicing.draws (state, created_at desc, id desc);
create index draws_loan_newest on servicing.draws (loan_id, created_at desc, id desc);
create index draws_project_newest on servicing.draws (project_id, created_at desc, id desc);
create index draws_set_newest on servicing.draws (draw_set_id, created_at desc, id desc);
create index draws_waiting on servicing.draws ((coalesce(requested_at, 'infinity'::timestamptz)), id);
create index draws_open_waiting on servicing.draws ((coalesce(requested_at, 'infinity'::timestamptz)), id)
  where state in ('requested', 'inspection_scheduled', 'inspection_complete', 'review', 'held', 'approved');
create index draws_requester on servicing.draws (requested_by, created_at desc, id desc);
create index draws_reviewer on servicing.draws (reviewer_id, created_at desc, id desc);
grant select, insert, update on servicing.draws to connect_app;

-- One line per budget line that can be drawn. stored: the part of the request that lies on site, not yet built in.
-- decided: null while the proposal stands (the request, as far as the inspection supports it).
create table servicing.draw_lines (
  draw_id uuid not null references servicing.draws,
  budget_line_id uuid not null references lending.budget_lines,
  position integer not null,
  requested_cents bigint not null default 0 check (requested_cents >= 0),
  stored_cents bigint not null default 0 check (stored_cents between 0 and requested_cents),
  note text not null default '',
  decision text check (decision in ('as_asked', 'cut', 'held')),
  decided_cents bigint check (decided_cents between 0 and requested_cents),
  decision_reason text,
  -- As approved: what was drawn before, and what is withheld of this draw (negative is a release).
  drawn_before_cents bigint,
  approved_cents bigint check (approved_cents >= 0),
  retainage_cents bigint,
  primary key (draw_id, budget_line_id),
  check ((decision is null) = (decided_cents is null)),
  check ((approved_cents is null) = (retainage_cents is null))
);
create index draw_lines_budget on servicing.draw_lines (budget_line_id);
grant select, insert, update on servicing.draw_lines to connect_app;

create table servicing.draw_invoices (
  id uuid primary key,
  draw_id uuid not null,
  budget_line_id uuid not null,
  position integer not null,
  payee_id uuid not null references servicing.payees,
  number text not null default '',
  amount_cents bigint not null check (amount_cents > 0),
  -- The builder has paid it already and gets the money back: the payee waives for good at once.
  reimbursed boolean not null default false,
  document_id uuid references documents.documents,
  foreign key (draw_id, budget_line_id) references servicing.draw_lines
);
create index draw_invoices_draw on servicing.draw_invoices (draw_id, budget_line_id, position);
create index draw_invoices_payee on servicing.draw_invoices (payee_id);
grant select, insert, delete on servicing.draw_invoices to connect_app;

-- Who moved the draw when and why; the clocks are read from it.
create table servicing.draw_moves (
  id bigint generated always as identity primary key,
  draw_id uuid not null references servicing.draws,
  from_state text,
  to_state text not null,
  action text not null,
  reason text,
  at timestamptz not null,
  effective_date date not null,
  actor_id uuid references identity.users,
  actor_name text not null
);
create index draw_moves_draw on servicing.draw_moves (draw_id, id);
create trigger draw_moves_append_only before update or delete or truncate on servicing.draw_moves
  for each statement execute function platform.refuse_change();
grant select, insert on servicing.draw_moves to connect_app;

-- An override counts for the finding it was given for, word by word, once a second person has confirmed it.
create table servicing.draw_overrides (
  id uuid primary key,
  draw_id uuid not null references servicing.draws,
  code text not null,
  finding text not null,
  reason text not null,
  proposed_at timestamptz not null,
  proposed_by uuid not null references identity.users,
  proposed_by_name text not null,
  confirmed_at timestamptz,
  confirmed_by uuid references identity.users,
  confirmed_by_name text,
  unique (draw_id, code, finding),
  check ((confirmed_at is null) = (confirmed_by is null)),
  check (confirmed_by is distinct from proposed_by)
);
grant select, insert on servicing.draw_overrides to connect_app;
grant update (confirmed_at, confirmed_by, confirmed_by_name) on servicing.draw_overrides to connect_app;

-- A visit to the site, for one draw.
create table servicing.inspections (
  id uuid primary key,
  draw_id uuid not null references servicing.draws,
  loan_id uuid not null references lending.loans,
  project_id uuid not null references projects.projects,
  number integer not null check (number > 0),
  state text not null check (state in ('scheduled', 'in_progress', 'submitted', 'accepted', 'returned', 'cancelled')),
  state_since timestamptz not null,
  inspector_id uuid not null references contacts.contacts,
  scheduled_for date not null,
  started_at timestamptz,
  submitted_at timestamptz,
  accepted_at timestamptz,
  -- Of the last move that needed one: why it was returned or cancelled.
  reason text,
  created_by uuid references identity.users,
  created_by_name text not null,
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  unique (loan_id, number)
);
create unique index inspections_one_running on servicing.inspections (draw_id) where state not in ('cancelled');
create index inspections_newest on servicing.inspections (created_at desc, id desc);
create index inspections_state_newest on servicing.inspections (state, created_at desc, id desc);
create index inspections_route on servicing.inspections (scheduled_for, id);
create index inspections_inspector on servicing.inspections (inspector_id, scheduled_for, id);
create index inspections_changed on servicing.inspections (updated_at, id);
create index inspections_draw on servicing.inspections (draw_id, created_at desc, id desc);
create index inspections_project on servicing.inspections (project_id, created_at desc, id desc);
grant select, insert, update on servicing.inspections to connect_app;

-- What the inspector has set so far, saved as it is typed. changed_in: the inspection's version at which a line changed last.
create table servicing.inspection_progress (
  inspection_id uuid not null references servicing.inspections,
  budget_line_id uuid not null references lending.budget_lines,
  percent integer check (percent between 0 and 100),
  note text not null default '',
  device_id text,
  changed_in integer not null,
  updated_at timestamptz not null,
  primary key (inspection_id, budget_line_id)
);
grant select, insert, update on servicing.inspection_progress to connect_app;

-- What was submitted stays as it was submitted; a returned inspection is answered by another report.
create table servicing.inspection_reports (
  id uuid primary key,
  inspection_id uuid not null references servicing.inspections,
  round integer not null check (round > 0),
  client_key text not null,
  device_id text not null,
  note text not null default '',
  -- By the clock of the device; received by ours.
  started_at timestamptz not null,
  submitted_at timestamptz not null,
  received_at timestamptz not null,
  submitted_by uuid references identity.users,
  submitted_by_name text not null,
  unique (inspection_id, round),
  unique (inspection_id, client_key)
);
create table servicing.inspection_report_lines (
  report_id uuid not null references servicing.inspection_reports,
  budget_line_id uuid not null references lending.budget_lines,
  percent integer not null check (percent between 0 and 100),
  last_percent integer not null default 0 check (last_percent between 0 and 100),
  note text not null default '',
  primary key (report_id, budget_line_id)
);
create index inspection_report_lines_budget on servicing.inspection_report_lines (budget_line_id);
create table servicing.inspection_report_photos (
  report_id uuid not null references servicing.inspection_reports,
  document_id uuid not null references documents.documents,
  budget_line_id uuid references lending.budget_lines,
  primary key (report_id, document_id)
);
create trigger inspection_reports_append_only before update or delete or truncate on servicing.inspection_reports
  for each statement execute function platform.refuse_change();
create trigger inspection_report_lines_append_only before update or delete or truncate on servicing.inspection_report_lines
  for each statement execute function platform.refuse_change();
create trigger inspection_report_photos_append_only before update or delete or truncate on servicing.inspection_report_photos
  for each statement execute function platform.refuse_change();
grant select, insert on servicing.inspection_reports, servicing.inspection_report_lines, servicing.inspection_report_photos to connect_app;

-- Nor can lines or photos be slipped into a report that was received earlier.
create function servicing.refuse_late_addition() returns trigger language plpgsql as $$
begin
  if not exists (select from servicing.inspection_reports r join servicing.inspections i on i.id = r.inspection_id
      where r.id = new.report_id and i.state = 'in_progress') then
    raise exception 'a submitted inspection is append-only' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
create trigger inspection_report_lines_in_time before insert on servicing.inspection_report_lines
  for each row execute function servicing.refuse_late_addition();
create trigger inspection_report_photos_in_time before insert on servicing.inspection_report_photos
  for each row execute function servicing.refuse_late_addition();
