-- What somebody has to do, by when.
create schema tasks;
grant usage on schema tasks to connect_app;

create table tasks.tasks (
  id uuid primary key,
  title text not null,
  note text,
  state text not null check (state in ('pending', 'in_progress', 'completed', 'cancelled')),
  -- A person, a role whose members share it, or an outside party (through contacts.access).
  assignee_id uuid references identity.users,
  assignee_role text check (assignee_role in ('admin', 'acquisitions', 'design', 'entitlement', 'servicing', 'manager',
    'inspector', 'accounting')),
  party_id uuid references contacts.parties,
  due_date date,
  subject_type text,
  subject_id uuid,
  project_id uuid,
  loan_id uuid,
  -- A rule opens one task per key while it is not done; opening it again changes nothing.
  dedupe_key text,
  closed_at timestamptz,
  closed_by uuid references identity.users,
  closed_by_name text,
  closed_reason text,
  created_by uuid references identity.users,
  created_by_name text not null,
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  check ((subject_type is null) = (subject_id is null)),
  check ((state in ('completed', 'cancelled')) = (closed_at is not null))
);
create unique index tasks_open_key on tasks.tasks (dedupe_key) where state in ('pending', 'in_progress');
create index tasks_newest on tasks.tasks (created_at desc, id desc);
create index tasks_due on tasks.tasks ((coalesce(due_date, 'infinity'::date)), id);
create index tasks_mine on tasks.tasks (assignee_id, (coalesce(due_date, 'infinity'::date)), id)
  where state in ('pending', 'in_progress');
create index tasks_role on tasks.tasks (assignee_role, (coalesce(due_date, 'infinity'::date)), id)
  where state in ('pending', 'in_progress');
create index tasks_project on tasks.tasks (project_id, created_at desc, id desc) where project_id is not null;
create index tasks_loan on tasks.tasks (loan_id, created_at desc, id desc) where loan_id is not null;
create index tasks_subject on tasks.tasks (subject_type, subject_id, created_at desc, id desc) where subject_id is not null;

grant select, insert, update on tasks.tasks to connect_app;
