-- Ten draws on each loan, nine days apart: those of closed loans all paid, else the last one or two still on their way.
create temp table draw as
select b.n, k, pg_temp.uuid_of('draw:' || b.n || ':' || k) as id, b.id as loan_id, b.project_id, b.draw_structure, b.draw_finishes,
  (b.draw_structure + b.draw_finishes) as requested, (b.draw_structure + b.draw_finishes) / 10 * 9 as net, b.funded_on + 9 * k as paid_on,
  case when k <= b.paid_draws then 'paid' when k = 9 then 'approved'
    else (array['requested', 'inspection_scheduled', 'inspection_complete', 'review', 'held', 'approved', 'rejected', 'withdrawn'])[1 + b.n % 8] end as state
from book b, generate_series(1, 10) k;

insert into servicing.draws (id, loan_id, project_id, number, state, state_since, requested_at, requested_by, requested_by_name, file_complete_at,
  approved_by, approved_by_name, approved_at, paid_on, requested_cents, proposed_cents, created_by, created_at, updated_at)
select id, loan_id, project_id, k, state, paid_on + interval '18 hours', paid_on - interval '6 days', pg_temp.uuid_of('user:9'), 'Sample User 9',
  case when state not in ('requested', 'inspection_scheduled') then paid_on - interval '3 days' end,
  case when state in ('paid', 'approved') then pg_temp.uuid_of('user:5') end, case when state in ('paid', 'approved') then 'Sample User 5' end,
  case when state in ('paid', 'approved') then paid_on - interval '1 day' end, case when state = 'paid' then paid_on end,
  requested, net, pg_temp.uuid_of('user:9'), paid_on - interval '7 days' + n * interval '1 millisecond', paid_on + interval '18 hours'
from draw;

insert into servicing.draw_lines (draw_id, budget_line_id, position, requested_cents, decision, decided_cents, drawn_before_cents, approved_cents, retainage_cents)
select d.id, pg_temp.uuid_of('line:' || d.n || ':' || v.line), v.line, v.asked, case when paid then 'as_asked' end, case when paid then v.asked end,
  case when paid then (d.k - 1) * v.asked end, case when paid then v.asked end, case when paid then v.asked / 10 end
from draw d, lateral (values (1, draw_structure, state in ('paid', 'approved')), (2, draw_finishes, state in ('paid', 'approved'))) v (line, asked, paid);

insert into servicing.draw_moves (draw_id, from_state, to_state, action, at, effective_date, actor_id, actor_name)
select id, 'draft', 'requested', 'request', paid_on - interval '6 days', paid_on - 6, pg_temp.uuid_of('user:9'), 'Sample User 9' from draw;
