-- Ids, amounts and dates all follow from a number, so that two fills are equal row for row.
create function pg_temp.uuid_of(key text) returns uuid language sql immutable parallel safe as
$$ select overlay(overlay(md5(key) placing '4' from 13) placing '8' from 17)::uuid $$;

-- The hash is of a password that nobody has: nobody signs in here, the benchmark mints its own token.
insert into identity.users (id, email, display_name, role, status, password_hash, created_at, updated_at)
select pg_temp.uuid_of('user:' || i), 'user' || i || '@example.com', 'Sample User ' || i,
  (array['admin', 'acquisitions', 'design', 'entitlement', 'servicing', 'manager', 'inspector', 'accounting', 'builder', 'agent', 'consultant'])[1 + (i - 1) % 11],
  'active', '$argon2id$v=19$m=19456,t=2,p=1$bCL9xs/Rl2R8P0YyNn77tw$TAP3qLUuqJhgJPcpWIjx0mDYPXDuhpmUV3sQZfS0xvw',
  '2023-01-01Z'::timestamptz + i * interval '1 hour', '2023-01-01Z'::timestamptz + i * interval '1 hour'
from generate_series(1, :users) i;

insert into contacts.parties (id, kind, name, email)
select pg_temp.uuid_of('contact:' || i), 'contact', 'Sample' || (i * 31 % 997) || ' Person' || (i * 17 % 4999), 'c' || i || '@example.com'
from generate_series(1, :contacts) i;
insert into contacts.contacts (id, user_id, first_name, last_name, company, capacities, email, phone, created_at, updated_at)
select pg_temp.uuid_of('contact:' || i), case when i <= :users then pg_temp.uuid_of('user:' || i) end,
  'Sample' || (i * 31 % 997), 'Person' || (i * 17 % 4999), case when i % 3 = 0 then 'Sample Company ' || (i % 500) end,
  array[(array['agent', 'builder', 'consultant', 'guarantor'])[1 + i % 4]], 'c' || i || '@example.com',
  '+1206555' || lpad((i * 7919 % 10000)::text, 4, '0'), '2023-01-01Z'::timestamptz + i * interval '1 minute', '2023-01-01Z'::timestamptz + i * interval '1 minute'
from generate_series(1, :contacts) i;

-- Builders that borrow: one legal entity for twenty contacts.
insert into contacts.parties (id, kind, name, email)
select pg_temp.uuid_of('entity:' || i), 'entity', 'Sample Builder ' || i || ' LLC', 'builder' || i || '@example.com'
from generate_series(1, :contacts / 20) i;
insert into contacts.entities (id, name, entity_type, state, email, created_at, updated_at)
select pg_temp.uuid_of('entity:' || i), 'Sample Builder ' || i || ' LLC', 'llc', 'WA', 'builder' || i || '@example.com', '2023-01-01Z', '2023-01-01Z'
from generate_series(1, :contacts / 20) i;
insert into contacts.memberships (entity_id, contact_id, created_at)
select pg_temp.uuid_of('entity:' || i), pg_temp.uuid_of('contact:' || i), '2023-01-01Z' from generate_series(1, :contacts / 20) i;
