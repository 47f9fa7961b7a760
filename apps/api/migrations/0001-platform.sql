-- What every module stands on: the application's role, the one events table, idempotent answers, jobs.
-- The schema `platform` and its table `migrations` are made by the migrator itself.

do $$ begin
  if not exists (select from pg_roles where rolname = 'connect_app') then create role connect_app nologin; end if;
exception when duplicate_object or unique_violation then null; -- two databases of one cluster migrating at once
end $$;
grant connect_app to current_user;

create extension if not exists citext;
create extension if not exists pg_trgm;
create extension if not exists unaccent;

grant usage on schema platform to connect_app;

-- Outbox, audit trail and timeline of the deal in one. Append-only for everybody, the owner included.
create table platform.events (
  id bigint generated always as identity primary key,
  at timestamptz not null,
  name text not null,
  subject_type text,
  subject_id uuid,
  project_id uuid,
  actor_id uuid,
  actor_name text not null,
  actor_role text not null,
  request_id text not null,
  ip text,
  effective_date date,
  payload jsonb not null default '{}'
);
create index events_subject on platform.events (subject_type, subject_id, id desc);
create index events_project on platform.events (project_id, id desc) where project_id is not null;
create index events_actor on platform.events (actor_id, id desc) where actor_id is not null;
create index events_name on platform.events (name, id desc);
grant select, insert on platform.events to connect_app;

create function platform.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '% is append-only', tg_table_schema || '.' || tg_table_name using errcode = 'insufficient_privilege';
end $$;
create trigger events_append_only before update or delete or truncate on platform.events
  for each statement execute function platform.refuse_change();

-- Which subscriber has handled which event: a job that runs twice finds its row and stops.
create table platform.handled (
  event_id bigint not null references platform.events,
  subscriber text not null,
  at timestamptz not null default now(),
  primary key (event_id, subscriber)
);
grant select, insert on platform.handled to connect_app;

create table platform.idempotency (
  caller text not null,
  route text not null,
  key text not null,
  body_hash text not null,
  answer text not null,
  created_at timestamptz not null,
  primary key (caller, route, key)
);
create index idempotency_age on platform.idempotency (created_at);
grant select, insert, delete on platform.idempotency to connect_app;

-- Settings that staff may change while the program runs (approval limits, cut-off hours).
create table platform.settings (
  key text primary key,
  value jsonb not null,
  version integer not null default 1,
  updated_at timestamptz not null default now()
);
grant select, insert, update on platform.settings to connect_app;

-- The application enqueues inside its own transaction, but may not touch the job tables themselves.
create function platform.enqueue(task text, payload json, job_key text default null, run_at timestamptz default null, queue text default null)
returns void language sql security definer set search_path = pg_catalog, pg_temp as $$
  select graphile_worker.add_job(task, payload, queue_name => queue, run_at => run_at, job_key => job_key, max_attempts => 8);
$$;
revoke all on function platform.enqueue from public;
grant execute on function platform.enqueue to connect_app;
