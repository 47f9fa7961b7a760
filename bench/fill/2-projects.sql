-- Of a hundred projects ten have a loan: one is funded, six are in servicing, three closed. The rest fell by the wayside or are on their way.
create temp table plan as
select i, m, pg_temp.uuid_of('project:' || i) as id,
  case when m < 34 then 'lead' when m < 55 then 'feasibility' when m < 67 then 'go' when m < 68 then 'funded'
    when m < 74 then 'servicing' when m < 77 then 'closed' when m < 93 then 'pass' else 'withdrawn' end as stage,
  '2023-06-01Z'::timestamptz + (i * (77760000000 / :projects)) * interval '1 millisecond' as at
from (select i, (i * 37) % 100 as m from generate_series(1, :projects) i) s;

create temp table path (stage text, step int, to_stage text, from_stage text, action text);
insert into path
select stage, step, to_stage, lag(to_stage) over (partition by stage order by step),
  case to_stage when 'lead' then 'submit' when 'feasibility' then 'start_feasibility' when 'go' then 'go' when 'funded' then 'fund'
    when 'servicing' then 'start_servicing' when 'closed' then 'close' when 'pass' then 'pass' else 'withdraw' end
from (values ('lead', array['lead']), ('feasibility', array['lead', 'feasibility']), ('go', array['lead', 'feasibility', 'go']),
  ('funded', array['lead', 'feasibility', 'go', 'funded']), ('servicing', array['lead', 'feasibility', 'go', 'funded', 'servicing']),
  ('closed', array['lead', 'feasibility', 'go', 'funded', 'servicing', 'closed']), ('pass', array['lead', 'pass']),
  ('withdrawn', array['lead', 'feasibility', 'go', 'withdrawn'])) v (stage, steps), unnest(steps) with ordinality u (to_stage, step);

insert into projects.projects (id, number, stage, stage_since, market, address, city, state, zip, neighborhood, parcel_number, lot_square_feet,
  zoning, summary, ask_cents, source, agent_id, builder_id, owner_id, viability_score, return_on_cost, answered_at, decision_due, created_by, created_at, updated_at)
select p.id, case when p.stage in ('go', 'funded', 'servicing', 'closed') then 'SEA-' || extract(year from p.at) || '-' || lpad(p.i::text, 7, '0') end,
  p.stage, p.at + (select max(step) from path w where w.stage = p.stage) * interval '5 days', case when p.i % 4 = 0 then 'phoenix' else 'seattle' end,
  (100 + p.i * 37 % 9900) || ' ' || (array['Oak', 'Elm', 'Maple', 'Cedar', 'Pine', 'Birch', 'Walnut'])[1 + p.i % 7] || ' St',
  case when p.i % 4 = 0 then 'Phoenix' else 'Seattle' end, case when p.i % 4 = 0 then 'AZ' else 'WA' end, lpad((10000 + p.i * 7919::bigint % 89999)::text, 5, '0'),
  (array['Ballard', 'Fremont', 'Wallingford', 'Beacon Hill', 'Delridge'])[1 + p.i % 5], 'PN-' || lpad(p.i::text, 8, '0'), 4000 + p.i % 9000,
  'NR3', 'Two houses, ' || (3000 + p.i % 2500) || ' sq ft', 100 * (250000 + p.i * 7919::bigint % 2950000), 'agent',
  pg_temp.uuid_of('contact:' || (1 + p.i * 7919::bigint % :contacts)),
  case when p.m between 34 and 76 then pg_temp.uuid_of('entity:' || (1 + p.i * 13 % (:contacts / 20))) end,
  case when p.i % 4 <> 0 then pg_temp.uuid_of('user:' || (2 + 11 * (p.i % (:users / 11)))) end,
  case when p.stage <> 'lead' then 40 + p.i % 60 end, case when p.stage <> 'lead' then 0.05 + (p.i % 200) * 0.001 end,
  case when p.stage <> 'lead' or p.i % 5 <> 0 then p.at + interval '12 minutes' end,
  case when p.stage = 'feasibility' then (p.at + interval '30 days')::date end, pg_temp.uuid_of('user:' || (1 + p.i % :users)), p.at, p.at
from plan p;

insert into projects.stage_changes (project_id, from_stage, to_stage, action, at, effective_date, actor_id)
select p.id, w.from_stage, w.to_stage, w.action, p.at + w.step * interval '5 days', (p.at + w.step * interval '5 days')::date,
  pg_temp.uuid_of('user:' || (1 + p.i % :users))
from plan p join path w on w.stage = p.stage order by p.i, w.step;

insert into contacts.access (subject_type, subject_id, party_id, capacity, created_at)
select 'project', p.id, pg_temp.uuid_of('contact:' || (1 + p.i * 7919::bigint % :contacts)), 'agent', p.at from plan p;
