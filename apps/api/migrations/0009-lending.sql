-- The loan from its draft to the recorded release of the lien, and the bank line it is pledged to.
create schema lending;
grant usage on schema lending to connect_app;

-- Loan numbers: one sequence per book, without gaps, given out under a row lock.
create table lending.number_counters (
  name text primary key,
  last integer not null
);

create table lending.loans (
  id uuid primary key default gen_random_uuid(),
  serial integer not null unique check (serial > 0),
  number text not null unique,
  project_id uuid not null references projects.projects,
  product text not null check (product in ('land', 'construction')),
  state text not null check (state in ('draft', 'underwriting', 'approved', 'documents_out', 'signed', 'funded', 'recorded',
    'servicing', 'default', 'paid_off', 'released', 'declined', 'cancelled')),
  state_since timestamptz not null,
  -- The collateral, as the loan describes it.
  address text not null,
  unit text,
  city text not null,
  state_code char(2) not null,
  zip text not null,
  market text not null,
  parcel_number text,
  legal_description text,
  value_cents bigint check (value_cents >= 0),
  -- Out of which version of which proforma the budget was made.
  proforma_id uuid references feasibility.proformas,
  proforma_version integer,
  -- Terms. Rates are exact decimals, 0.09 is 9 %.
  amount_cents bigint not null check (amount_cents >= 0),
  rate numeric not null check (rate >= 0 and rate < 1),
  day_count text not null check (day_count in ('actual/360', 'actual/365', 'actual/actual', '30E/360', '30/360')),
  months integer not null check (months between 1 and 360),
  interest_from text not null check (interest_from in ('billed', 'reserve')),
  origination_fee_cents bigint not null default 0 check (origination_fee_cents >= 0),
  exit_fee_cents bigint not null default 0 check (exit_fee_cents >= 0),
  minimum_interest_cents bigint not null default 0 check (minimum_interest_cents >= 0),
  default_rate numeric not null check (default_rate >= 0 and default_rate < 1),
  late_fee_rate numeric not null check (late_fee_rate >= 0 and late_fee_rate < 1),
  grace_days integer not null check (grace_days between 0 and 60),
  retainage_rate numeric not null check (retainage_rate >= 0 and retainage_rate < 1),
  -- Settled when the loan is funded.
  funded_on date,
  maturity_date date,
  -- No act may be dated before the last one.
  last_act_on date not null,
  submitted_by uuid references identity.users,
  created_by uuid references identity.users,
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  check ((funded_on is null) = (maturity_date is null)),
  check ((proforma_id is null) = (proforma_version is null)),
  check (funded_on is not null or state not in ('funded', 'recorded', 'servicing', 'default', 'paid_off', 'released'))
);
-- One index per declared sort, each ending in the id.
create index loans_newest on lending.loans (created_at desc, id desc);
create index loans_state_newest on lending.loans (state, created_at desc, id desc);
create index loans_maturity on lending.loans ((coalesce(maturity_date, 'infinity'::date)), id);
create index loans_number on lending.loans (serial, id);
create index loans_project on lending.loans (project_id, created_at desc, id desc);
create index loans_address on lending.loans using gin (address gin_trgm_ops);

-- One borrower, any number of guarantors. An entity signs through one of its members.
create table lending.loan_parties (
  loan_id uuid not null references lending.loans,
  role text not null check (role in ('borrower', 'guarantor')),
  party_id uuid not null references contacts.parties,
  signer_id uuid references contacts.contacts,
  signer_title text,
  -- The state's certificate that the entity is in good standing.
  good_standing_on date,
  position integer not null,
  primary key (loan_id, role, party_id)
);
create unique index loan_parties_one_borrower on lending.loan_parties (loan_id) where role = 'borrower';
create index loan_parties_party on lending.loan_parties (party_id, role, loan_id);

-- original: what the loan pays; equity: what the borrower brings. changes: approved change orders and reallocations.
create table lending.budget_lines (
  id uuid primary key default gen_random_uuid(),
  loan_id uuid not null references lending.loans,
  position integer not null,
  kind text not null check (kind in ('land', 'hard', 'soft', 'contingency', 'interest_reserve', 'fees')),
  name text not null,
  original_cents bigint not null check (original_cents >= 0),
  equity_cents bigint not null default 0 check (equity_cents >= 0),
  changes_cents bigint not null default 0,
  drawn_cents bigint not null default 0 check (drawn_cents >= 0),
  retained_cents bigint not null default 0 check (retained_cents >= 0),
  retainage_rate numeric not null check (retainage_rate >= 0 and retainage_rate < 1),
  check (original_cents + changes_cents >= 0),
  unique (loan_id, position) deferrable initially deferred
);

-- Who moved the loan when and why.
create table lending.loan_moves (
  id bigint generated always as identity primary key,
  loan_id uuid not null references lending.loans,
  from_state text,
  to_state text not null,
  action text not null,
  reason text,
  at timestamptz not null,
  effective_date date not null,
  actor_id uuid references identity.users,
  actor_name text not null
);
create index loan_moves_loan on lending.loan_moves (loan_id, id);

-- A waiver counts for the finding it was given for, word by word: when the facts change, it is asked again.
create table lending.finding_waivers (
  id uuid primary key default gen_random_uuid(),
  loan_id uuid not null references lending.loans,
  rule text not null,
  finding text not null,
  reason text not null,
  waived_at timestamptz not null,
  waived_by uuid references identity.users,
  waived_by_name text not null,
  unique (loan_id, rule, finding)
);

-- The loan documents of one sending; recalled ones are kept as superseded. No click completes a paper document.
create table lending.loan_documents (
  id uuid primary key default gen_random_uuid(),
  loan_id uuid not null references lending.loans,
  kind text not null check (kind in ('loan_agreement', 'guaranty', 'note', 'deed_of_trust')),
  method text not null check (method in ('envelope', 'paper')),
  title text not null,
  document_id uuid not null references documents.documents,
  envelope_id uuid references documents.envelopes,
  scan_document_id uuid references documents.documents,
  signed_on date,
  custodian text,
  custodian_location text,
  notary_name text,
  notary_commission text,
  notary_commission_expires_on date,
  notarized_on date,
  completed_at timestamptz,
  completed_by_name text,
  superseded_at timestamptz,
  version integer not null default 1,
  created_at timestamptz not null,
  check ((method = 'envelope') = (kind in ('loan_agreement', 'guaranty'))),
  check ((method = 'envelope') = (envelope_id is not null)),
  check (method = 'paper' or completed_at is null),
  check (completed_at is null or (signed_on is not null and scan_document_id is not null)),
  check (completed_at is null or kind <> 'note' or custodian is not null),
  check (completed_at is null or kind <> 'deed_of_trust'
    or (notary_name is not null and notary_commission is not null and notarized_on is not null))
);
create unique index loan_documents_current on lending.loan_documents (loan_id, kind, title) where superseded_at is null;
create index loan_documents_envelope on lending.loan_documents (envelope_id) where envelope_id is not null;

-- Policies as they were shown to us; the one that expires last counts.
create table lending.insurance_policies (
  id uuid primary key default gen_random_uuid(),
  loan_id uuid not null references lending.loans,
  kind text not null check (kind in ('builders_risk', 'liability')),
  insurer text not null,
  policy_number text not null,
  coverage_cents bigint not null check (coverage_cents > 0),
  effective_on date not null,
  expires_on date not null,
  document_id uuid references documents.documents,
  recorded_at timestamptz not null,
  recorded_by_name text not null,
  check (expires_on > effective_on)
);
create index insurance_policies_loan on lending.insurance_policies (loan_id, expires_on desc, id desc);

-- The wire to escrow, on written instructions.
create table lending.fundings (
  loan_id uuid primary key references lending.loans,
  funded_on date not null,
  principal_cents bigint not null check (principal_cents > 0),
  fee_cents bigint not null check (fee_cents >= 0),
  wire_cents bigint not null check (wire_cents >= 0),
  wire_reference text not null,
  escrow_agent text not null,
  escrow_number text,
  instructions_document_id uuid references documents.documents,
  instructions_reference text,
  funded_at timestamptz not null,
  funded_by_name text not null,
  check (principal_cents = wire_cents + fee_cents),
  check (instructions_document_id is not null or instructions_reference is not null)
);

-- What the county confirmed: the deed of trust, and at the end its reconveyance.
create table lending.recordings (
  loan_id uuid not null references lending.loans,
  kind text not null check (kind in ('deed_of_trust', 'reconveyance')),
  county text not null,
  recording_number text not null,
  recorded_on date not null,
  recorded_at timestamptz,
  title_insurer text,
  title_policy_number text,
  document_id uuid references documents.documents,
  entered_at timestamptz not null,
  entered_by_name text not null,
  primary key (loan_id, kind),
  check (kind <> 'deed_of_trust' or (recorded_at is not null and title_policy_number is not null))
);

-- Money we borrow ourselves against pledged loans. rules: ineligibility and concentration limits of the bank, as data.
create table lending.bank_lines (
  id uuid primary key default gen_random_uuid(),
  name text not null unique,
  bank_name text not null,
  commitment_cents bigint not null check (commitment_cents > 0),
  outstanding_cents bigint not null default 0 check (outstanding_cents >= 0),
  reserve_cents bigint not null default 0 check (reserve_cents >= 0),
  advance_rate numeric not null check (advance_rate > 0 and advance_rate <= 1),
  matures_on date,
  rules jsonb not null default '{}',
  created_by uuid references identity.users,
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create index bank_lines_by_name on lending.bank_lines (name, id);

-- A loan is pledged to one line at a time; released pledges stay.
create table lending.pledges (
  id uuid primary key default gen_random_uuid(),
  loan_id uuid not null references lending.loans,
  bank_line_id uuid not null references lending.bank_lines,
  advance_rate numeric not null check (advance_rate > 0 and advance_rate <= 1),
  pledged_on date not null,
  released_on date check (released_on >= pledged_on),
  release_reason text,
  pledged_by_name text not null,
  released_by_name text,
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  check ((released_on is null) = (released_by_name is null))
);
create unique index pledges_open on lending.pledges (loan_id) where released_on is null;
create index pledges_line on lending.pledges (bank_line_id, loan_id) where released_on is null;
create index pledges_newest on lending.pledges (created_at desc, id desc);

grant select, insert, update on lending.number_counters, lending.loans, lending.loan_documents, lending.bank_lines,
  lending.pledges to connect_app;
grant select, insert, update, delete on lending.loan_parties, lending.budget_lines to connect_app;
grant select, insert on lending.loan_moves, lending.finding_waivers, lending.insurance_policies, lending.fundings,
  lending.recordings to connect_app;
