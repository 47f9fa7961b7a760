import { drawStates } from '@connect/domain/draw-states';
import { loanStates } from '@connect/domain/loan-states';
import { permitStates } from '@connect/domain/permit-states';
import { z } from 'zod';
import { CentsOut, CivilDateOut, DecimalOut, Id, Moment, WordOut } from '../../platform/schemas.ts';

/** The next legal act on a deal: what, why, and what to press. */
export const NextStep = z
  .object({
    title: z.string().meta({ examples: ['decide GO or pass'] }),
    reason: z.string().meta({ examples: ['All 3 reports are in and the proforma is saved.'] }),
    blocked: z.boolean(),
    action: z
      .object({
        label: z.string().meta({ examples: ['Decide GO'] }),
        href: z.string().nullable().describe('The page where it is done.'),
        transition: z.string().nullable().describe('Or the move of the project that does it.'),
      })
      .nullable(),
    unblock: z
      .object({ label: z.string(), href: z.string() })
      .nullable()
      .describe('What removes the obstacle.'),
  })
  .meta({ id: 'NextStep' });
export type NextStep = z.infer<typeof NextStep>;

const LoanFacts = z
  .object({
    id: Id,
    number: z.string().meta({ examples: ['L-0147'] }),
    product: z.string().meta({ examples: ['construction'] }),
    state: WordOut(loanStates.states),
    amountCents: CentsOut,
    rate: DecimalOut,
    dayCount: z.string().meta({ examples: ['actual/360'] }),
    principalCents: CentsOut,
    accruedCents: CentsOut.describe('Interest since the last bill, to today.'),
    drawnOfHardCost: DecimalOut.nullable(),
    builtOfHardCost: DecimalOut.nullable(),
    inspectedOn: CivilDateOut.nullable(),
    reserveLeftCents: CentsOut.nullable().describe('Null where no reserve pays the interest.'),
    reserveLastsUntil: CivilDateOut.nullable().describe(
      'The first day that the reserve no longer covers, at the principal of today; null when it lasts to maturity.',
    ),
    maturesOn: CivilDateOut.nullable(),
    daysToMaturity: z.int().nullable(),
    loanToCost: DecimalOut.nullable(),
    loanToValue: DecimalOut.nullable(),
  })
  .meta({ id: 'OverviewLoan' });

const DrawFacts = z
  .object({
    id: Id,
    number: z.int().nullable(),
    state: WordOut(drawStates.states),
    stateSince: Moment,
    requestedCents: CentsOut,
    proposedCents: CentsOut.nullable(),
    requestedAt: Moment.nullable(),
    fileCompleteAt: Moment.nullable(),
  })
  .meta({ id: 'OverviewDraw' });

const ProgressLine = z
  .object({
    budgetLineId: Id,
    name: z.string().meta({ examples: ['Framing and lumber'] }),
    budgetCents: CentsOut,
    drawnCents: CentsOut,
    drawnPercent: z.int(),
    builtPercent: z.int().nullable().describe('As last inspected.'),
  })
  .meta({ id: 'OverviewProgress' });

const PermitFacts = z
  .object({
    id: Id,
    type: z.string().meta({ examples: ['building'] }),
    description: z.string().nullable(),
    state: WordOut(permitStates.states),
    cycles: z.int(),
    openCorrections: z.int(),
    cityDays: z.int(),
    usDays: z.int(),
    expiresDate: CivilDateOut.nullable(),
  })
  .meta({ id: 'OverviewPermit' });

export const ProjectOverview = z
  .object({
    projectId: Id,
    asOf: CivilDateOut,
    next: NextStep.nullable(),
    loan: LoanFacts.nullable().describe('Null without a loan, and for roles that do not read loans.'),
    draw: DrawFacts.nullable().describe('The open draw, else the last one.'),
    progress: z.array(ProgressLine),
    permits: z.array(PermitFacts),
    counts: z
      .object({
        orders: z.int(),
        proformas: z.int(),
        permits: z.int(),
        draws: z.int(),
        inspections: z.int(),
        documents: z.int(),
        openTasks: z.int(),
      })
      .meta({ id: 'OverviewCounts' }),
  })
  .meta({ id: 'ProjectOverview' });
export type ProjectOverview = z.infer<typeof ProjectOverview>;
