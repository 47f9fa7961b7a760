-- Files with their versions, envelopes for signature, and what we wrote to people.
create schema documents;
grant usage on schema documents to connect_app;

-- A document belongs to a subject of any module, by type and id; project and loan are kept beside it for lists.
create table documents.documents (
  id uuid primary key,
  subject_type text not null,
  subject_id uuid not null,
  project_id uuid,
  loan_id uuid,
  kind text not null,
  title text not null,
  -- Tax forms, bank letters, payment files: each download leaves an audit event.
  sensitive boolean not null default false,
  latest integer not null default 1 check (latest > 0),
  created_by uuid references identity.users,
  created_by_name text not null,
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create index documents_newest on documents.documents (created_at desc, id desc);
create index documents_subject on documents.documents (subject_type, subject_id, created_at desc, id desc);
create index documents_project on documents.documents (project_id, created_at desc, id desc) where project_id is not null;
create index documents_loan on documents.documents (loan_id, created_at desc, id desc) where loan_id is not null;

-- Versions are kept; what a version holds never changes, only whether it was scanned and read.
create table documents.versions (
  document_id uuid not null references documents.documents,
  number integer not null check (number > 0),
  state text not null check (state in ('stored', 'scanning', 'ready', 'quarantined')),
  quarantine_reason text,
  extraction text not null default 'none' check (extraction in ('none', 'queued', 'running', 'extracted', 'failed', 'confirmed')),
  file_name text not null,
  media_type text not null,
  size_bytes bigint not null check (size_bytes > 0),
  sha256 char(64) not null,
  storage_key text not null,
  width integer,
  height integer,
  -- The camera's own clock, which knows no time zone.
  taken_at text,
  created_by uuid references identity.users,
  created_by_name text not null,
  created_at timestamptz not null,
  primary key (document_id, number),
  check ((state = 'quarantined') = (quarantine_reason is not null))
);
create index versions_unscanned on documents.versions (created_at) where state in ('stored', 'scanning');

-- Everything we write to people, sent or not.
create table documents.messages (
  id uuid primary key,
  channel text not null check (channel in ('email', 'sms')),
  to_party_id uuid references contacts.parties,
  to_name text not null,
  to_address text not null,
  subject text not null,
  -- Single-use links are credentials: the body holds {{name}} where they stand, and they are sealed apart.
  body text not null,
  links_sealed text,
  about_type text,
  about_id uuid,
  project_id uuid,
  state text not null check (state in ('queued', 'sent', 'delivered', 'stopped', 'retrying', 'failed', 'bounced')),
  attempts integer not null default 0,
  last_error text,
  vendor_id text,
  sent_at timestamptz,
  resend_of uuid references documents.messages,
  created_by uuid references identity.users,
  created_by_name text not null,
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create index messages_newest on documents.messages (created_at desc, id desc);
create index messages_about on documents.messages (about_type, about_id, created_at desc, id desc);
create index messages_project on documents.messages (project_id, created_at desc, id desc) where project_id is not null;

create table documents.envelopes (
  id uuid primary key,
  subject_type text not null,
  subject_id uuid not null,
  project_id uuid,
  loan_id uuid,
  title text not null,
  message text not null default '',
  state text not null check (state in ('created', 'sent', 'delivered', 'completed', 'declined', 'voided', 'expired')),
  state_reason text,
  valid_days integer not null check (valid_days between 1 and 90),
  sent_at timestamptz,
  expires_at timestamptz,
  completed_at timestamptz,
  certificate_id uuid references documents.documents,
  created_by uuid references identity.users,
  created_by_name text not null,
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create index envelopes_newest on documents.envelopes (created_at desc, id desc);
create index envelopes_subject on documents.envelopes (subject_type, subject_id, created_at desc, id desc);
create index envelopes_open on documents.envelopes (expires_at) where state in ('sent', 'delivered');

-- Exactly which bytes are signed.
create table documents.envelope_documents (
  envelope_id uuid not null references documents.envelopes,
  position integer not null,
  document_id uuid not null,
  version_number integer not null,
  title text not null,
  sha256 char(64) not null,
  primary key (envelope_id, position),
  unique (envelope_id, document_id),
  foreign key (document_id, version_number) references documents.versions (document_id, number)
);
create index envelope_documents_document on documents.envelope_documents (document_id);

create table documents.envelope_recipients (
  id uuid primary key,
  envelope_id uuid not null references documents.envelopes,
  party_id uuid references contacts.parties,
  name text not null,
  email citext not null,
  role text not null check (role in ('borrower', 'guarantor', 'lender', 'witness')),
  -- Those of one number sign in any order; the next number is asked when all before have signed.
  signing_order integer not null check (signing_order > 0),
  state text not null check (state in ('waiting', 'sent', 'delivered', 'signed', 'declined')),
  link_sent_at timestamptz,
  link_expires_at timestamptz,
  delivered_at timestamptz,
  consented_at timestamptz,
  signed_at timestamptz,
  signed_name text,
  signed_ip text,
  signed_with text,
  decline_reason text,
  check ((state = 'signed') = (signed_at is not null))
);
create index envelope_recipients_envelope on documents.envelope_recipients (envelope_id, signing_order, id);

-- Single-use links, by hash. The first opening exchanges a link for a session that lives in that browser.
create table documents.signing_links (
  hash char(64) primary key,
  recipient_id uuid not null references documents.envelope_recipients,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  session_hash char(64),
  opened_at timestamptz,
  session_expires_at timestamptz,
  replaced_at timestamptz
);
create index signing_links_recipient on documents.signing_links (recipient_id);

grant select, insert, update on documents.documents, documents.versions, documents.messages, documents.envelopes,
  documents.envelope_recipients, documents.signing_links to connect_app;
grant select, insert on documents.envelope_documents to connect_app;

-- A signature, once given, stays as it was given; so do the bytes of a version.
create function documents.refuse_rewriting() returns trigger language plpgsql as $$
begin
  if tg_table_name = 'versions' and (new.sha256, new.storage_key, new.size_bytes, new.media_type, new.file_name)
      is distinct from (old.sha256, old.storage_key, old.size_bytes, old.media_type, old.file_name) then
    raise exception 'a version of a document is never overwritten' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
create trigger versions_kept before update on documents.versions
  for each row execute function documents.refuse_rewriting();

create function documents.refuse_unsigning() returns trigger language plpgsql as $$
begin
  if old.state in ('signed', 'declined') then
    raise exception 'a signature is never changed' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
create trigger signatures_kept before update on documents.envelope_recipients
  for each row execute function documents.refuse_unsigning();
