-- The load ran without its triggers: what they would have refused is looked for here. Every row is a fault.
select 'posting ' || p.id || ' does not balance' as fault from servicing.postings p
join servicing.posting_lines l on l.posting_id = p.id join servicing.accounts a on a.key = l.account
group by p.id, p.line_count having count(*) <> p.line_count or sum(l.amount_cents) filter (where not a.memo) <> 0 or sum(l.amount_cents) filter (where a.memo) <> 0
union all
select 'loan ' || h.loan_id || ' has gaps in its numbers' from servicing.ledger_heads h
join servicing.postings p on p.loan_id = h.loan_id group by h.loan_id, h.last_number having count(*) <> h.last_number or max(p.number) <> h.last_number
union all
select 'project ' || p.id || ' names somebody unknown' from projects.projects p
where (p.agent_id is not null and not exists (select from contacts.parties c where c.id = p.agent_id))
  or (p.builder_id is not null and not exists (select from contacts.parties c where c.id = p.builder_id))
  or (p.owner_id is not null and not exists (select from identity.users u where u.id = p.owner_id))
union all
select 'loan party of ' || r.loan_id || ' is unknown' from lending.loan_parties r
where not exists (select from contacts.parties c where c.id = r.party_id)
  or (r.signer_id is not null and not exists (select from contacts.contacts c where c.id = r.signer_id))
union all
select 'draw line of ' || l.draw_id || ' has no budget line' from servicing.draw_lines l
where not exists (select from lending.budget_lines b where b.id = l.budget_line_id)
union all
select 'loan ' || l.id || ' and its ledger differ' from lending.loans l
join (select loan_id, sum(drawn_cents - retained_cents) as drawn from lending.budget_lines group by loan_id) b on b.loan_id = l.id
join (select loan_id, sum(amount_cents) as principal from servicing.posting_lines where account = 'principal' and amount_cents > 0 group by loan_id) g on g.loan_id = l.id
where b.drawn <> g.principal
limit 20
