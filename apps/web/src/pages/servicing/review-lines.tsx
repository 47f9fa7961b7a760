import { amount, money } from '@connect/ui/format';
import { Panel } from '@connect/ui/panel';
import {
  IconCheck,
  IconChevronDown,
  IconChevronRight,
  IconCut,
  IconHandStop,
  IconPackage,
} from '@tabler/icons-react';
import { Fragment, useState } from 'react';
import { LineDetail } from './line-detail.tsx';
import { asks, wholePercent } from './line-math.ts';
import styles from './review-lines.module.css';
import type { Draw, DrawLine } from './types.ts';

type Props = {
  draw: Draw;
  /** The line that is open, by budget line. */
  open: string | null;
  onOpen: (budgetLineId: string | null) => void;
  /** Shows an invoice among the documents. */
  onInvoice: (key: string) => void;
};

/** The budget lines of a draw: before, asked, supported, decided. A line opens onto what builder and inspector say. */
export function ReviewLines({ draw, open, onOpen, onInvoice }: Props) {
  const [all, setAll] = useState(false);
  const asked = draw.lines.filter(asks);
  const rest = draw.lines.filter((line) => !asks(line));
  const { totals } = draw;
  // Before the visit nothing is proposed and nobody has decided.
  const judged = !['requested', 'inspection_scheduled'].includes(draw.state);
  return (
    <Panel flush>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard has to reach it */}
      <section className={styles.scroll} aria-label="Budget lines of this draw" tabIndex={0}>
        <table className={styles.table}>
          <caption>Budget lines of draw {draw.number}</caption>
          <thead>
            <tr>
              <th scope="col">Budget line</th>
              <th scope="col" data-num data-wide>
                Budget
              </th>
              <th scope="col" data-num data-wide data-end>
                Drawn before
              </th>
              <th scope="col" data-num>
                Requested
              </th>
              <th scope="col" data-num data-wide>
                To date
              </th>
              <th scope="col" data-num data-wide data-end>
                Inspected
              </th>
              <th scope="col" data-num data-wide>
                Supported
              </th>
              <th scope="col" data-num data-wide>
                Retainage
              </th>
              <th scope="col" data-num>
                Proposed
              </th>
              <th scope="col" data-wide>
                Decision
              </th>
            </tr>
          </thead>
          <tbody>
            {[...asked, ...(all ? rest : [])].map((line) => {
              const opened = open === line.budgetLineId;
              return (
                <Fragment key={line.budgetLineId}>
                  <LineRow
                    line={line}
                    opened={opened}
                    judged={judged}
                    onToggle={() => onOpen(opened ? null : line.budgetLineId)}
                  />
                  {opened ? (
                    <tr className={styles.detail} id={`line-${line.budgetLineId}`}>
                      <td colSpan={10}>
                        <LineDetail draw={draw} line={line} onInvoice={onInvoice} />
                      </td>
                    </tr>
                  ) : null}
                </Fragment>
              );
            })}
            {rest.length ? (
              <tr>
                <td colSpan={10}>
                  <button
                    type="button"
                    className={styles.more}
                    aria-expanded={all}
                    onClick={() => setAll(!all)}
                  >
                    {all ? (
                      <IconChevronDown size={14} stroke={1.75} aria-hidden="true" />
                    ) : (
                      <IconChevronRight size={14} stroke={1.75} aria-hidden="true" />
                    )}
                    {rest.length} {rest.length === 1 ? 'line' : 'lines'} not in this draw
                  </button>
                </td>
              </tr>
            ) : null}
          </tbody>
          <tfoot>
            <tr>
              <td>All {draw.lines.length} lines</td>
              <Num wide>{money(totals.budgetCents, WHOLE)}</Num>
              <Num wide end>
                {money(totals.drawnBeforeCents, WHOLE)}
              </Num>
              <Num>{amount(totals.requestedCents)}</Num>
              <Num wide />
              <Num wide end />
              <Num wide>{amount(totals.supportedCents)}</Num>
              <Num wide>{judged ? withheld(totals.retainageCents) : '–'}</Num>
              <Num>{judged ? amount(totals.proposedCents) : '–'}</Num>
              <td data-wide>
                {totals.cutCents ? (
                  <span className={styles.cut}>
                    <IconCut size={16} stroke={1.75} aria-hidden="true" /> {money(totals.cutCents, WHOLE)}
                  </span>
                ) : null}
              </td>
            </tr>
          </tfoot>
        </table>
      </section>
    </Panel>
  );
}

const WHOLE = { sign: false, cents: false } as const;
/* Retainage is taken off: it reads as a negative figure, and its release as a positive one. */
const withheld = (cents: number | null) => amount(cents === null ? null : -cents || 0);

type RowProps = { line: DrawLine; opened: boolean; judged: boolean; onToggle: () => void };

function LineRow({ line, opened, judged, onToggle }: RowProps) {
  const toDate = wholePercent(line.toDate);
  const short = line.inspectedPercent !== null && toDate !== null && line.inspectedPercent < toDate;
  return (
    <tr
      data-open={opened || undefined}
      onClick={(event) => {
        if (!(event.target as HTMLElement).closest('button')) onToggle();
      }}
    >
      <td>
        <button type="button" className={styles.name} aria-expanded={opened} onClick={onToggle}>
          {line.name}
          {line.storedCents ? (
            <IconPackage size={15} stroke={1.75} role="img" aria-label="With stored materials" />
          ) : null}
        </button>
      </td>
      <Num wide>{money(line.budgetCents, WHOLE)}</Num>
      <Num wide end quiet>
        {money(line.drawnBeforeCents, WHOLE)}
      </Num>
      <Num>{amount(line.requestedCents)}</Num>
      <Num wide quiet>
        {toDate === null ? '–' : `${toDate}%`}
      </Num>
      <td data-num data-wide data-end data-short={(short && asks(line)) || undefined}>
        {line.inspectedPercent === null ? '–' : `${line.inspectedPercent}%`}
      </td>
      <Num wide>{amount(line.supportedCents)}</Num>
      <Num wide>{judged ? withheld(line.retainageCents) : '–'}</Num>
      <Num strong>{judged ? amount(line.proposedCents) : '–'}</Num>
      <td data-wide>{judged ? <Decision line={line} /> : '–'}</td>
    </tr>
  );
}

function Num({
  children,
  wide,
  end,
  quiet,
  strong,
}: {
  children?: React.ReactNode;
  wide?: boolean;
  end?: boolean;
  quiet?: boolean;
  strong?: boolean;
}) {
  return (
    <td
      data-num
      data-wide={wide || undefined}
      data-end={end || undefined}
      data-quiet={quiet || undefined}
      data-strong={strong || undefined}
    >
      {children}
    </td>
  );
}

/** As asked, cut by how much, or held. */
export function Decision({ line }: { line: DrawLine }) {
  if (line.decision === null || !asks(line)) return '–';
  if (line.decision === 'held')
    return (
      <span className={styles.cut}>
        <IconHandStop size={16} stroke={1.75} aria-hidden="true" /> Held
      </span>
    );
  if (line.decision === 'cut')
    return (
      <span className={styles.cut}>
        <IconCut size={16} stroke={1.75} aria-hidden="true" /> Cut {money(line.cutCents, WHOLE)}
      </span>
    );
  return (
    <span className={styles.same}>
      <IconCheck size={16} stroke={1.75} aria-hidden="true" /> As asked
    </span>
  );
}
