-- The one ledger: double entry, append-only, balanced by the database itself; and what is billed, paid, quoted and stated from it.
create schema servicing;
grant usage on schema servicing to connect_app;

-- The chart as data. Debits are positive. Memo accounts carry what is promised or held back and is neither principal nor money.
create table servicing.accounts (
  key text primary key,
  name text not null,
  normal text not null check (normal in ('debit', 'credit')),
  memo boolean not null,
  position integer not null unique
);
insert into servicing.accounts (position, key, name, normal, memo) values
  (1, 'cash', 'Cash', 'debit', false),
  (2, 'escrow', 'Wired to escrow, not settled', 'debit', false),
  (3, 'principal', 'Loan principal', 'debit', false),
  (4, 'accrued_interest', 'Interest accrued, not billed', 'debit', false),
  (5, 'interest_receivable', 'Interest billed', 'debit', false),
  (6, 'default_interest_receivable', 'Default and late interest billed', 'debit', false),
  (7, 'fees_receivable', 'Fees charged', 'debit', false),
  (8, 'suspense', 'Suspense, to be cleared', 'debit', false),
  (9, 'unapplied', 'Unapplied cash of the borrower', 'credit', false),
  (10, 'borrower_reserve', 'Reserves paid in by the borrower', 'credit', false),
  (11, 'interest_income', 'Interest income', 'credit', false),
  (12, 'default_interest_income', 'Default and late interest income', 'credit', false),
  (13, 'fee_income', 'Fee income', 'credit', false),
  (14, 'retainage_withheld', 'Retainage withheld', 'credit', true),
  (15, 'retainage_contra', 'Work done, retainage not yet due', 'debit', true),
  (16, 'reserve_undrawn', 'Interest reserve not yet drawn', 'debit', true),
  (17, 'reserve_contra', 'Commitment behind the interest reserve', 'credit', true),
  (18, 'pledged', 'Pledged to the bank line', 'debit', true),
  (19, 'pledged_contra', 'Bank line behind the pledge', 'credit', true);
grant select on servicing.accounts to connect_app;

-- One row per loan: whoever posts on the loan holds it, so numbers have no gaps and nobody waits for another loan.
create table servicing.ledger_heads (
  loan_id uuid primary key references lending.loans,
  last_number integer not null default 0 check (last_number >= 0),
  last_effective_date date,
  last_recorded_at timestamptz
);
grant select, insert, update on servicing.ledger_heads to connect_app;

create table servicing.postings (
  id uuid primary key,
  loan_id uuid not null references servicing.ledger_heads,
  number integer not null check (number > 0),
  kind text not null check (kind in ('escrow_wired', 'loan_settled', 'draw_paid', 'interest_accrued', 'interest_billed',
    'interest_from_reserve', 'reserve_set', 'pledge_set', 'fee_charged', 'payment_received', 'unapplied_applied',
    'unapplied_refunded', 'payoff_received', 'journal', 'reversal')),
  memo text not null,
  -- From which day it counts, in which accounting day it stands, and when we knew.
  effective_date date not null,
  accounting_date date not null,
  recorded_at timestamptz not null,
  currency char(3) not null default 'USD' check (currency ~ '^[A-Z]{3}$'),
  -- Every slot is filled in the posting's own transaction, so that no line can be added later.
  line_count smallint not null check (line_count between 2 and 1000),
  reverses uuid unique references servicing.postings,
  reason text,
  -- What caused it: a payment, a bill, a draw, a funding.
  source_type text not null,
  source_id uuid not null,
  actor_id uuid references identity.users,
  actor_name text not null,
  unique (loan_id, number),
  unique (id, line_count, currency, effective_date, recorded_at),
  check ((kind = 'reversal') = (reverses is not null)),
  check ((kind = 'reversal') = (reason is not null))
);
create index postings_loan_effective on servicing.postings (loan_id, effective_date desc, number desc, id desc);
create index postings_effective on servicing.postings (effective_date desc, number desc, id desc);
create index postings_kind on servicing.postings (kind, effective_date desc, number desc, id desc);
create index postings_recorded on servicing.postings (recorded_at desc, id desc);
create index postings_source on servicing.postings (source_type, source_id);

-- Dates stand on the lines, too, so that a balance of any day, as known at any moment, is one scan of one index.
create table servicing.posting_lines (
  posting_id uuid not null,
  line_no smallint not null check (line_no between 1 and line_count),
  line_count smallint not null,
  account text not null references servicing.accounts,
  -- Which bank, for cash; otherwise what the account is split by, if by anything.
  sub_account text,
  -- Most often the posting's loan; rolling a land loan into a construction loan is one posting with lines of both.
  loan_id uuid not null references servicing.ledger_heads,
  amount_cents bigint not null check (amount_cents <> 0),
  currency char(3) not null,
  effective_date date not null,
  recorded_at timestamptz not null,
  primary key (posting_id, line_no),
  foreign key (posting_id, line_count, currency, effective_date, recorded_at)
    references servicing.postings (id, line_count, currency, effective_date, recorded_at),
  check (account <> 'cash' or sub_account is not null)
);
create index posting_lines_balance on servicing.posting_lines (loan_id, account, effective_date) include (amount_cents, recorded_at);
create index posting_lines_control on servicing.posting_lines (account, effective_date) include (amount_cents, recorded_at);
grant select, insert on servicing.postings, servicing.posting_lines to connect_app;

create function servicing.check_posting() returns trigger language plpgsql as $$
declare
  lines integer;
  on_books bigint;
  off_books bigint;
begin
  select count(*), coalesce(sum(l.amount_cents) filter (where not a.memo), 0), coalesce(sum(l.amount_cents) filter (where a.memo), 0)
    into lines, on_books, off_books
    from servicing.posting_lines l join servicing.accounts a on a.key = l.account
    where l.posting_id = new.id;
  if lines <> new.line_count then
    raise exception 'posting % has % of its % lines', new.id, lines, new.line_count using errcode = 'check_violation';
  end if;
  if on_books <> 0 or off_books <> 0 then
    raise exception 'posting % is off by % cents', new.id, abs(on_books) + abs(off_books) using errcode = 'check_violation';
  end if;
  if new.number > 1 and not exists (
      select from servicing.postings p where p.loan_id = new.loan_id and p.number = new.number - 1) then
    raise exception 'posting % leaves a gap before number %', new.id, new.number using errcode = 'check_violation';
  end if;
  if new.reverses is not null then
    if not exists (select from servicing.postings p
        where p.id = new.reverses and p.loan_id = new.loan_id and p.kind <> 'reversal') then
      raise exception 'posting % reverses what cannot be reversed', new.id using errcode = 'check_violation';
    end if;
    if exists (select from servicing.posting_lines l where l.posting_id in (new.id, new.reverses)
        group by l.loan_id, l.account, l.sub_account, l.currency having sum(l.amount_cents) <> 0) then
      raise exception 'posting % does not mirror the posting it reverses', new.id using errcode = 'check_violation';
    end if;
  end if;
  return null;
end $$;
create constraint trigger postings_balance after insert on servicing.postings
  deferrable initially deferred for each row execute function servicing.check_posting();
create trigger postings_append_only before update or delete or truncate on servicing.postings
  for each statement execute function platform.refuse_change();
create trigger posting_lines_append_only before update or delete or truncate on servicing.posting_lines
  for each statement execute function platform.refuse_change();

create table servicing.fees (
  id uuid primary key,
  loan_id uuid not null references lending.loans,
  kind text not null check (kind in ('draw', 'inspection', 'extension', 'late', 'document', 'legal', 'other')),
  amount_cents bigint not null check (amount_cents > 0),
  memo text not null,
  effective_date date not null,
  posting_id uuid not null unique references servicing.postings,
  charged_at timestamptz not null,
  charged_by_name text not null
);
create index fees_loan on servicing.fees (loan_id, effective_date desc, id desc);
grant select, insert on servicing.fees to connect_app;

-- A month's interest of a loan, once. What the interest reserve paid raised principal; the rest is for the borrower to pay.
create table servicing.interest_bills (
  id uuid primary key,
  loan_id uuid not null references lending.loans,
  period char(7) not null check (period ~ '^\d{4}-(0[1-9]|1[0-2])$'),
  -- [from, to): the first day counts, the last does not.
  from_date date not null,
  to_date date not null,
  effective_date date not null,
  due_date date not null,
  amount_cents bigint not null check (amount_cents > 0),
  from_reserve_cents bigint not null check (from_reserve_cents between 0 and amount_cents),
  rate numeric not null,
  day_count text not null,
  -- Why this number: the stretches of unchanged principal, and the exact sum before the one rounding.
  exact_dollars text not null,
  segments jsonb not null,
  posting_id uuid not null references servicing.postings,
  reserve_posting_id uuid references servicing.postings,
  -- The broken month that a payoff settles.
  is_final boolean not null default false,
  reversed_at timestamptz,
  billed_at timestamptz not null,
  billed_by_name text not null,
  check (to_date > from_date),
  check ((from_reserve_cents > 0) = (reserve_posting_id is not null))
);
create unique index interest_bills_once on servicing.interest_bills (loan_id, period) where reversed_at is null;
create index interest_bills_loan on servicing.interest_bills (loan_id, period desc, id desc);
create index interest_bills_newest on servicing.interest_bills (period desc, id desc);
create index interest_bills_posting on servicing.interest_bills (posting_id);
grant select, insert on servicing.interest_bills to connect_app;
grant update (reversed_at) on servicing.interest_bills to connect_app;

create table servicing.payoff_quotes (
  id uuid primary key,
  loan_id uuid not null references lending.loans,
  number integer not null check (number > 0),
  state text not null check (state in ('given', 'accepted', 'paid', 'expired', 'cancelled')),
  state_reason text,
  payoff_date date not null,
  valid_through date not null,
  total_cents bigint not null check (total_cents >= 0),
  -- Everything the quote was made of, as it was given.
  figures jsonb not null,
  document_id uuid references documents.documents,
  paid_on date,
  paid_cents bigint,
  quoted_at timestamptz not null,
  quoted_by_name text not null,
  version integer not null default 1,
  updated_at timestamptz not null,
  unique (loan_id, number),
  check (valid_through >= payoff_date),
  check ((state = 'paid') = (paid_on is not null and paid_cents is not null))
);
create index payoff_quotes_newest on servicing.payoff_quotes (quoted_at desc, id desc);
create index payoff_quotes_loan on servicing.payoff_quotes (loan_id, quoted_at desc, id desc);
create index payoff_quotes_open on servicing.payoff_quotes (valid_through) where state in ('given', 'accepted');
grant select, insert, update on servicing.payoff_quotes to connect_app;

-- Money of the borrower. It counts when collected, is split once, and comes back as a reversal.
create table servicing.payments (
  id uuid primary key,
  loan_id uuid not null references lending.loans,
  state text not null check (state in ('received', 'collected', 'returned')),
  amount_cents bigint not null check (amount_cents > 0),
  method text not null check (method in ('wire', 'ach', 'check')),
  reference text,
  memo text,
  received_on date not null,
  -- The day the money counts.
  effective_date date,
  asked_principal_cents bigint not null default 0 check (asked_principal_cents >= 0),
  fees_cents bigint,
  default_interest_cents bigint,
  interest_cents bigint,
  principal_cents bigint,
  unapplied_cents bigint,
  payoff_quote_id uuid references servicing.payoff_quotes,
  posting_id uuid unique references servicing.postings,
  returned_on date,
  return_reason text,
  return_posting_id uuid references servicing.postings,
  version integer not null default 1,
  created_at timestamptz not null,
  created_by_name text not null,
  updated_at timestamptz not null,
  check ((posting_id is null) = (effective_date is null)),
  check (state <> 'collected' or posting_id is not null),
  check ((state = 'returned') = (return_reason is not null)),
  check (posting_id is null or payoff_quote_id is not null
    or fees_cents + default_interest_cents + interest_cents + principal_cents + unapplied_cents = amount_cents)
);
create index payments_newest on servicing.payments (received_on desc, created_at desc, id desc);
create index payments_loan on servicing.payments (loan_id, received_on desc, created_at desc, id desc);
create index payments_state on servicing.payments (state, received_on desc, created_at desc, id desc);
grant select, insert, update on servicing.payments to connect_app;

-- Issued once and never changed, whatever is posted later.
create table servicing.statements (
  id uuid primary key,
  loan_id uuid not null references lending.loans,
  period char(7) not null check (period ~ '^\d{4}-(0[1-9]|1[0-2])$'),
  from_date date not null,
  through_date date not null,
  statement_date date not null,
  due_date date not null,
  opening_principal_cents bigint not null,
  closing_principal_cents bigint not null,
  interest_cents bigint not null,
  paid_cents bigint not null,
  due_cents bigint not null,
  figures jsonb not null,
  document_id uuid not null references documents.documents,
  issued_at timestamptz not null,
  issued_by_name text not null,
  unique (loan_id, period)
);
create index statements_newest on servicing.statements (period desc, issued_at desc, id desc);
create index statements_loan on servicing.statements (loan_id, period desc, issued_at desc, id desc);
create trigger statements_append_only before update or delete or truncate on servicing.statements
  for each statement execute function platform.refuse_change();
grant select, insert on servicing.statements to connect_app;

-- A month-end run can be left and resumed: each loan keeps how far it came, and why it was set aside.
create table servicing.month_ends (
  id uuid not null unique default gen_random_uuid(),
  period char(7) primary key check (period ~ '^\d{4}-(0[1-9]|1[0-2])$'),
  state text not null check (state in ('running', 'done')),
  started_at timestamptz not null,
  started_by_name text not null,
  finished_at timestamptz,
  version integer not null default 1
);
create table servicing.month_end_loans (
  period char(7) not null references servicing.month_ends,
  loan_id uuid not null references lending.loans,
  bill text not null check (bill in ('waiting', 'done', 'nothing', 'failed')),
  statement text not null check (statement in ('waiting', 'done', 'failed')),
  reason text,
  bill_id uuid references servicing.interest_bills,
  statement_id uuid references servicing.statements,
  updated_at timestamptz not null,
  primary key (period, loan_id)
);
create index month_end_loans_open on servicing.month_end_loans (period, loan_id) where bill = 'waiting' or statement = 'waiting';
grant select, insert, update on servicing.month_ends, servicing.month_end_loans to connect_app;
