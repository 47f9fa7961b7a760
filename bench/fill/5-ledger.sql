-- What funding, draws and payoffs put on the books, in the shapes of packages/domain/src/loan-postings.ts. Every posting sums to zero.
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

insert into servicing.ledger_heads (loan_id, last_number, last_effective_date, last_recorded_at)
select loan_id, max(number), max(on_date), max(on_date) + interval '20 hours' from act group by loan_id;
update lending.loans l set last_act_on = h.last_effective_date from servicing.ledger_heads h where h.loan_id = l.id;

insert into servicing.postings (id, loan_id, number, kind, memo, effective_date, accounting_date, recorded_at, line_count, source_type, source_id, actor_id, actor_name)
select id, loan_id, number, kind, memo, on_date, on_date, on_date + interval '20 hours', (select count(*) from jsonb_object_keys(lines)), source_type, source_id,
  pg_temp.uuid_of('user:5'), 'Sample User 5'
from act order by on_date, n, number;
insert into servicing.posting_lines (posting_id, line_no, line_count, account, sub_account, loan_id, amount_cents, currency, effective_date, recorded_at)
select a.id, e.line_no, p.line_count, e.account, case when e.account = 'cash' then 'operating' end, a.loan_id, e.cents::bigint, 'USD', a.on_date, p.recorded_at
from act a join servicing.postings p on p.id = a.id, jsonb_each_text(a.lines) with ordinality e (account, cents, line_no)
order by a.on_date, a.n, a.number, e.line_no;
