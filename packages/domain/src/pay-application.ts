/**
 * An AIA-style application for payment, lines 1 to 9, and a check of one that somebody else filled in.
 * Line 5 is retainage summed per schedule line; rounding it on the total would be a cent or two off.
 */
import { percentOf, retained } from './draw.ts';
import { addCents, type Cents, subtractCents, sumCents } from './money.ts';
import type { Rate } from './rate.ts';

export interface ScheduleLine {
  /** C: scheduled value. */
  scheduledCents: Cents;
  /** D: work of earlier applications. */
  previousCents: Cents;
  /** E: work of this period. */
  thisPeriodCents: Cents;
  /** F: materials presently stored. */
  storedCents: Cents;
  retainageRate: Rate;
}

export interface ScheduleLineTotals extends ScheduleLine {
  /** G = D + E + F. */
  completedCents: Cents;
  /** G / C. */
  percent: string | null;
  /** H = C − G. */
  balanceCents: Cents;
  /** I. */
  retainageCents: Cents;
}

export interface ApplicationSummary {
  /** Original contract sum. */
  line1: Cents;
  /** Net change orders. */
  line2: Cents;
  /** 1 + 2. */
  line3: Cents;
  /** Completed and stored to date, Σ G. */
  line4: Cents;
  /** Retainage, Σ I. */
  line5: Cents;
  /** Earned less retainage, 4 − 5. */
  line6: Cents;
  /** Previous certificates. */
  line7: Cents;
  /** Payment due, 6 − 7. */
  line8: Cents;
  /** Balance to finish with retainage, 3 − 6. */
  line9: Cents;
}

export interface ApplicationInput {
  originalContractCents: Cents;
  netChangesCents: Cents;
  previousCertificatesCents: Cents;
  lines: readonly ScheduleLine[];
}

/** The whole application out of its schedule. */
export function payApplication(input: ApplicationInput): {
  lines: ScheduleLineTotals[];
  summary: ApplicationSummary;
} {
  const lines = input.lines.map((line) => {
    const completedCents = sumCents([line.previousCents, line.thisPeriodCents, line.storedCents]);
    return {
      ...line,
      completedCents,
      percent: percentOf(completedCents, line.scheduledCents),
      balanceCents: subtractCents(line.scheduledCents, completedCents),
      retainageCents: retained(completedCents, line.retainageRate),
    };
  });
  const line3 = addCents(input.originalContractCents, input.netChangesCents);
  const line4 = sumCents(lines.map((line) => line.completedCents));
  const line5 = sumCents(lines.map((line) => line.retainageCents));
  const line6 = subtractCents(line4, line5);
  return {
    lines,
    summary: {
      line1: input.originalContractCents,
      line2: input.netChangesCents,
      line3,
      line4,
      line5,
      line6,
      line7: input.previousCertificatesCents,
      line8: subtractCents(line6, input.previousCertificatesCents),
      line9: subtractCents(line3, line6),
    },
  };
}

export interface Mismatch {
  line: keyof ApplicationSummary;
  claimedCents: Cents;
  correctCents: Cents;
  /** Claimed less correct. */
  differenceCents: Cents;
}

/** The lines of a filled-in form that do not follow from its schedule; lines it leaves out are not judged. */
export function checkApplication(input: ApplicationInput, claimed: Partial<ApplicationSummary>): Mismatch[] {
  const { summary } = payApplication(input);
  return (Object.keys(summary) as (keyof ApplicationSummary)[]).flatMap((line) => {
    const claim = claimed[line];
    if (claim === undefined || claim === summary[line]) return [];
    return [
      {
        line,
        claimedCents: claim,
        correctCents: summary[line],
        differenceCents: subtractCents(claim, summary[line]),
      },
    ];
  });
}
