-- The papers a draw waits for, and the payments to its payees.

-- Numbers of the book without gaps, given out under a row lock.
create table servicing.counters (
  name text primary key,
  last integer not null check (last > 0)
);
grant select, insert, update on servicing.counters to connect_app;

-- A waiver of one payee. draw_id: the draw that needs it; for_draw_id: the draw whose money is waived for.
create table servicing.lien_waivers (
  id uuid primary key,
  loan_id uuid not null references lending.loans,
  draw_id uuid not null references servicing.draws,
  for_draw_id uuid not null references servicing.draws,
  payee_id uuid not null references servicing.payees,
  form text not null check (form in ('conditional_progress', 'unconditional_progress', 'conditional_final', 'unconditional_final')),
  amount_cents bigint not null check (amount_cents >= 0),
  state text not null check (state in ('required', 'requested', 'received', 'accepted', 'waived')),
  reason text,
  document_id uuid references documents.documents,
  asked_at timestamptz,
  received_at timestamptz,
  decided_at timestamptz,
  decided_by_name text,
  -- No longer needed, since the payee's invoice was taken out again.
  dropped boolean not null default false,
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  unique (draw_id, for_draw_id, payee_id, form),
  check (state not in ('received', 'accepted') or document_id is not null),
  check (state <> 'waived' or reason is not null)
);
create index lien_waivers_newest on servicing.lien_waivers (created_at desc, id desc);
create index lien_waivers_loan on servicing.lien_waivers (loan_id, created_at desc, id desc);
create index lien_waivers_for_draw on servicing.lien_waivers (for_draw_id, payee_id);
create index lien_waivers_open on servicing.lien_waivers (state, created_at desc, id desc);
grant select, insert, update on servicing.lien_waivers to connect_app;

-- Withholds its amount from this and later draws until released; it cannot be overridden.
create table servicing.stop_notices (
  id uuid primary key,
  loan_id uuid not null references lending.loans,
  claimant text not null,
  amount_cents bigint not null check (amount_cents > 0),
  served_on date not null,
  document_id uuid references documents.documents,
  released_on date check (released_on >= served_on),
  release_reason text,
  released_by_name text,
  created_by uuid references identity.users,
  created_by_name text not null,
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  check ((released_on is null) = (release_reason is null))
);
create index stop_notices_newest on servicing.stop_notices (created_at desc, id desc);
create index stop_notices_loan on servicing.stop_notices (loan_id, created_at desc, id desc);
grant select, insert, update on servicing.stop_notices to connect_app;

-- What a person has seen about a loan: the policy in force, the date-down of the title, the credit report.
create table servicing.loan_evidence (
  loan_id uuid primary key references lending.loans,
  insurance_expires_on date,
  insurance_document_id uuid references documents.documents,
  title_through date,
  title_exceptions text[] not null default '{}',
  title_document_id uuid references documents.documents,
  credit_reported_on date,
  credit_document_id uuid references documents.documents,
  version integer not null default 1,
  updated_at timestamptz not null,
  updated_by_name text not null
);
grant select, insert, update on servicing.loan_evidence to connect_app;

-- The bank's file, sealed; made once, every download on record.
create table servicing.payment_files (
  id uuid primary key,
  serial integer not null unique check (serial > 0),
  file_name text not null,
  effective_date date not null,
  settlement_date date,
  entry_count integer not null check (entry_count > 0),
  batch_count integer not null check (batch_count > 0),
  control_total_cents bigint not null check (control_total_cents > 0),
  entry_hash char(10) not null,
  sha256 char(64) not null,
  content_sealed text not null,
  created_by uuid references identity.users,
  created_by_name text not null,
  confirmed_at timestamptz,
  confirmed_by_name text,
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  check ((settlement_date is null) = (confirmed_at is null))
);
create index payment_files_newest on servicing.payment_files (created_at desc, id desc);
grant select, insert on servicing.payment_files to connect_app;
grant update (settlement_date, confirmed_at, confirmed_by_name, version, updated_at) on servicing.payment_files to connect_app;

-- One payment per payee of an approved draw. A returned one is paid again as a new one.
create table servicing.disbursements (
  id uuid primary key,
  draw_id uuid not null references servicing.draws,
  loan_id uuid not null references lending.loans,
  payee_id uuid not null references servicing.payees,
  payee_name text not null,
  method text not null check (method in ('ach', 'wire', 'check')),
  state text not null check (state in ('prepared', 'exported', 'confirmed', 'returned', 'cancelled')),
  gross_cents bigint not null check (gross_cents >= 0),
  -- Withheld of the gross; negative is a release.
  retainage_cents bigint not null,
  amount_cents bigint not null check (amount_cents > 0),
  payment_file_id uuid references servicing.payment_files,
  -- Number of the wire or check.
  reference text,
  bank_last4 text,
  exported_at timestamptz,
  settlement_date date,
  posting_id uuid references servicing.postings,
  returned_on date,
  reason text,
  return_posting_id uuid references servicing.postings,
  replaces uuid unique references servicing.disbursements,
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  check (amount_cents = gross_cents - retainage_cents),
  check ((settlement_date is null) = (posting_id is null)),
  check (state <> 'confirmed' or posting_id is not null),
  check ((state = 'returned') = (returned_on is not null)),
  check (state not in ('exported', 'confirmed') or payment_file_id is not null or reference is not null)
);
create index disbursements_newest on servicing.disbursements (created_at desc, id desc);
create index disbursements_state_newest on servicing.disbursements (state, created_at desc, id desc);
create index disbursements_draw on servicing.disbursements (draw_id, created_at desc, id desc);
create index disbursements_loan on servicing.disbursements (loan_id, created_at desc, id desc);
create index disbursements_file on servicing.disbursements (payment_file_id) where payment_file_id is not null;
grant select, insert, update on servicing.disbursements to connect_app;

create table servicing.disbursement_lines (
  disbursement_id uuid not null references servicing.disbursements,
  budget_line_id uuid not null references lending.budget_lines,
  gross_cents bigint not null,
  retainage_cents bigint not null,
  primary key (disbursement_id, budget_line_id)
);
grant select, insert on servicing.disbursement_lines to connect_app;
