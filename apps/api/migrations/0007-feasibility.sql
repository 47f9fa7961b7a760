-- What we find out before we decide: reports ordered from consultants, and the arithmetic of the deal.
create schema feasibility;
grant usage on schema feasibility to connect_app;

-- How many business days a consultant has, per type of report.
create table feasibility.order_types (
  type text primary key,
  label text not null,
  sla_business_days integer not null check (sla_business_days between 1 and 250),
  position integer not null
);
insert into feasibility.order_types (type, label, sla_business_days, position) values
  ('survey', 'Survey', 10, 1),
  ('title', 'Title report', 5, 2),
  ('arborist', 'Arborist report', 7, 3),
  ('civil', 'Civil engineering', 15, 4),
  ('geotech', 'Geotechnical report', 15, 5),
  ('structural', 'Structural engineering', 15, 6),
  ('landscape', 'Landscape plan', 10, 7);

create table feasibility.consultant_orders (
  id uuid primary key default gen_random_uuid(),
  project_id uuid not null references projects.projects,
  type text not null references feasibility.order_types,
  state text not null check (state in ('ordered', 'in_progress', 'delivered', 'accepted', 'returned', 'cancelled')),
  consultant_id uuid not null references contacts.parties,
  instructions text not null default '',
  fee_cents bigint check (fee_cents >= 0),
  ordered_date date not null,
  due_date date not null check (due_date >= ordered_date),
  delivered_date date check (delivered_date >= ordered_date),
  accepted_date date check (accepted_date >= delivered_date),
  -- The last reason given: why it was returned or cancelled.
  state_reason text,
  -- Reports uploaded from this moment on answer the present round: the order, or the last return.
  round_since timestamptz not null,
  ordered_by uuid references identity.users,
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  check (state not in ('delivered', 'accepted') or delivered_date is not null),
  check ((state = 'accepted') = (accepted_date is not null))
);
create index consultant_orders_newest on feasibility.consultant_orders (created_at desc, id desc);
create index consultant_orders_due on feasibility.consultant_orders (due_date, id);
create index consultant_orders_state_due on feasibility.consultant_orders (state, due_date, id);
create index consultant_orders_type on feasibility.consultant_orders (type, due_date, id);
create index consultant_orders_project on feasibility.consultant_orders (project_id, created_at desc, id desc);
create index consultant_orders_consultant on feasibility.consultant_orders (consultant_id, due_date, id);

-- What was handed in, round by round.
create table feasibility.deliverables (
  order_id uuid not null references feasibility.consultant_orders,
  document_id uuid not null references documents.documents,
  delivered_at timestamptz not null,
  primary key (order_id, document_id)
);

-- A scenario of a project; what it says is in its versions.
create table feasibility.proformas (
  id uuid primary key default gen_random_uuid(),
  project_id uuid not null references projects.projects,
  name text not null,
  -- The scenario that counts: its return is shown on the pipeline and its lines become the loan's budget.
  base boolean not null default false,
  latest integer not null default 1 check (latest > 0),
  created_by uuid references identity.users,
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  unique (project_id, name)
);
create unique index proformas_base on feasibility.proformas (project_id) where base;
create index proformas_newest on feasibility.proformas (created_at desc, id desc);
create index proformas_project on feasibility.proformas (project_id, created_at desc, id desc);

-- Every save, as it was typed and as it was computed. Never overwritten.
create table feasibility.proforma_versions (
  proforma_id uuid not null references feasibility.proformas,
  number integer not null check (number > 0),
  input jsonb not null,
  result jsonb not null,
  total_cost_cents bigint not null check (total_cost_cents >= 0),
  profit_cents bigint not null,
  return_on_cost numeric(9, 6) not null,
  viability_score integer not null check (viability_score between 0 and 100),
  note text,
  created_by uuid references identity.users,
  created_by_name text not null,
  created_at timestamptz not null,
  primary key (proforma_id, number)
);

grant select on feasibility.order_types to connect_app;
grant select, insert, update on feasibility.consultant_orders, feasibility.proformas to connect_app;
grant select, insert, update on feasibility.deliverables to connect_app;
grant select, insert on feasibility.proforma_versions to connect_app;
