import { Panel } from '@connect/ui/panel';
import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { ProblemNote } from '../../components/loaded.tsx';
import { PartyPicker, type Picked } from '../../components/pickers.tsx';
import { api } from '../../state/api.ts';
import { useCan } from '../../state/session.ts';
import { toast } from '../../state/toasts.ts';
import { refreshAll } from '../../state/use-move.ts';
import { useSubmit } from '../../state/use-submit.ts';
import styles from './records.module.css';
import type { Entity } from './types.ts';

/** Who acts for an entity: its deals are these people's own. */
export function Members({ entity }: { entity: Entity }) {
  const can = useCan();
  const [person, setPerson] = useState<Picked | null>(null);
  const [title, setTitle] = useState('');
  const adder = useSubmit((body: object, { idempotencyKey }) =>
    api.post<Entity>('/v1/entities/{id}/members' as string, {
      path: { id: entity.id },
      body,
      idempotencyKey,
    }),
  );
  const remover = useSubmit(async (contactId: string) => {
    await api.delete<unknown>('/v1/entities/{id}/members/{contactId}', {
      path: { id: entity.id, contactId },
    });
    return true;
  });
  const add = async () => {
    if (
      !person ||
      !(await adder.submit({ contactId: person.id, ...(title.trim() ? { title: title.trim() } : {}) }))
    )
      return;
    setPerson(null);
    setTitle('');
    await refreshAll();
    toast({ tone: 'ok', title: `${person.name} acts for ${entity.name} now` });
  };
  const remove = async (member: Entity['members'][number]) => {
    if (!(await remover.submit(member.id))) return;
    await refreshAll();
    toast({ tone: 'ok', title: `${member.name} no longer acts for ${entity.name}` });
  };
  const writes = can('write:contacts');
  return (
    <Panel title="Acting for it" note="They see and do here what is the entity’s own." flush>
      {entity.members.map((member) => (
        <div key={member.id} className={styles.member}>
          <span className={styles.two}>
            <a href={`/contacts/${member.id}`}>{member.name}</a>
            <span>{member.title}</span>
          </span>
          {writes ? (
            <Button
              variant="default"
              size="compact-sm"
              aria-label={`End the membership of ${member.name}`}
              loading={remover.busy}
              onClick={() => void remove(member)}
            >
              End
            </Button>
          ) : null}
        </div>
      ))}
      {entity.members.length === 0 ? (
        <div className={styles.member}>
          <span className="sub">Nobody acts for it yet.</span>
        </div>
      ) : null}
      {writes ? (
        <div className={styles.addMember}>
          <PartyPicker
            only="contacts"
            label="Person"
            placeholder="Part of the name"
            value={person}
            onChange={setPerson}
          />
          <TextInput
            label="As"
            placeholder="Manager"
            value={title}
            onChange={(event) => setTitle(event.currentTarget.value)}
          />
          <Button variant="default" disabled={!person} loading={adder.busy} onClick={() => void add()}>
            Add
          </Button>
        </div>
      ) : null}
      <ProblemNote problem={adder.problem ?? remover.problem} />
    </Panel>
  );
}
