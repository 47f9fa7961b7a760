import { isRoutingNumber } from '@connect/domain/nacha';
import { Half } from '@connect/ui/form-grid';
import { moment } from '@connect/ui/format';
import { MoneyInput } from '@connect/ui/money-input';
import { PageHeader } from '@connect/ui/page';
import { NumberInput, TextInput } from '@mantine/core';
import { useEffect } from 'react';
import { usePageTitle } from '../../app/page-title.ts';
import { Loaded } from '../../components/loaded.tsx';
import { useRecord } from '../../state/use-record.ts';
import styles from './admin.module.css';
import { type FieldProps, SettingPanel } from './setting-panel.tsx';
import type { Settings } from './use-save-setting.ts';

/** What an administrator sets while the program runs: who lends, what a draw asks for, when money counts, who sends payments. */
export function SettingsPage() {
  usePageTitle('Settings');
  const settings = useRecord<Settings>('/v1/settings');
  return (
    <Loaded query={settings} failed="The settings could not be loaded">
      {(record) => <Sections settings={record} />}
    </Loaded>
  );
}

function Sections({ settings }: { settings: Settings }) {
  // A link to one of them arrives before they are there.
  useEffect(() => document.getElementById(location.hash.slice(1))?.scrollIntoView(), []);
  return (
    <>
      <PageHeader
        title="Settings"
        facts={[
          settings.updatedAt ? `Last saved ${moment(settings.updatedAt)}` : 'Nothing saved yet',
          <a key="audit" href="/audit?name=settings.changed">
            What was changed
          </a>,
        ]}
      />
      <div className={styles.narrow}>
        <Lender settings={settings} />
        <DrawRules settings={settings} />
        <CutOff settings={settings} />
        <AchOrigin settings={settings} />
      </div>
    </>
  );
}

const Text = ({ value, onChange, ...rest }: FieldProps & { label: string } & TextMore) => (
  <TextInput
    autoComplete="off"
    value={value ?? ''}
    onChange={(event) => onChange(event.currentTarget.value)}
    {...rest}
  />
);
type TextMore = { description?: string; maxLength?: number; inputMode?: 'numeric' };

const Days = ({ value, onChange, ...rest }: FieldProps & { label: string; description: string }) => (
  <NumberInput
    allowDecimal={false}
    allowNegative={false}
    suffix=" days"
    value={value ?? ''}
    onChange={(next) => onChange(next === '' ? null : Number(next))}
    {...rest}
  />
);

function Lender({ settings }: { settings: Settings }) {
  return (
    <SettingPanel
      settings={settings}
      name="lender"
      title="Lender"
      note="Who lends, as loan documents, statements and payoff letters name it."
      fields={['name', 'trustee']}
      sample
    >
      {(field) => (
        <>
          <Text {...field('name')} label="Name" maxLength={100} />
          <Text
            {...field('trustee')}
            label="Trustee"
            description="Named in the deed of trust."
            maxLength={200}
          />
        </>
      )}
    </SettingPanel>
  );
}

function DrawRules({ settings }: { settings: Settings }) {
  return (
    <SettingPanel
      settings={settings}
      name="draws"
      title="Draw approvals and evidence"
      note="Draws that are not decided yet go by it from now on."
      fields={['secondApprovalCents', 'titleMaxAgeDays', 'creditMaxAgeDays']}
    >
      {(field) => (
        <>
          <MoneyInput
            {...field('secondApprovalCents')}
            value={field('secondApprovalCents').value as number | null}
            label="Second approval above"
            description="A draw of more, after retainage, needs two people."
          />
          <Half>
            <Days
              {...field('titleMaxAgeDays')}
              label="Oldest title date-down"
              description="One that is older holds the draw."
            />
          </Half>
          <Half>
            <Days
              {...field('creditMaxAgeDays')}
              label="Oldest credit report"
              description="One that is older holds the draw."
            />
          </Half>
        </>
      )}
    </SettingPanel>
  );
}

function CutOff({ settings }: { settings: Settings }) {
  return (
    <SettingPanel
      settings={settings}
      name="payments"
      title="Payments cut-off"
      note="Money that is collected later counts on the next business day. Payoff letters say so."
      fields={['cutOffMinute']}
    >
      {(field) => {
        const { value, onChange, error } = field('cutOffMinute');
        return (
          <Half>
            <TextInput
              type="time"
              label="Cut-off"
              description="In the book’s time zone."
              value={typeof value === 'number' ? timeOf(value) : ''}
              error={error}
              onChange={(event) => onChange(minuteOf(event.currentTarget.value))}
            />
          </Half>
        );
      }}
    </SettingPanel>
  );
}

const two = (n: number) => String(n).padStart(2, '0');
/* 840 is "14:00", as a time input writes it. */
const timeOf = (minute: number) => `${two(Math.floor(minute / 60))}:${two(minute % 60)}`;
const minuteOf = (time: string): number | null => {
  const [, hour, minute] = /^(\d\d):(\d\d)/.exec(time) ?? [];
  return hour && minute ? Number(hour) * 60 + Number(minute) : null;
};

function AchOrigin({ settings }: { settings: Settings }) {
  return (
    <SettingPanel
      settings={settings}
      name="achOrigin"
      title="ACH origin"
      note="The bank that takes our payment files, and who we are there."
      fields={['bankRoutingNumber', 'bankName', 'originId', 'originName', 'companyId', 'companyName']}
      sample
    >
      {(field) => (
        <>
          <Half>
            <Text
              {...field('bankRoutingNumber')}
              error={routingFault(field('bankRoutingNumber'))}
              label="Routing number of the bank"
              inputMode="numeric"
              maxLength={9}
            />
          </Half>
          <Half>
            <Text {...field('bankName')} label="Bank" maxLength={23} />
          </Half>
          <Half>
            <Text
              {...field('originId')}
              label="Origin number"
              description="As the bank assigned it."
              maxLength={10}
            />
          </Half>
          <Half>
            <Text {...field('originName')} label="Origin name" maxLength={23} />
          </Half>
          <Half>
            <Text {...field('companyId')} label="Company number" maxLength={10} />
          </Half>
          <Half>
            <Text
              {...field('companyName')}
              label="Company name"
              description="Payees read it on their statement."
              maxLength={16}
            />
          </Half>
        </>
      )}
    </SettingPanel>
  );
}

/* A mistyped digit is seen at once, before anybody is asked for a code. */
const routingFault = ({ value, error }: FieldProps): string | undefined =>
  typeof value === 'string' && value.length === 9 && !isRoutingNumber(value)
    ? 'The check digit does not fit. Compare it with a check or the bank’s letter.'
    : error;
