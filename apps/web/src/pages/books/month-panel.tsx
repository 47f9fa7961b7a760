import { monthName } from '@connect/domain/month';
import { date, moment } from '@connect/ui/format';
import { Panel, PanelRow } from '@connect/ui/panel';
import { StatusTag } from '@connect/ui/status-tag';
import { Button, Menu } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck, IconDownload } from '@tabler/icons-react';
import { MoveBar } from '../../components/move-bar.tsx';
import { saveFile } from '../../components/use-file.ts';
import styles from './books.module.css';
import type { AccountingPeriod } from './types.ts';

/** One month: what it waits for, in the order in which it is done; who asked, who agreed; its ledger as a file. */
export function MonthPanel({ period }: { period: AccountingPeriod }) {
  const label = monthName(period.period);
  return (
    <Panel
      title={label}
      note={`${date(period.from)} to ${date(period.to)}. ${noteOf(period)}`}
      aside={<StatusTag kind="period" state={period.state} variant="tag" />}
      flush
    >
      <ul className={styles.items}>
        {period.openItems.map((item) => (
          <li key={item} data-open>
            <IconAlertTriangle size={16} stroke={1.75} aria-label="Open" />
            <span>{item}</span>
            {item.startsWith('Run the month end') || item.startsWith('The month end') ? (
              <a href="/month-end">Month end</a>
            ) : null}
          </li>
        ))}
        {period.openItems.length === 0 ? (
          <li>
            <IconCircleCheck size={16} stroke={1.75} aria-label="Done" />
            <span>{period.state === 'open' ? `${label} is ready to close.` : readyWords(period)}</span>
          </li>
        ) : null}
      </ul>
      <PanelRow>
        <div className={styles.foot}>
          <MoveBar
            resource="accounting-periods"
            record={{ ...period, id: period.period }}
            done={`Books of ${label} updated`}
            quiet={period.state === 'closed'}
          />
          <ExportMenu period={period} />
        </div>
      </PanelRow>
    </Panel>
  );
}

const readyWords = ({ state, numberedFrom, numberedTo }: AccountingPeriod): string =>
  state === 'close_requested'
    ? 'Everything is in place. A second person closes it.'
    : numberedFrom
      ? `Postings are numbered ${numberedFrom} to ${numberedTo} of the book.`
      : 'No posting stood in it.';

function noteOf({
  state,
  requestedByName,
  requestedAt,
  decidedByName,
  decidedAt,
  reason,
}: AccountingPeriod): string {
  const why = reason ? `: “${reason}”` : '';
  if (state === 'close_requested')
    return `${requestedByName} asked to close it, ${moment(requestedAt)}${why}.`;
  if (state === 'reopen_requested')
    return `${requestedByName} asked to reopen it, ${moment(requestedAt)}${why}.`;
  if (state === 'closed') return `Closed by ${requestedByName} and ${decidedByName}, ${moment(decidedAt)}.`;
  return decidedByName ? `${decidedByName} left it open, ${moment(decidedAt)}${why}.` : '';
}

/** The month's ledger for the accounting program; every export is on record. */
function ExportMenu({ period: { period } }: { period: AccountingPeriod }) {
  const path = `/v1/accounting-periods/${period}/journal`;
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button variant="default" leftSection={<IconDownload size={16} stroke={1.75} aria-hidden="true" />}>
          General ledger
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => void saveFile(path, `general-ledger-${period}.csv`)}>
          Every line, as CSV
        </Menu.Item>
        <Menu.Item
          onClick={() => void saveFile(`${path}?format=quickbooks`, `journal-entries-${period}.json`)}
        >
          Journal entries for QuickBooks
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
