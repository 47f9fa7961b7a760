-- What a loan is pledged for stands on the ledger: pledges and their releases are events of the loan's history.
alter table servicing.loan_events drop constraint loan_events_kind_check;
alter table servicing.loan_events add constraint loan_events_kind_check check (kind in ('index', 'settled', 'modified', 'rate', 'cured',
  'defaulted', 'bill', 'reserve', 'fee', 'draw', 'payment', 'apply_unapplied', 'refund_unapplied', 'journal', 'payoff', 'pledged',
  'pledge_released'));

-- Pledges that stand already count from the day that the loan's books have come to, which no closed month has: from there on the next
-- accrual works the loan out anew.
insert into servicing.loan_events (id, loan_id, client_key, kind, effective_date, details, source_type, source_id, recorded_at, actor_name)
select gen_random_uuid(), g.loan_id, 'pledge:' || g.id, 'pledged', greatest(h.worked_to, g.pledged_on), '{}', 'pledge', g.id,
  servicing.announce(), 'Automatic'
from lending.pledges g
join lending.loans l on l.id = g.loan_id
join servicing.ledger_heads h on h.loan_id = g.loan_id
where g.released_on is null and l.state in ('funded', 'recorded', 'servicing', 'default') and h.worked_to is not null
on conflict (loan_id, client_key) do nothing;
