-- What happened to a loan, from which its postings follow; replays that put the postings right; closed periods; the moment of knowing.
create table servicing.loan_events (
  id uuid primary key,
  loan_id uuid not null references servicing.ledger_heads,
  -- Unique per loan: settles the order of two events of one kind and day, and makes a retry harmless.
  client_key text not null check (length(client_key) between 1 and 200),
  kind text not null check (kind in ('index', 'settled', 'modified', 'rate', 'cured', 'defaulted', 'bill', 'reserve', 'fee', 'draw',
    'payment', 'apply_unapplied', 'refund_unapplied', 'journal', 'payoff')),
  effective_date date not null,
  -- What the kind needs: amounts as integers of cents, rates as text.
  details jsonb not null,
  source_type text not null,
  source_id uuid not null,
  recorded_at timestamptz not null,
  actor_id uuid references identity.users,
  actor_name text not null,
  unique (loan_id, client_key)
);
create index loan_events_source on servicing.loan_events (source_type, source_id);
create trigger loan_events_append_only before update or delete or truncate on servicing.loan_events
  for each statement execute function platform.refuse_change();

-- An event is taken back once, with its reason; it stays on record.
create table servicing.loan_event_withdrawals (
  event_id uuid primary key references servicing.loan_events,
  loan_id uuid not null references servicing.ledger_heads,
  reason text not null,
  recorded_at timestamptz not null,
  actor_id uuid references identity.users,
  actor_name text not null
);
create index loan_event_withdrawals_loan on servicing.loan_event_withdrawals (loan_id);
create trigger loan_event_withdrawals_append_only before update or delete or truncate on servicing.loan_event_withdrawals
  for each statement execute function platform.refuse_change();

-- Why postings of the past were replaced, in one sentence.
create table servicing.replays (
  id uuid primary key,
  loan_id uuid not null references servicing.ledger_heads,
  event_id uuid not null references servicing.loan_events,
  from_date date not null,
  sentence text not null,
  reversed integer not null check (reversed > 0),
  posted integer not null check (posted >= 0),
  -- What the replay added to interest earned; negative when it took away.
  interest_change_cents bigint not null,
  recorded_at timestamptz not null
);
create index replays_loan on servicing.replays (loan_id, recorded_at desc, id desc);
create trigger replays_append_only before update or delete or truncate on servicing.replays
  for each statement execute function platform.refuse_change();
grant select, insert on servicing.loan_events, servicing.loan_event_withdrawals, servicing.replays to connect_app;

-- How far the books of a loan are worked out: events dated on it count, interest runs to it and does not include it.
alter table servicing.ledger_heads add column worked_to date;

alter table servicing.postings
  -- Stays the same however often the loan is worked out: what the posting is of.
  add column key text,
  add column event_id uuid references servicing.loan_events,
  add column replay_id uuid references servicing.replays;
create index postings_loan_key on servicing.postings (loan_id, key);
-- A journal of one loan stands alone; a posting of the history has its key.
alter table servicing.postings add constraint postings_have_a_key check (key is not null or kind = 'reversal') not valid;

-- How far the ledger went when the statement was issued: what was posted later stands on the next one.
alter table servicing.statements add column through_number integer;

alter table servicing.interest_bills
  add column key text,
  add column default_interest_cents bigint not null default 0 check (default_interest_cents >= 0);

alter table servicing.postings drop constraint postings_kind_check;
alter table servicing.postings add constraint postings_kind_check check (kind in ('escrow_wired', 'loan_settled', 'draw_paid',
  'interest_accrued', 'interest_billed', 'interest_from_reserve', 'reserve_set', 'pledge_set', 'fee_charged', 'late_fee', 'payment_received',
  'unapplied_applied', 'unapplied_refunded', 'payoff_received', 'journal', 'reversal'));
insert into servicing.accounts (position, key, name, normal, memo) values
  (20, 'accrued_default_interest', 'Default interest accrued, not billed', 'debit', false);

-- Transactions that post hold two locks of this kind, shared: 0, which whoever closes a month takes alone, and the second in which they
-- said so, which everybody can read while they are under way.
create function servicing.posting_lock() returns integer language sql immutable as 'select 726001';

-- Says that this transaction posts, and gives its moment. A question about the past stops before the oldest transaction that said so.
create function servicing.announce() returns timestamptz language plpgsql volatile as $$
begin
  perform pg_advisory_xact_lock_shared(servicing.posting_lock(), 0);
  perform pg_advisory_xact_lock_shared(servicing.posting_lock(), floor(extract(epoch from clock_timestamp()))::integer);
  return date_trunc('milliseconds', clock_timestamp()) + interval '1 millisecond';
end $$;

-- Below this moment nothing can be recorded any more: no posting transaction that began before it is still open. To be asked in a
-- statement of its own, before the question that is to stop there.
create function servicing.watermark() returns timestamptz language sql volatile as $$
  select date_trunc('milliseconds', least(clock_timestamp(), min(to_timestamp(l.objid::bigint))))
  from pg_locks l
  where l.locktype = 'advisory' and l.classid = servicing.posting_lock()::oid and l.objsubid = 2 and l.objid <> 0
    and l.database = (select oid from pg_database where datname = current_database())
    and l.pid <> pg_backend_pid()
$$;
-- Whoever closes a month waits for the postings that are under way, and holds up new ones for as long as that takes.
create function servicing.stop_posting() returns void language sql volatile as
  'select pg_advisory_xact_lock(servicing.posting_lock(), 0)';
grant execute on function servicing.posting_lock(), servicing.announce(), servicing.watermark(), servicing.stop_posting() to connect_app;

-- A day's accrual can be left and resumed: each loan keeps whether it is done, and why it was set aside.
create table servicing.accrual_runs (
  id uuid not null unique default gen_random_uuid(),
  day date primary key,
  state text not null check (state in ('running', 'done')),
  started_at timestamptz not null,
  started_by_name text not null,
  finished_at timestamptz
);
create table servicing.accrual_run_loans (
  day date not null references servicing.accrual_runs,
  loan_id uuid not null references lending.loans,
  state text not null check (state in ('waiting', 'done', 'failed')),
  reason text,
  primary key (day, loan_id)
);
create index accrual_run_loans_waiting on servicing.accrual_run_loans (day, loan_id) where state = 'waiting';
grant select, insert, update on servicing.accrual_runs, servicing.accrual_run_loans to connect_app;

-- Months of the books. Accounting dates never fall into a closed one; months close in order and reopen from the last.
create table servicing.accounting_periods (
  id uuid not null unique default gen_random_uuid(),
  period char(7) primary key check (period ~ '^\d{4}-(0[1-9]|1[0-2])$'),
  state text not null check (state in ('open', 'close_requested', 'closed', 'reopen_requested')),
  -- Who asked and who agreed are two people.
  requested_by uuid references identity.users,
  requested_by_name text,
  requested_at timestamptz,
  reason text,
  decided_by uuid references identity.users,
  decided_by_name text,
  decided_at timestamptz,
  version integer not null default 1,
  updated_at timestamptz not null
);
grant select, insert, update on servicing.accounting_periods to connect_app;

-- The book's own numbers, without gaps over all loans: given when a month closes, to what stands in it and has none yet.
create table servicing.book_numbers (
  number bigint primary key check (number > 0),
  posting_id uuid not null unique references servicing.postings,
  period char(7) not null references servicing.accounting_periods
);
create index book_numbers_period on servicing.book_numbers (period, number);
create trigger book_numbers_append_only before update or delete or truncate on servicing.book_numbers
  for each statement execute function platform.refuse_change();
grant select, insert on servicing.book_numbers to connect_app;
create index postings_accounting on servicing.postings (accounting_date, recorded_at);

-- What the accounting program calls an account; its journal entries name it.
alter table servicing.accounts
  add column id uuid not null unique default gen_random_uuid(),
  add column external_code text check (length(external_code) between 1 and 60),
  add column version integer not null default 1;
grant update (external_code, version) on servicing.accounts to connect_app;

-- The books of each loan, worked out anew from its history, against the control accounts.
create table servicing.reconciliations (
  id uuid primary key,
  period char(7) not null check (period ~ '^\d{4}-(0[1-9]|1[0-2])$'),
  through date not null,
  -- What is recorded later is in neither side.
  known_at timestamptz not null,
  state text not null check (state in ('running', 'done')),
  started_at timestamptz not null,
  started_by_name text not null,
  finished_at timestamptz
);
create index reconciliations_period on servicing.reconciliations (period, started_at desc);
create unique index reconciliations_one_at_a_time on servicing.reconciliations (period) where state = 'running';
create table servicing.reconciliation_loans (
  reconciliation_id uuid not null references servicing.reconciliations,
  loan_id uuid not null references lending.loans,
  state text not null check (state in ('waiting', 'done', 'failed')),
  reason text,
  primary key (reconciliation_id, loan_id)
);
create index reconciliation_loans_waiting on servicing.reconciliation_loans (reconciliation_id, loan_id) where state = 'waiting';
-- By account: what stands on the control account by the end of the month, what belongs there but was entered after its close, and what the
-- loans' own books come to. `loan_id` is null for the sums of the book, set where a loan's books and the control account differ.
create table servicing.reconciliation_lines (
  reconciliation_id uuid not null references servicing.reconciliations,
  loan_id uuid references lending.loans,
  account text not null references servicing.accounts,
  control_cents bigint not null,
  later_cents bigint not null,
  loans_cents bigint not null,
  unique nulls not distinct (reconciliation_id, loan_id, account)
);
grant select, insert, update on servicing.reconciliations, servicing.reconciliation_loans, servicing.reconciliation_lines to connect_app;
