-- Plan sets, and what the city has to say about building them.
create schema entitlement;
grant usage on schema entitlement to connect_app;

create table entitlement.plans (
  id uuid primary key default gen_random_uuid(),
  number text not null unique,
  name text not null,
  stories integer not null check (stories between 1 and 10),
  bedrooms integer not null check (bedrooms between 0 and 50),
  bathrooms numeric(3, 1) not null check (bathrooms >= 0),
  heated_square_feet integer not null check (heated_square_feet > 0),
  width_feet numeric(6, 2) not null check (width_feet > 0),
  depth_feet numeric(6, 2) not null check (depth_feet > 0),
  architect text,
  hard_cost_cents bigint check (hard_cost_cents >= 0),
  note text,
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create index plans_size on entitlement.plans (heated_square_feet, id);
create index plans_width on entitlement.plans (width_feet, id);
create index plans_newest on entitlement.plans (created_at desc, id desc);
create index plans_rooms on entitlement.plans (bedrooms, stories, number, id);
create index plans_search on entitlement.plans using gin ((number || ' ' || name || ' ' || coalesce(architect, '')) gin_trgm_ops);

-- Which houses are to be built on a project, and which were thought of before.
create table entitlement.project_plans (
  id uuid primary key default gen_random_uuid(),
  project_id uuid not null references projects.projects,
  plan_id uuid not null references entitlement.plans,
  chosen_at timestamptz not null,
  chosen_by uuid references identity.users,
  chosen_by_name text not null,
  removed_at timestamptz,
  removed_by uuid references identity.users
);
create unique index project_plans_current on entitlement.project_plans (project_id, plan_id) where removed_at is null;
create index project_plans_plan on entitlement.project_plans (plan_id) where removed_at is null;

create table entitlement.permits (
  id uuid primary key default gen_random_uuid(),
  project_id uuid not null references projects.projects,
  type text not null check (type in ('building', 'demolition', 'land_use', 'short_plat', 'side_sewer', 'street_use',
    'grading', 'tree_removal', 'other')),
  description text,
  jurisdiction text not null,
  state text not null check (state in ('planning', 'submitted', 'complete', 'incomplete', 'under_review', 'corrections',
    'resubmitted', 'approved', 'issued', 'finaled', 'expired', 'renewed', 'denied', 'withdrawn')),
  -- The day the state began: the last act, which no later act may precede.
  state_since date not null,
  application_number text,
  permit_number text,
  reviewer text,
  submitted_date date,
  approved_date date check (approved_date >= submitted_date),
  issued_date date check (issued_date >= approved_date),
  expires_date date check (expires_date > issued_date),
  finaled_date date check (finaled_date >= issued_date),
  -- When we count on having it.
  target_date date,
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  check (state not in ('issued', 'renewed', 'finaled', 'expired') or (permit_number is not null and issued_date is not null))
);
create index permits_newest on entitlement.permits (created_at desc, id desc);
create index permits_since on entitlement.permits (state_since, id);
create index permits_state on entitlement.permits (state, state_since, id);
create index permits_type on entitlement.permits (type, created_at desc, id desc);
create index permits_project on entitlement.permits (project_id, created_at desc, id desc);
create index permits_expiry on entitlement.permits (expires_date) where state in ('issued', 'renewed');

-- Each state with the day it began, for the clock that is split between the city and us.
create table entitlement.permit_changes (
  id bigint generated always as identity primary key,
  permit_id uuid not null references entitlement.permits,
  from_state text,
  state text not null,
  action text not null,
  reason text,
  effective_date date not null,
  at timestamptz not null,
  actor_id uuid references identity.users,
  actor_name text not null
);
create index permit_changes_permit on entitlement.permit_changes (permit_id, id);

create table entitlement.review_cycles (
  id uuid primary key default gen_random_uuid(),
  permit_id uuid not null references entitlement.permits,
  number integer not null check (number > 0),
  submitted_date date not null,
  returned_date date check (returned_date >= submitted_date),
  reviewer text,
  outcome text check (outcome in ('incomplete', 'corrections', 'approved', 'denied', 'withdrawn')),
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  unique (permit_id, number),
  check ((outcome is null) = (returned_date is null))
);
create index review_cycles_newest on entitlement.review_cycles (created_at desc, id desc);

create table entitlement.corrections (
  id uuid primary key default gen_random_uuid(),
  review_cycle_id uuid not null references entitlement.review_cycles,
  -- The same as the cycle's, kept here so that a permit's corrections are one index read.
  permit_id uuid not null references entitlement.permits,
  number integer not null check (number > 0),
  state text not null check (state in ('open', 'resolved')),
  discipline text not null check (discipline in ('zoning', 'building', 'structural', 'civil', 'drainage', 'energy', 'fire',
    'mechanical', 'electrical', 'trees', 'geotech', 'street', 'other')),
  text text not null,
  sheet_reference text,
  root_cause text check (root_cause in ('drawing_error', 'missing_information', 'code_interpretation', 'code_change',
    'consultant_report', 'city_error', 'scope_change', 'other')),
  assignee_id uuid references identity.users,
  due_date date,
  response text,
  resolved_date date,
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  unique (review_cycle_id, number),
  check ((state = 'resolved') = (resolved_date is not null)),
  check (state = 'open' or response is not null)
);
create index corrections_newest on entitlement.corrections (created_at desc, id desc);
create index corrections_permit on entitlement.corrections (permit_id, created_at, id);
create index corrections_due on entitlement.corrections ((coalesce(due_date, 'infinity'::date)), id);
create index corrections_assignee on entitlement.corrections (assignee_id, created_at desc, id desc);

grant select, insert, update on entitlement.plans, entitlement.project_plans, entitlement.permits, entitlement.review_cycles,
  entitlement.corrections to connect_app;
grant select, insert on entitlement.permit_changes to connect_app;
