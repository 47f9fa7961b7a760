import type { Column } from '@connect/ui/data-table';
import { amount, bookDate, date } from '@connect/ui/format';
import { StatusTag } from '@connect/ui/status-tag';
import { plainCents } from '../../components/plain-cents.ts';
import { CompleteClock, SubmittedClock } from './clocks.tsx';
import styles from './servicing.module.css';
import type { DrawRow } from './types.ts';

/** "Draw 5", or what a draft is called before it has a number. */
export const drawName = (draw: { number: number | null }): string =>
  draw.number ? `Draw ${draw.number}` : 'Draft';

/** Columns of draws; the two clocks stand right. */
export const DRAW_COLUMNS: readonly Column<DrawRow>[] = [
  {
    key: 'draw',
    header: 'Draw',
    cell: (draw) => (
      <span className={styles.key}>
        {drawName(draw)} <span className={styles.place}>{draw.address}</span>
      </span>
    ),
    csv: (draw) => `${drawName(draw)}, ${draw.address}`,
  },
  {
    key: 'state',
    header: 'State',
    phone: true,
    cell: (draw) => <StatusTag kind="draw" state={draw.state} />,
    csv: (draw) => draw.state,
  },
  { key: 'loan', header: 'Loan', cell: (draw) => draw.loanNumber, csv: (draw) => draw.loanNumber },
  {
    key: 'borrower',
    header: 'Builder',
    cell: (draw) => <span className="sub">{draw.borrowerName ?? '–'}</span>,
    csv: (draw) => draw.borrowerName,
  },
  {
    key: 'asked',
    header: 'Asked',
    align: 'right',
    phone: true,
    cell: (draw) => amount(draw.requestedCents),
    csv: (draw) => plainCents(draw.requestedCents),
  },
  {
    key: 'proposed',
    header: 'Proposed',
    align: 'right',
    cell: (draw) => amount(draw.proposedCents),
    csv: (draw) => plainCents(draw.proposedCents),
  },
  {
    key: 'requestedAt',
    header: 'Since submitted',
    align: 'right',
    sort: 'requestedAt',
    cell: (draw) => <SubmittedClock draw={draw} />,
    csv: (draw) => draw.requestedAt,
  },
  {
    key: 'fileComplete',
    header: 'Since complete',
    align: 'right',
    cell: (draw) => <CompleteClock draw={draw} />,
    csv: (draw) => draw.fileCompleteAt,
  },
  {
    key: 'createdAt',
    header: 'Started',
    align: 'right',
    sort: 'createdAt',
    cell: (draw) => date(bookDate(draw.createdAt)),
    csv: (draw) => bookDate(draw.createdAt),
  },
];

/** Left out at first, and there when one wants them. */
export const QUIET_COLUMNS: string[] = ['createdAt'];
