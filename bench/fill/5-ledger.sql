-- What funding, draws and payoffs put on the books, and the history that they follow from. Every posting sums to zero.
create temp table act as
select n, loan_id, row_number() over (partition by n order by step) as number, kind, memo, on_date, lines,
  pg_temp.uuid_of('posting:' || n || ':' || step) as id, source_type, source_id
from (
  select n, id as loan_id, 0 as step, 'escrow_wired' as kind, 'Wired to escrow' as memo, funded_on as on_date, 'loan' as source_type, id as source_id,
    jsonb_build_object('escrow', wire, 'cash', -wire) as lines from book
  union all
  select n, id, 1, 'loan_settled', 'Loan settled', funded_on, 'loan', id, jsonb_build_object('principal', wire + fee, 'escrow', -wire, 'fee_income', -fee) from book
  union all
  select n, id, 2, 'reserve_set', 'Interest reserve set up', funded_on, 'loan', id,
    jsonb_build_object('reserve_undrawn', amount / 100 * 5, 'reserve_contra', -amount / 100 * 5) from book
  union all
  select n, loan_id, 2 + k, 'draw_paid', 'Draw ' || k, paid_on, 'draw', id,
    jsonb_build_object('principal', net, 'cash', -net, 'retainage_contra', requested - net, 'retainage_withheld', net - requested) from draw where state = 'paid'
  union all
  select n, id, 20, 'payoff_received', 'Payoff', funded_on + 110, 'payoff_quote', pg_temp.uuid_of('payoff:' || n),
    jsonb_build_object('cash', principal, 'principal', -principal)
  from (select *, wire + fee + 10 * ((draw_structure + draw_finishes) / 10 * 9) as principal from book where state = 'released') b
) a;
create index on act (n, kind);
analyze act;

insert into servicing.ledger_heads (loan_id, last_number, last_effective_date, last_recorded_at, worked_to)
select loan_id, max(number), max(on_date), max(on_date) + interval '20 hours', max(on_date) from act group by loan_id;
update lending.loans l set last_act_on = h.last_effective_date from servicing.ledger_heads h where h.loan_id = l.id;

insert into servicing.loan_events (id, loan_id, client_key, kind, effective_date, details, source_type, source_id, recorded_at, actor_name)
select pg_temp.uuid_of('event:' || id), loan_id, case kind when 'loan_settled' then 'settled' else 'act:' || number end,
  case kind when 'loan_settled' then 'settled' when 'draw_paid' then 'draw' else 'payoff' end, on_date,
  case kind
    when 'loan_settled' then jsonb_build_object('wireCents', -(lines->>'escrow')::bigint, 'feeCents', -(lines->>'fee_income')::bigint,
      'reserveCents', (select (r.lines->>'reserve_undrawn')::bigint from act r where r.n = act.n and r.kind = 'reserve_set'))
    when 'draw_paid' then jsonb_build_object('grossCents', (lines->>'principal')::bigint - (lines->>'retainage_withheld')::bigint,
      'retainageCents', -(lines->>'retainage_withheld')::bigint, 'memo', memo)
    -- Nothing was accrued in this book, so the payoff brings enough for any interest.
    else jsonb_build_object('collectedCents', 2 * (lines->>'cash')::bigint) end,
  source_type, source_id, on_date + interval '20 hours', 'Sample User 5'
from act where kind in ('loan_settled', 'draw_paid', 'payoff_received');

insert into servicing.postings (id, loan_id, number, kind, key, memo, effective_date, accounting_date, recorded_at, line_count, source_type, source_id, actor_id, actor_name)
select id, loan_id, number, kind, case kind when 'escrow_wired' then 'settled/wire' when 'loan_settled' then 'settled' when 'reserve_set' then 'settled/reserve' else 'act:' || number end,
  memo, on_date, on_date, on_date + interval '20 hours', (select count(*) from jsonb_object_keys(lines)), source_type, source_id,
  pg_temp.uuid_of('user:5'), 'Sample User 5'
from act order by on_date, n, number;
insert into servicing.posting_lines (posting_id, line_no, line_count, account, sub_account, loan_id, amount_cents, currency, effective_date, recorded_at)
select a.id, e.line_no, p.line_count, e.account, case when e.account = 'cash' then 'operating' end, a.loan_id, e.cents::bigint, 'USD', a.on_date, p.recorded_at
from act a join servicing.postings p on p.id = a.id, jsonb_each_text(a.lines) with ordinality e (account, cents, line_no)
order by a.on_date, a.n, a.number, e.line_no;
