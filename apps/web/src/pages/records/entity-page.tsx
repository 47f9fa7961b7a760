import { bookDate, date, moment } from '@connect/ui/format';
import { PageHeader, Split, Stacked } from '@connect/ui/page';
import { Facts, Panel } from '@connect/ui/panel';
import { Mark } from '@connect/ui/status-tag';
import { Button } from '@mantine/core';
import { IconAlertTriangle, IconPencil } from '@tabler/icons-react';
import { lazy, Suspense, useState } from 'react';
import { usePageTitle } from '../../app/page-title.ts';
import { Loaded } from '../../components/loaded.tsx';
import { SubjectDocuments } from '../../components/subject-documents.tsx';
import { useCan } from '../../state/session.ts';
import { useNow } from '../../state/use-now.ts';
import { usePathParams } from '../../state/use-path-params.ts';
import { useRecord } from '../../state/use-record.ts';
import { Members } from './members.tsx';
import { OnRecord } from './on-record.tsx';
import styles from './records.module.css';
import { Sealed } from './sealed.tsx';
import type { Entity } from './types.ts';
import { entityType } from './words.ts';

const EntityForm = lazy(() => import('./entity-form.tsx').then((m) => ({ default: m.EntityForm })));
const BankForm = lazy(() => import('./bank-form.tsx').then((m) => ({ default: m.BankForm })));

/** One company or trust. */
export function EntityPage() {
  const { id } = usePathParams<{ id: string }>();
  const entity = useRecord('/v1/entities/{id}', { id });
  return (
    <Loaded query={entity} failed="This entity could not be loaded">
      {(record) => <Company entity={record} />}
    </Loaded>
  );
}

function Company({ entity }: { entity: Entity }) {
  usePageTitle(entity.name);
  const can = useCan();
  const [changing, setChanging] = useState(false);
  return (
    <>
      <PageHeader
        crumbs={[{ label: 'Contacts', href: '/entities' }, { label: entity.name }]}
        title={entity.name}
        facts={[entityType(entity.entityType), ...(entity.state ? [`Formed in ${entity.state}`] : [])]}
        actions={
          can('write:contacts') ? (
            <Button
              variant="default"
              leftSection={<IconPencil size={16} stroke={1.75} />}
              onClick={() => setChanging(true)}
            >
              Change
            </Button>
          ) : null
        }
      />
      <Split
        aside={
          <>
            <Panel title="Entity">
              <Facts
                items={[
                  {
                    label: 'E-mail',
                    value: entity.email ? <a href={`mailto:${entity.email}`}>{entity.email}</a> : '–',
                  },
                  {
                    label: 'Phone',
                    value: entity.phone ? <a href={`tel:${entity.phone}`}>{entity.phone}</a> : '–',
                  },
                  {
                    label: 'EIN',
                    value: (
                      <Sealed
                        resource="entities"
                        id={entity.id}
                        field="taxId"
                        name="EIN"
                        masked={entity.taxIdLast4 ? `••-••• ${entity.taxIdLast4}` : null}
                      />
                    ),
                  },
                  { label: 'Last change', value: moment(entity.updatedAt) },
                ]}
              />
            </Panel>
            <Bank entity={entity} />
            <OnRecord type="entity" id={entity.id} />
          </>
        }
      >
        <Stacked>
          <Members entity={entity} />
          <SubjectDocuments subjectType="entity" subjectId={entity.id} kind="operating_agreement" />
        </Stacked>
      </Split>
      <Suspense>
        {changing ? <EntityForm entity={entity} onClose={() => setChanging(false)} /> : null}
      </Suspense>
    </>
  );
}

const RECENT_DAYS = 30;

function Bank({ entity }: { entity: Entity }) {
  const can = useCan();
  const now = useNow(3600);
  const [changing, setChanging] = useState(false);
  const { bankChangedAt } = entity;
  const recent = bankChangedAt && now.getTime() - Date.parse(bankChangedAt) < RECENT_DAYS * 86_400_000;
  return (
    <Panel
      title="Paid at"
      aside={
        can('reveal:sensitive') ? (
          <Button
            variant="subtle"
            size="compact-sm"
            aria-label={entity.bankAccountLast4 ? 'Change the account' : 'Add an account'}
            onClick={() => setChanging(true)}
          >
            {entity.bankAccountLast4 ? 'Change' : 'Add'}
          </Button>
        ) : null
      }
    >
      <Facts
        items={[
          { label: 'Bank', value: entity.bankName ?? '–' },
          {
            label: 'Account',
            value: (
              <Sealed
                resource="entities"
                id={entity.id}
                field="bankAccount"
                name="account number"
                masked={entity.bankAccountLast4 ? `•••• ${entity.bankAccountLast4}` : null}
              />
            ),
          },
          { label: 'Since', value: bankChangedAt ? date(bookDate(bankChangedAt)) : '–' },
        ]}
      />
      {recent ? (
        <p className={styles.note}>
          <Mark icon={IconAlertTriangle} tone="look">
            Changed lately. Call back on a known number before paying.
          </Mark>
        </p>
      ) : null}
      <p className={styles.note}>
        The account is sealed. Showing or changing it asks for a proof and stays on record.
      </p>
      <Suspense>{changing ? <BankForm entity={entity} onClose={() => setChanging(false)} /> : null}</Suspense>
    </Panel>
  );
}
