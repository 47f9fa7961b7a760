-- Transactions that post are told apart by the millisecond in which they said so, not the second: what was answered as of a moment is
-- not answered as of an earlier one because somebody began to post in the second after it.

-- A moment as the second key of a lock: its millisecond, going round every 25 days; never 0, which is the month's end.
create function servicing.posting_key(moment timestamptz) returns integer language sql immutable as
  'select (floor(extract(epoch from moment) * 1000)::bigint % 2147483647)::integer + 1';

-- Says that this transaction posts, and gives its moment. A question about the past stops before the oldest transaction that said so.
create or replace function servicing.announce() returns timestamptz language plpgsql volatile as $$
begin
  perform pg_advisory_xact_lock_shared(servicing.posting_lock(), 0);
  perform pg_advisory_xact_lock_shared(servicing.posting_lock(), servicing.posting_key(clock_timestamp()));
  return date_trunc('milliseconds', clock_timestamp()) + interval '1 millisecond';
end $$;

-- Below this moment nothing can be recorded any more: no posting transaction that began before it is still open. To be asked in a
-- statement of its own, before the question that is to stop there.
create or replace function servicing.watermark() returns timestamptz language plpgsql volatile as $$
declare
  -- Read before the locks are: whoever announces after they were read is recorded after this.
  asked timestamptz := clock_timestamp();
  oldest integer;
begin
  select min(
      -- How long ago, the shorter way round.
      (l.objid::bigint - servicing.posting_key(asked) + 3221225470) % 2147483647 - 1073741823)
    into oldest
    from pg_locks l
    where l.locktype = 'advisory' and l.classid = servicing.posting_lock()::oid and l.objsubid = 2 and l.objid <> 0
      and l.database = (select oid from pg_database where datname = current_database())
      and l.pid <> pg_backend_pid();
  return date_trunc('milliseconds', asked) + least(coalesce(oldest, 0), 0) * interval '1 millisecond';
end $$;
grant execute on function servicing.posting_key(timestamptz) to connect_app;

-- As before, but the lines are fetched by their posting whatever the planner knows of the tables: in a new book it knew nothing, and
-- read all lines of an account, or all postings of the loan, for each posting.
create or replace function servicing.check_posting() returns trigger language plpgsql as $$
declare
  lines integer;
  on_books bigint;
  off_books bigint;
  reversed servicing.postings;
begin
  with own as materialized (select account, amount_cents from servicing.posting_lines where posting_id = new.id)
  select count(*), coalesce(sum(l.amount_cents) filter (where not a.memo), 0), coalesce(sum(l.amount_cents) filter (where a.memo), 0)
    into lines, on_books, off_books
    from own l join servicing.accounts a on a.key = l.account;
  if lines <> new.line_count then
    raise exception 'posting % has % of its % lines', new.id, lines, new.line_count using errcode = 'check_violation';
  end if;
  if on_books <> 0 or off_books <> 0 then
    raise exception 'posting % is off by % cents', new.id, abs(on_books) + abs(off_books) using errcode = 'check_violation';
  end if;
  if new.number > 1 and not exists (
      select from servicing.postings p where p.loan_id = new.loan_id and p.number = new.number - 1) then
    raise exception 'posting % leaves a gap before number %', new.id, new.number using errcode = 'check_violation';
  end if;
  if new.reverses is not null then
    select * into reversed from servicing.postings p where p.id = new.reverses;
    if reversed.loan_id is distinct from new.loan_id or reversed.kind = 'reversal' then
      raise exception 'posting % reverses what cannot be reversed', new.id using errcode = 'check_violation';
    end if;
    if exists (with own as materialized (select * from servicing.posting_lines where posting_id in (new.id, new.reverses))
        select from own l group by l.loan_id, l.account, l.sub_account, l.currency having sum(l.amount_cents) <> 0) then
      raise exception 'posting % does not mirror the posting it reverses', new.id using errcode = 'check_violation';
    end if;
  end if;
  return null;
end $$;
