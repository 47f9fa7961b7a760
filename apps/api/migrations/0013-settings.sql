-- Settings are saved in parts, each as a whole: what stood under a key of its own moves into its part.
insert into platform.settings (key, value)
select 'draws', jsonb_build_object(
  'secondApprovalCents', coalesce(max(value::text) filter (where key = 'draws.second_approval_cents'), '5000000')::bigint,
  'titleMaxAgeDays', coalesce(max(value::text) filter (where key = 'draws.title_max_age_days'), '30')::int,
  'creditMaxAgeDays', coalesce(max(value::text) filter (where key = 'draws.credit_max_age_days'), '180')::int)
from platform.settings
where key in ('draws.second_approval_cents', 'draws.title_max_age_days', 'draws.credit_max_age_days')
having count(*) > 0;

insert into platform.settings (key, value)
select 'payments', jsonb_build_object('cutOffMinute', value)
from platform.settings where key = 'servicing.cutOffMinute';

insert into platform.settings (key, value)
select 'achOrigin', jsonb_build_object(
  'bankRoutingNumber', value #> '{destination,routingNumber}', 'bankName', value #> '{destination,name}',
  'originId', value #> '{origin,id}', 'originName', value #> '{origin,name}',
  'companyId', value #> '{company,id}', 'companyName', value #> '{company,name}')
from platform.settings where key = 'ach.origin';

-- A lender is saved with name and trustee; half of one would let a sample out.
delete from platform.settings where key = 'lender' and not (value ?& array['name', 'trustee']);
delete from platform.settings where key like 'draws.%' or key in ('servicing.cutOffMinute', 'ach.origin');
