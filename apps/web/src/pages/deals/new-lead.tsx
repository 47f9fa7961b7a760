import { DateInput } from '@connect/ui/date-input';
import { FormActions, FormGrid, Half } from '@connect/ui/form-grid';
import { bookDate } from '@connect/ui/format';
import { MoneyInput } from '@connect/ui/money-input';
import { PageHeader } from '@connect/ui/page';
import { Panel } from '@connect/ui/panel';
import { Button, Select, Textarea, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { usePageTitle } from '../../app/page-title.ts';
import { ProblemNote } from '../../components/loaded.tsx';
import { api } from '../../state/api.ts';
import { useUser } from '../../state/session.ts';
import { toast } from '../../state/toasts.ts';
import { refreshAll } from '../../state/use-move.ts';
import { useSubmit } from '../../state/use-submit.ts';
import { MARKETS, SOURCES } from './deal-views.ts';
import styles from './deals.module.css';
import { type LeadDraft, leadBody, leadFaults, useLeadDraft } from './lead-draft.ts';
import type { Project } from './types.ts';

const CITY_OF: Record<string, Pick<LeadDraft, 'city' | 'state'>> = {
  seattle: { city: 'Seattle', state: 'WA' },
  phoenix: { city: 'Phoenix', state: 'AZ' },
};

/** A lead as staff takes it down or an agent submits it. What is typed stays on this device until it is in. */
export function NewLeadPage() {
  const { role } = useUser();
  const staff = role !== 'agent';
  const title = staff ? 'New lead' : 'Submit a lead';
  usePageTitle(title);
  const navigate = useNavigate();
  const { draft, set, clear } = useLeadDraft();
  const [tried, setTried] = useState(false);
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const { submit, busy, problem } = useSubmit((body: Record<string, unknown>, { idempotencyKey }) =>
    api.post<Project>('/v1/leads', { body, idempotencyKey }),
  );
  const faults = leadFaults(draft);
  const refused = problem?.fields() ?? {};
  // A field says what is wrong once one has left it, or tried to submit.
  const field = (name: keyof LeadDraft) => ({
    value: draft[name] as string,
    error: (tried || left.has(name) ? faults[name] : undefined) ?? refused[name],
    onBlur: () => setLeft((now) => new Set(now).add(name)),
    onChange: (event: { currentTarget: { value: string } }) => set({ [name]: event.currentTarget.value }),
  });
  const send = async () => {
    setTried(true);
    if (Object.keys(faults).length) return;
    const made = await submit(leadBody(draft, staff));
    if (!made) return;
    clear();
    await refreshAll();
    toast({
      tone: 'ok',
      title: staff ? `Lead for ${made.address} added` : `We have your lead: ${made.address}`,
      children: staff ? undefined : 'Somebody answers within 20 minutes, seven days a week.',
    });
    void navigate({ href: `/projects/${made.id}` });
  };
  return (
    <div className={styles.form}>
      <PageHeader
        title={title}
        crumbs={[{ label: staff ? 'Leads' : 'My leads', href: '/leads' }, { label: title }]}
      />
      <Panel title="The property" note="Street, city and ZIP code are enough to begin.">
        <FormGrid onSubmit={() => void send()}>
          <TextInput
            label="Street address"
            autoComplete="off"
            maxLength={200}
            data-autofocus
            {...field('address')}
          />
          <Duplicates address={draft.address} staff={staff} />
          <Half>
            <Select
              label="Market"
              allowDeselect={false}
              data={MARKETS}
              value={draft.market}
              onChange={(market) => market && set({ market, ...CITY_OF[market] })}
            />
          </Half>
          <Half>
            <TextInput label="Unit (optional)" maxLength={40} {...field('unit')} />
          </Half>
          <Half>
            <TextInput label="City" maxLength={100} {...field('city')} />
          </Half>
          <Half>
            <TextInput
              label="State"
              maxLength={2}
              {...field('state')}
              onChange={(event) => set({ state: event.currentTarget.value.toUpperCase() })}
            />
          </Half>
          <Half>
            <TextInput label="ZIP code" inputMode="numeric" maxLength={10} {...field('zip')} />
          </Half>
          <Half>
            <MoneyInput
              label="Asking price (optional)"
              value={draft.askCents}
              error={refused.askCents}
              onChange={(askCents) => set({ askCents })}
            />
          </Half>
          <Half>
            <TextInput label="Parcel number (optional)" maxLength={40} {...field('parcelNumber')} />
          </Half>
          <Half>
            <TextInput
              label="Lot, square feet (optional)"
              inputMode="numeric"
              maxLength={11}
              {...field('lotSquareFeet')}
            />
          </Half>
          <TextInput
            label="What could be built (optional)"
            description="Such as: two houses, 4,180 sq ft."
            maxLength={200}
            {...field('summary')}
          />
          {staff ? <StaffFields draft={draft} set={set} refused={refused} /> : null}
          <Textarea
            label="Note (optional)"
            description={staff ? undefined : 'Why the owner sells, by when, what else we ought to know.'}
            autosize
            minRows={3}
            maxLength={5000}
            {...field('note')}
          />
          <ProblemNote problem={problem} />
          <FormActions faults={tried ? Object.keys(faults).length : 0}>
            <Button variant="default" component="a" href="/leads">
              Back
            </Button>
            <Button type="submit" loading={busy}>
              {staff ? 'Add lead' : 'Submit lead'}
            </Button>
          </FormActions>
        </FormGrid>
      </Panel>
    </div>
  );
}

type Found = { items: { type: string; id: string; title: string; subtitle: string }[] };

/* The same address twice is most often the same lead from two agents. Agents find only their own. */
function Duplicates({ address, staff }: { address: string; staff: boolean }) {
  const [asked] = useDebouncedValue(address.trim(), 400);
  const found = useQuery({
    queryKey: ['search', 'duplicate', asked],
    queryFn: ({ signal }) => api.get<Found>('/v1/search', { query: { q: asked }, signal }),
    enabled: asked.length >= 5,
    retry: false,
  });
  const twins = (found.data?.items ?? []).filter(({ type }) => type === 'project').slice(0, 3);
  if (asked.length < 5 || twins.length === 0) return null;
  return (
    <div className={styles.hint} role="status">
      <b>{staff ? 'This address may be here already' : 'You may have sent this one already'}</b>
      {twins.map((twin) => (
        <a key={twin.id} href={`/projects/${twin.id}`}>
          {twin.title}, {twin.subtitle}
        </a>
      ))}
    </div>
  );
}

function StaffFields({
  draft,
  set,
  refused,
}: {
  draft: LeadDraft;
  set: (change: Partial<LeadDraft>) => void;
  refused: Record<string, string>;
}) {
  const [text, setText] = useState('');
  const [asked] = useDebouncedValue(text.trim(), 200);
  const agents = useQuery({
    queryKey: ['list', '/v1/contacts', 'agents', asked],
    queryFn: () =>
      api.get<{ items: { id: string; name: string; company: string | null }[] }>('/v1/contacts' as string, {
        query: { capacity: 'agent', sort: 'name', limit: 50, ...(asked ? { q: asked } : {}) },
      }),
  });
  return (
    <>
      <Half>
        <Select
          label="Source"
          allowDeselect={false}
          data={SOURCES}
          value={draft.source}
          onChange={(source) => source && set({ source })}
        />
      </Half>
      <Half>
        <Select
          label="Agent (optional)"
          searchable
          clearable
          nothingFoundMessage="No agent of that name"
          data={(agents.data?.items ?? []).map(({ id, name, company }) => ({
            value: id,
            label: company ? `${name}, ${company}` : name,
          }))}
          value={draft.agentId}
          onSearchChange={setText}
          onChange={(agentId) => set({ agentId, ...(agentId ? { source: 'agent' } : {}) })}
        />
      </Half>
      <Half>
        <DateInput
          label="Came in on (optional)"
          description="Today, unless it came in before."
          max={bookDate(new Date())}
          value={draft.effectiveDate}
          error={refused.effectiveDate}
          onChange={(effectiveDate) => set({ effectiveDate })}
        />
      </Half>
    </>
  );
}
