-- The deal itself: a lead is a project in stage lead.
create schema projects;
grant usage on schema projects to connect_app;

create table projects.projects (
  id uuid primary key default gen_random_uuid(),
  number text unique,
  stage text not null check (stage in ('lead', 'feasibility', 'go', 'funded', 'servicing', 'closed', 'pass', 'withdrawn')),
  stage_since timestamptz not null,
  -- The order of the pipeline, for sorting by urgency: stage, then longest wait.
  stage_order smallint not null generated always as (case stage when 'lead' then 1 when 'feasibility' then 2 when 'go' then 3 when 'funded' then 4
    when 'servicing' then 5 when 'closed' then 6 when 'pass' then 7 else 8 end) stored,
  market text not null check (market in ('seattle', 'phoenix')),
  address text not null,
  unit text,
  city text not null,
  state char(2) not null,
  zip text not null,
  neighborhood text,
  parcel_number text,
  latitude numeric(9, 6),
  longitude numeric(9, 6),
  lot_square_feet integer check (lot_square_feet > 0),
  zoning text,
  lot_outline jsonb,
  summary text,
  ask_cents bigint check (ask_cents >= 0),
  source text not null,
  lead_note text,
  agent_id uuid references contacts.parties,
  builder_id uuid references contacts.parties,
  owner_id uuid references identity.users,
  viability_score integer check (viability_score between 0 and 100),
  return_on_cost numeric(9, 6),
  answered_at timestamptz,
  decision_due date,
  expected_close date,
  closed_reason text,
  created_by uuid references identity.users,
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
-- One index per declared sort, each ending in the id, so that page one million costs what page one costs.
create index projects_newest on projects.projects (created_at desc, id desc);
create index projects_stage_newest on projects.projects (stage, created_at desc, id desc);
create index projects_stage_since on projects.projects (stage, stage_since, id);
create index projects_urgency on projects.projects (stage_order, stage_since, id);
create index projects_owner on projects.projects (owner_id, created_at desc, id desc);
create index projects_agent on projects.projects (agent_id);
create index projects_builder on projects.projects (builder_id);
create index projects_address on projects.projects using gin (address gin_trgm_ops);

-- When each stage was entered: the stage rail and the days in it.
create table projects.stage_changes (
  id bigint generated always as identity primary key,
  project_id uuid not null references projects.projects,
  from_stage text,
  to_stage text not null,
  action text not null,
  reason text,
  at timestamptz not null,
  effective_date date not null,
  actor_id uuid references identity.users
);
create index stage_changes_project on projects.stage_changes (project_id, id);

-- Permanent project numbers: per market and year, without gaps, given out at GO under a row lock.
create table projects.number_counters (
  prefix text not null,
  year integer not null,
  last integer not null,
  primary key (prefix, year)
);

create table projects.notes (
  id uuid primary key default gen_random_uuid(),
  project_id uuid not null references projects.projects,
  body text not null,
  author_id uuid references identity.users,
  created_at timestamptz not null
);
create index notes_project on projects.notes (project_id, created_at desc, id desc);

-- A list the user keeps: filters, sort, columns, layout.
create table projects.saved_views (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null references identity.users,
  page text not null,
  name text not null,
  settings jsonb not null,
  position integer not null default 0,
  version integer not null default 1,
  created_at timestamptz not null,
  unique (user_id, page, name)
);

grant select, insert, update on projects.projects, projects.number_counters to connect_app;
grant select, insert on projects.stage_changes, projects.notes to connect_app;
grant select, insert, update, delete on projects.saved_views to connect_app;
