import { z } from 'zod';
import { CentsOut, CivilDateOut, Id, Moment } from '../../platform/schemas.ts';
import { StageCount } from './stage-count.schemas.ts';

const LoanCount = z
  .object({
    state: z.string().meta({ examples: ['servicing'] }),
    count: z.int(),
    amountCents: CentsOut,
    principalCents: CentsOut,
  })
  .meta({ id: 'LoanCount' });

const DrawCount = z
  .object({ state: z.string().meta({ examples: ['review'] }), count: z.int(), requestedCents: CentsOut })
  .meta({ id: 'DrawCount' });

const DrawAge = z
  .object({
    age: z.string().meta({ examples: ['3_to_5_days'] }),
    us: z.int(),
    inspector: z.int(),
    builder: z.int(),
  })
  .meta({ id: 'DrawAge' });

export const Dashboard = z
  .object({
    asOf: CivilDateOut,
    stages: z.array(StageCount),
    leads: z.object({
      waiting: z.int(),
      late: z.int().describe('Waiting longer than 20 minutes.'),
      oldestAt: Moment.nullable(),
    }),
    feasibility: z.object({
      ordersLate: z.int(),
      decideThisWeek: z.int().describe('Decision due within seven days, or passed.'),
    }),
    permits: z.object({ corrections: z.int(), openCorrections: z.int(), withCity: z.int() }),
    tasks: z.object({
      open: z.int().describe('Yours and those of your role.'),
      due: z.int().describe('Of these due today or before.'),
    }),
    loans: z
      .object({
        states: z.array(LoanCount),
        count: z.int().describe('With principal out.'),
        principalCents: CentsOut,
        maturing: z.int().describe('Within 90 days.'),
      })
      .nullable()
      .describe('Null for roles that do not read loans.'),
    draws: z
      .object({
        states: z.array(DrawCount),
        open: z.int(),
        requestedCents: CentsOut.describe('Asked for by open draws.'),
        ages: z.array(DrawAge).describe('Open draws by days since the request, and by whose turn it is.'),
        medianMinutes: z
          .int()
          .nullable()
          .describe('From complete file to paid, draws paid in the last 30 days.'),
      })
      .nullable(),
  })
  .meta({ id: 'Dashboard' });
export type Dashboard = z.infer<typeof Dashboard>;

const OldDraw = z
  .object({
    id: Id,
    number: z.int(),
    state: z.string(),
    address: z.string().meta({ examples: ['600 4th Ave'] }),
    loanNumber: z.string(),
    requestedCents: CentsOut,
    requestedAt: Moment,
    fileCompleteAt: Moment.nullable(),
  })
  .meta({ id: 'WaitingDraw' });

const LateLoan = z
  .object({
    loanId: Id,
    loanNumber: z.string().meta({ examples: ['L-0119'] }),
    borrowerName: z.string().meta({ examples: ['Sample Homes LLC'] }),
    dueSince: CivilDateOut,
    daysLate: z.int(),
    dueCents: CentsOut,
  })
  .meta({ id: 'LateLoan' });

export const ServicingDesk = z
  .object({
    asOf: CivilDateOut,
    oldest: z.array(OldDraw).describe('Open draws that wait for us, oldest first.'),
    late: z.object({ loans: z.int(), dueCents: CentsOut, items: z.array(LateLoan) }),
    monthEnd: z
      .object({
        period: z.string().meta({ examples: ['2026-11'] }),
        state: z.string(),
        startedAt: Moment,
        finishedAt: Moment.nullable(),
        loans: z.int(),
        billed: z.int(),
        statements: z.int(),
        failed: z.int(),
        billedCents: CentsOut,
      })
      .nullable()
      .describe('The latest month-end run.'),
  })
  .meta({ id: 'ServicingDesk' });
export type ServicingDesk = z.infer<typeof ServicingDesk>;
