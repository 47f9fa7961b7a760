-- Who may sign in, from where they are signed in now, and the links and counters that guard it.
create schema identity;
grant usage on schema identity to connect_app;

create table identity.users (
  id uuid primary key default gen_random_uuid(),
  email citext not null unique,
  display_name text not null,
  role text not null check (role in ('admin', 'acquisitions', 'design', 'entitlement', 'servicing', 'manager',
    'inspector', 'accounting', 'builder', 'agent', 'consultant')),
  status text not null check (status in ('invited', 'active', 'disabled')),
  password_hash text,
  password_changed_at timestamptz,
  totp_secret_sealed text,
  totp_enrolled_at timestamptz,
  -- A secret that was shown but not yet confirmed by a code.
  totp_pending_sealed text,
  -- The time step of the last code accepted: a code counts once.
  totp_last_counter bigint,
  is_demo boolean not null default false,
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  check (status <> 'active' or password_hash is not null),
  check ((totp_enrolled_at is null) = (totp_secret_sealed is null))
);
create index users_newest on identity.users (created_at desc, id desc);
create index users_by_name on identity.users (display_name, id);

-- A sign-in on one device: the family that its refresh tokens belong to.
create table identity.sessions (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null references identity.users,
  created_at timestamptz not null,
  last_used_at timestamptz not null,
  expires_at timestamptz not null,
  revoked_at timestamptz,
  revoked_reason text,
  stepped_up_at timestamptz,
  ip text,
  user_agent text
);
create index sessions_user on identity.sessions (user_id, created_at desc, id desc);
create index sessions_age on identity.sessions (expires_at);

-- The token itself is never kept. `successor_salt` is public: the successor is an HMAC of it keyed by this token, so
-- that whoever shows this token again within the grace gets the same successor, and the table alone yields neither.
create table identity.refresh_tokens (
  hash text primary key,
  session_id uuid not null references identity.sessions on delete cascade,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  rotated_at timestamptz,
  successor_salt text,
  check ((rotated_at is null) = (successor_salt is null))
);
create index refresh_tokens_session on identity.refresh_tokens (session_id);

-- Single-use links sent by e-mail, or printed once for the first administrator (who has no user yet).
create table identity.links (
  id uuid primary key default gen_random_uuid(),
  hash text not null unique,
  purpose text not null check (purpose in ('invitation', 'reset', 'setup')),
  user_id uuid references identity.users,
  created_by uuid references identity.users,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz,
  check ((user_id is null) = (purpose = 'setup'))
);
create index links_user on identity.links (user_id, purpose) where used_at is null;
create index links_age on identity.links (expires_at);

-- Failed attempts by what they are counted for (hashed, so that no address of a person is kept), and until when the next waits.
create table identity.throttle (
  key text primary key,
  failures integer not null,
  last_at timestamptz not null,
  blocked_until timestamptz not null
);
create index throttle_age on identity.throttle (last_at);

-- From where a user has proved who they are: guessing from elsewhere cannot keep them out there.
create table identity.known_addresses (
  user_id uuid not null references identity.users,
  address text not null,
  last_seen_at timestamptz not null,
  primary key (user_id, address)
);
create index known_addresses_age on identity.known_addresses (last_seen_at);

grant select, insert, update on identity.users to connect_app;
grant select, insert, update, delete on identity.sessions, identity.refresh_tokens, identity.links,
  identity.throttle, identity.known_addresses to connect_app;
