-- People, legal entities, who belongs to which, and what each may see.
create schema contacts;
grant usage on schema contacts to connect_app;

-- Whoever can be a party to a deal: a person or a legal entity. Other modules refer to this table.
create table contacts.parties (
  id uuid primary key default gen_random_uuid(),
  kind text not null check (kind in ('contact', 'entity')),
  name text not null,
  email citext,
  unique (id, kind)
);
create index parties_name on contacts.parties using gin (name gin_trgm_ops);

create table contacts.contacts (
  id uuid primary key,
  kind text not null default 'contact' check (kind = 'contact'),
  user_id uuid unique references identity.users,
  first_name text not null,
  last_name text not null,
  company text,
  capacities text[] not null default '{}',
  email citext,
  phone text,
  date_of_birth_sealed text,
  tax_id_sealed text,
  tax_id_last4 text,
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  foreign key (id, kind) references contacts.parties (id, kind)
);
create index contacts_newest on contacts.contacts (created_at desc, id desc);
create index contacts_by_name on contacts.contacts (last_name, first_name, id);
create index contacts_email on contacts.contacts (email);
create index contacts_capacities on contacts.contacts using gin (capacities);

create table contacts.entities (
  id uuid primary key,
  kind text not null default 'entity' check (kind = 'entity'),
  name text not null,
  entity_type text not null check (entity_type in ('llc', 'corporation', 'partnership', 'trust', 'sole_proprietor')),
  state char(2),
  email citext,
  phone text,
  tax_id_sealed text,
  tax_id_last4 text,
  bank_name text,
  bank_routing text,
  bank_account_sealed text,
  bank_account_last4 text,
  bank_changed_at timestamptz,
  bank_changed_by uuid references identity.users,
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  foreign key (id, kind) references contacts.parties (id, kind)
);
create index entities_newest on contacts.entities (created_at desc, id desc);
create index entities_by_name on contacts.entities (name, id);

create table contacts.memberships (
  entity_id uuid not null references contacts.entities,
  contact_id uuid not null references contacts.contacts,
  title text not null default 'Member',
  created_at timestamptz not null,
  primary key (entity_id, contact_id)
);
create index memberships_contact on contacts.memberships (contact_id, entity_id);

-- "Own" and "assigned": written by the module that owns the subject, in its transaction; joined by every scope.
create table contacts.access (
  subject_type text not null,
  subject_id uuid not null,
  party_id uuid not null references contacts.parties,
  capacity text not null,
  created_at timestamptz not null,
  primary key (subject_type, subject_id, party_id, capacity)
);
create index access_party on contacts.access (party_id, subject_type, subject_id);

grant select, insert, update on contacts.parties, contacts.contacts, contacts.entities to connect_app;
grant select, insert, delete on contacts.memberships, contacts.access to connect_app;

-- The parties a user acts for: the contact behind the sign-in and the entities it belongs to.
create function contacts.principals(of_user uuid) returns setof uuid language sql stable as $$
  select c.id from contacts.contacts c where c.user_id = of_user
  union all
  select m.entity_id from contacts.memberships m join contacts.contacts c on c.id = m.contact_id where c.user_id = of_user
$$;
grant execute on function contacts.principals to connect_app;
