import { EmptyState } from '@connect/ui/empty-state';
import { moment, words } from '@connect/ui/format';
import { PageHeader, Split, Stacked } from '@connect/ui/page';
import { Facts, Panel } from '@connect/ui/panel';
import { Button } from '@mantine/core';
import { IconBuilding, IconPencil } from '@tabler/icons-react';
import { lazy, Suspense, useState } from 'react';
import { usePageTitle } from '../../app/page-title.ts';
import { Loaded } from '../../components/loaded.tsx';
import { SubjectDocuments } from '../../components/subject-documents.tsx';
import { useCan } from '../../state/session.ts';
import { usePathParams } from '../../state/use-path-params.ts';
import { useRecord } from '../../state/use-record.ts';
import { OnRecord } from './on-record.tsx';
import styles from './records.module.css';
import { Sealed } from './sealed.tsx';
import type { Contact } from './types.ts';

const ContactForm = lazy(() => import('./contact-form.tsx').then((m) => ({ default: m.ContactForm })));

/** One person. */
export function ContactPage() {
  const { id } = usePathParams<{ id: string }>();
  const contact = useRecord('/v1/contacts/{id}', { id });
  return (
    <Loaded query={contact} failed="This person could not be loaded">
      {(record) => <Person contact={record} />}
    </Loaded>
  );
}

function Person({ contact }: { contact: Contact }) {
  usePageTitle(contact.name);
  const can = useCan();
  const [changing, setChanging] = useState(false);
  return (
    <>
      <PageHeader
        crumbs={[{ label: 'Contacts', href: '/contacts' }, { label: contact.name }]}
        title={contact.name}
        facts={[
          contact.capacities.map(words).join(', ') || 'No part in a deal yet',
          ...(contact.company ? [contact.company] : []),
        ]}
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
            <Panel title="Person">
              <Facts
                items={[
                  {
                    label: 'E-mail',
                    value: contact.email ? <a href={`mailto:${contact.email}`}>{contact.email}</a> : '–',
                  },
                  {
                    label: 'Phone',
                    value: contact.phone ? <a href={`tel:${contact.phone}`}>{contact.phone}</a> : '–',
                  },
                  { label: 'Signs in here', value: contact.userId ? 'Yes' : 'No' },
                  {
                    label: 'SSN or ITIN',
                    value: (
                      <Sealed
                        resource="contacts"
                        id={contact.id}
                        field="taxId"
                        name="SSN or ITIN"
                        masked={contact.taxIdLast4 ? `•••-••-${contact.taxIdLast4}` : null}
                      />
                    ),
                  },
                  {
                    label: 'Date of birth',
                    value: (
                      <Sealed
                        resource="contacts"
                        id={contact.id}
                        field="dateOfBirth"
                        name="date of birth"
                        masked={contact.hasDateOfBirth ? 'On file' : null}
                      />
                    ),
                  },
                  { label: 'Last change', value: moment(contact.updatedAt) },
                ]}
              />
              <p className={styles.note}>
                Sealed fields are shown for a reason only, and each look is on record.
              </p>
            </Panel>
            <OnRecord type="contact" id={contact.id} />
          </>
        }
      >
        <Stacked>
          <Panel title="Acts for" flush>
            {contact.entities.length ? (
              contact.entities.map((entity) => (
                <div key={entity.id} className={styles.member}>
                  <a href={`/entities/${entity.id}`}>{entity.name}</a>
                  <span className="sub">{entity.title}</span>
                </div>
              ))
            ) : (
              <EmptyState icon={IconBuilding} title="No entity">
                Companies and trusts that this person acts for appear here; the membership is set on the
                entity.
              </EmptyState>
            )}
          </Panel>
          <SubjectDocuments subjectType="contact" subjectId={contact.id} kind="identity_document" />
        </Stacked>
      </Split>
      <Suspense>
        {changing ? <ContactForm contact={contact} onClose={() => setChanging(false)} /> : null}
      </Suspense>
    </>
  );
}
