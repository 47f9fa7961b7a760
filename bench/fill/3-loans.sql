-- One loan on each project that was funded; its amount is a multiple of $1,000, so that every share of it is whole cents.
create temp table book as
select n, id, project_id, builder, pg_temp.uuid_of('entity:' || builder) as builder_id, stage, state, amount, amount / 100 * 30 as wire, amount / 100 * 2 as fee,
  amount / 100 * 4 as draw_structure, amount / 1000 * 15 as draw_finishes, funded_on,
  case when stage = 'closed' then 10 when n % 4 = 1 then 8 else 9 end as paid_draws, at
from (
  select n, pg_temp.uuid_of('loan:' || n) as id, id as project_id, 1 + i * 13 % (:contacts / 20) as builder, stage,
    case when stage = 'closed' then 'released' when stage = 'funded' then 'recorded' when n % 20 = 0 then 'default' else 'servicing' end as state,
    100000 * (500 + n * 7919::bigint % 1500) as amount, (at + interval '25 days')::date as funded_on, at + interval '18 days' as at
  from (select *, row_number() over (order by i) as n from plan where m between 67 and 76) p
) l;

insert into lending.loans (id, serial, number, project_id, product, state, state_since, address, city, state_code, zip, market, parcel_number,
  value_cents, amount_cents, rate, day_count, months, interest_from, origination_fee_cents, default_rate, late_fee_rate, grace_days, retainage_rate,
  funded_on, maturity_date, last_act_on, submitted_by, created_by, created_at, updated_at)
select b.id, b.n, 'L-' || lpad(b.n::text, 7, '0'), b.project_id, 'construction', b.state, b.at + interval '20 days', p.address, p.city, p.state, p.zip, p.market,
  p.parcel_number, b.amount * 3 / 2, b.amount, 0.065 + (b.n % 60) * 0.001, 'actual/360', 18, 'billed', b.fee, 0.18, 0.05, 10, 0.10,
  b.funded_on, b.funded_on + 548, b.funded_on + 9 * b.paid_draws, pg_temp.uuid_of('user:1'), pg_temp.uuid_of('user:1'), b.at, b.at
from book b join projects.projects p on p.id = b.project_id;
insert into lending.number_counters (name, last) select 'loan', max(n) from book;

insert into lending.loan_parties (loan_id, role, party_id, signer_id, signer_title, good_standing_on, position)
select id, 'borrower', builder_id, pg_temp.uuid_of('contact:' || builder), 'Manager', funded_on - 10, 0 from book
union all
select id, 'guarantor', pg_temp.uuid_of('contact:' || (1 + n * 13 % :contacts)), null, null, null, 1 from book;
insert into contacts.access (subject_type, subject_id, party_id, capacity, created_at)
select 'loan', id, builder_id, 'borrower', at from book;

insert into lending.budget_lines (id, loan_id, position, kind, name, original_cents, drawn_cents, retained_cents, retainage_rate)
select pg_temp.uuid_of('line:' || b.n || ':' || v.position), b.id, v.position, v.kind, v.name, b.amount / 100 * v.share,
  case v.position when 0 then b.wire when 1 then b.paid_draws * b.draw_structure when 2 then b.paid_draws * b.draw_finishes when 4 then b.fee else 0 end,
  case v.position when 1 then b.paid_draws * b.draw_structure / 10 when 2 then b.paid_draws * b.draw_finishes / 10 else 0 end,
  case when v.kind = 'hard' then 0.10 else 0 end
from book b, (values (0, 'land', 'Land', 30), (1, 'hard', 'Structure', 40), (2, 'hard', 'Finishes', 15), (3, 'soft', 'Permits and design', 4),
  (4, 'fees', 'Origination fee', 2), (5, 'contingency', 'Contingency', 4), (6, 'interest_reserve', 'Interest reserve', 5)) v (position, kind, name, share);

insert into lending.loan_moves (loan_id, from_state, to_state, action, at, effective_date, actor_id, actor_name)
select b.id, v.from_state, v.to_state, v.action, b.at + v.step * interval '1 day', (b.at + v.step * interval '1 day')::date, pg_temp.uuid_of('user:1'), 'Sample User 1'
from book b join (values (1, 'draft', 'underwriting', 'submit', 'recorded'), (2, 'underwriting', 'approved', 'approve', 'recorded'),
  (3, 'approved', 'documents_out', 'send_documents', 'recorded'), (4, 'documents_out', 'signed', 'complete_signing', 'recorded'),
  (7, 'signed', 'funded', 'fund', 'recorded'), (8, 'funded', 'recorded', 'record', 'recorded'), (9, 'recorded', 'servicing', 'start_servicing', 'servicing'),
  (120, 'servicing', 'paid_off', 'pay_off', 'released'), (130, 'paid_off', 'released', 'release', 'released')) v (step, from_state, to_state, action, since)
  on v.since = 'recorded' or (v.since = 'servicing' and b.state <> 'recorded') or b.state = 'released'
order by b.n, v.step;

insert into lending.insurance_policies (id, loan_id, kind, insurer, policy_number, coverage_cents, effective_on, expires_on, recorded_at, recorded_by_name)
select pg_temp.uuid_of('policy:' || n), id, 'builders_risk', 'Sample Mutual', 'BR-' || n, amount, funded_on - 5, funded_on + 360, at, 'Sample User 1' from book;
insert into lending.fundings (loan_id, funded_on, principal_cents, fee_cents, wire_cents, wire_reference, escrow_agent, instructions_reference, funded_at, funded_by_name)
select id, funded_on, wire + fee, fee, wire, 'W-' || n, 'Sample Escrow', 'E-' || n, funded_on + interval '17 hours', 'Sample User 1' from book;
insert into lending.recordings (loan_id, kind, county, recording_number, recorded_on, recorded_at, title_insurer, title_policy_number, entered_at, entered_by_name)
select id, 'deed_of_trust', 'King', 'R-' || n, funded_on + 1, funded_on + interval '41 hours', 'Sample Title', 'T-' || n, funded_on + interval '42 hours', 'Sample User 1' from book;
