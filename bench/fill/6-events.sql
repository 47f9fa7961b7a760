-- The audit trail: about ten events on every project, and a sign-in among ten.
insert into platform.events (at, name, subject_type, subject_id, project_id, actor_id, actor_name, actor_role, request_id, ip, payload)
select '2023-06-01Z'::timestamptz + i * (77760000.0 / :events) * interval '1 second', name, case when name like 'sign-in.%' then 'user' else 'project' end,
  case when name like 'sign-in.%' then actor else project end, case when name like 'sign-in.%' then null else project end,
  actor, 'Sample User ' || (1 + i % :users), 'acquisitions', pg_temp.uuid_of('request:' || i), '127.0.0.1',
  case name
    when 'lead.submitted' then jsonb_build_object('address', i || ' Oak St', 'source', 'agent')
    when 'project.moved' then jsonb_build_object('from', 'lead', 'to', 'feasibility', 'action', 'start_feasibility')
    when 'project.noted' then jsonb_build_object('text', 'Sample note ' || i)
    when 'project.changed' then jsonb_build_object('before', jsonb_build_object('ask_cents', i % 900000), 'after', jsonb_build_object('ask_cents', i % 990000))
    else jsonb_build_object('sessionId', project, 'secondFactor', false) end
from (
  select i, (array['lead.submitted', 'project.changed', 'project.changed', 'project.changed', 'project.changed', 'project.changed', 'project.moved',
      'project.moved', 'project.noted', 'sign-in.succeeded'])[1 + i % 10] as name,
    pg_temp.uuid_of('project:' || (1 + i % :projects)) as project, pg_temp.uuid_of('user:' || (1 + i % :users)) as actor
  from generate_series(1, :events) i offset 0
) e;
