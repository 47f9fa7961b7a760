/**
 * The conditions of a draw, judged from plain evidence that the server gathers under the lock. Clear is green, check is amber and
 * asks for a look, holds is red and stops the draw until it is cured or overridden with a reason by a second person.
 */
import { type CivilDate, daysBetween, formatDate } from './calendar.ts';
import type { LoanState } from './loan-states.ts';
import { type Cents, formatUsd, sumCents } from './money.ts';
import type { PermitState } from './permit-states.ts';

export const CONDITION_CODES = [
  'inspection_supports',
  'in_balance',
  'insurance_current',
  'credit_current',
  'title_clear',
  'permit_active',
  'waivers_paired',
  'no_open_draw',
  'loan_performing',
  'retainage_right',
  'line_not_overdrawn',
  'stop_notice_withheld',
] as const;
export type ConditionCode = (typeof CONDITION_CODES)[number];
export type ConditionStatus = 'clear' | 'check' | 'holds';

export interface Condition {
  code: ConditionCode;
  label: string;
  status: ConditionStatus;
  reason: string;
  /** The document that proves it, when there is one. */
  documentId: string | null;
  /** A stop notice is never overridden. */
  overridable: boolean;
}

export interface LineEvidence {
  label: string;
  /** Work and stored materials to date with this draw. */
  completedCents: Cents;
  revisedCents: Cents;
  /** What the inspection supports to date; null when the line was not inspected. */
  supportedCents: Cents | null;
  /** Soft costs, fees and the reserve have nothing to see on site. */
  needsInspection: boolean;
  /** What was asked beyond what is paid now; zero when left out. */
  cutCents?: Cents;
}

export interface DrawEvidence {
  today: CivilDate;
  lines: readonly LineEvidence[];
  inspection: { submittedOn: CivilDate; documentId: string | null } | null;
  /** Of `inBalance`. */
  balance: { shortfallCents: Cents; shortLines: readonly string[] };
  insurance: { expiresOn: CivilDate; documentId: string | null } | null;
  /** Reports older than `maxAgeDays` are stale. */
  credit: { reportedOn: CivilDate; maxAgeDays: number; documentId: string | null } | null;
  /** Date-down of the title; `through` is the day to which the county was searched. */
  title: {
    through: CivilDate;
    maxAgeDays: number;
    exceptions: readonly string[];
    documentId: string | null;
  } | null;
  /** The building permit, and on the last draw it has to be finaled. */
  permit: { number: string; state: PermitState; documentId: string | null } | null;
  lastDraw: boolean;
  /** Of `missingWaivers`, as sentences. */
  missingWaivers: readonly string[];
  /** Numbers of other draws of the loan that are neither paid nor ended. */
  openDraws: readonly number[];
  loan: { state: LoanState; maturesOn: CivilDate };
  retainage: { expectedCents: Cents; withheldCents: Cents };
  stopNotices: readonly { claimant: string; amountCents: Cents; documentId: string | null }[];
  /** Withheld from this and earlier draws for stop notices. */
  stopNoticeWithheldCents: Cents;
}

type Verdict = { status: ConditionStatus; reason: string; documentId?: string | null };
const clear = (reason: string, documentId: string | null = null): Verdict => ({
  status: 'clear',
  reason,
  documentId,
});
const check = (reason: string, documentId: string | null = null): Verdict => ({
  status: 'check',
  reason,
  documentId,
});
const holds = (reason: string, documentId: string | null = null): Verdict => ({
  status: 'holds',
  reason,
  documentId,
});

/** Amber starts this many days before something lapses. */
const LAPSING_DAYS = 30;

/** Each condition with its reason, in the order of `CONDITION_CODES`. */
export function judgeConditions(evidence: DrawEvidence): Condition[] {
  return CONDITION_CODES.map((code) => {
    const { label, judge } = RULES[code];
    const { status, reason, documentId } = judge(evidence);
    return {
      code,
      label,
      status,
      reason,
      documentId: documentId ?? null,
      overridable: code !== 'stop_notice_withheld',
    };
  });
}

/** The conditions that hold and are not overridden; an override of one that cannot be overridden counts for nothing. */
export const holdingConditions = (
  conditions: readonly Condition[],
  overridden: ReadonlySet<ConditionCode> = new Set(),
): Condition[] =>
  conditions.filter(
    (condition) => condition.status === 'holds' && !(condition.overridable && overridden.has(condition.code)),
  );

const RULES: Record<ConditionCode, { label: string; judge: (evidence: DrawEvidence) => Verdict }> = {
  inspection_supports: { label: 'Inspection supports the amounts', judge: judgeInspection },
  in_balance: { label: 'Loan in balance', judge: judgeBalance },
  insurance_current: { label: 'Builder’s risk insurance current', judge: judgeInsurance },
  credit_current: { label: 'Credit report current', judge: judgeCredit },
  title_clear: { label: 'Title date-down clear', judge: judgeTitle },
  permit_active: { label: 'Permit active', judge: judgePermit },
  waivers_paired: { label: 'Lien waivers paired', judge: judgeWaivers },
  no_open_draw: { label: 'No prior draw open', judge: judgeOpenDraws },
  loan_performing: { label: 'Loan not matured, not in default', judge: judgeLoan },
  retainage_right: { label: 'Retainage right', judge: judgeRetainage },
  line_not_overdrawn: { label: 'No line overdrawn', judge: judgeLines },
  stop_notice_withheld: { label: 'Stop notices withheld', judge: judgeStopNotices },
};

function judgeInspection({ lines, inspection }: DrawEvidence): Verdict {
  const inspected = lines.filter((line) => line.needsInspection);
  if (inspected.length === 0) return clear('Nothing in this draw needs an inspection.');
  if (!inspection)
    return holds('No inspection report stands. Schedule a visit, or wait for the one under way.');
  const unseen = inspected.filter((line) => line.supportedCents === null);
  if (unseen.length > 0) return holds(`Not inspected: ${names(unseen)}.`, inspection.documentId);
  const over = inspected.filter((line) => line.completedCents > (line.supportedCents as Cents));
  if (over.length > 0) {
    const by = sumCents(over.map((line) => (line.completedCents - (line.supportedCents as Cents)) as Cents));
    return holds(
      `${names(over)} asks for ${formatUsd(by)} more than the inspection supports. Cut it.`,
      inspection.documentId,
    );
  }
  const cut = inspected.filter((line) => (line.cutCents ?? 0n) > 0n);
  if (cut.length > 0)
    return check(
      `${names(cut)} asked for more than the inspection supports. Cut ${formatUsd(sumCents(cut.map((line) => line.cutCents as Cents)))}.`,
      inspection.documentId,
    );
  return clear(
    `The inspection of ${formatDate(inspection.submittedOn)} supports every line.`,
    inspection.documentId,
  );
}

function judgeBalance({ balance }: DrawEvidence): Verdict {
  if (balance.shortfallCents > 0n) return holds(`${formatUsd(balance.shortfallCents)} is missing to finish.`);
  if (balance.shortLines.length > 0)
    return check(`In balance, but short on ${balance.shortLines.join(', ')}. Reallocate.`);
  return clear('The money left finishes the work.');
}

function judgeInsurance({ insurance, today }: DrawEvidence): Verdict {
  if (!insurance) return holds('There is no certificate of insurance. Ask the builder for one.');
  const { expiresOn, documentId } = insurance;
  if (expiresOn < today)
    return holds(`The policy expired ${formatDate(expiresOn)}. Ask for the renewal.`, documentId);
  if (daysBetween(today, expiresOn) <= LAPSING_DAYS)
    return check(`The policy expires ${formatDate(expiresOn)}.`, documentId);
  return clear(`Current to ${formatDate(expiresOn)}.`, documentId);
}

function judgeCredit({ credit, today }: DrawEvidence): Verdict {
  if (!credit) return holds('There is no credit report of the borrower. Order one.');
  const age = daysBetween(credit.reportedOn, today);
  if (age > credit.maxAgeDays)
    return holds(`The credit report is ${age} days old. Order a new one.`, credit.documentId);
  if (age > credit.maxAgeDays - LAPSING_DAYS) {
    return check(`The credit report goes stale in ${credit.maxAgeDays - age} days.`, credit.documentId);
  }
  return clear(`Reported ${formatDate(credit.reportedOn)}.`, credit.documentId);
}

function judgeTitle({ title, today }: DrawEvidence): Verdict {
  if (!title) return holds('There is no date-down of the title. Order one.');
  if (title.exceptions.length > 0)
    return holds(`New on title: ${title.exceptions.join(', ')}.`, title.documentId);
  const age = daysBetween(title.through, today);
  if (age > title.maxAgeDays)
    return holds(`The date-down is ${age} days old. Order a new one.`, title.documentId);
  return clear(`Clear through ${formatDate(title.through)}.`, title.documentId);
}

function judgePermit({ permit, lastDraw }: DrawEvidence): Verdict {
  if (!permit) return holds('There is no issued building permit.');
  const { number, state, documentId } = permit;
  if (state === 'finaled') return clear(`Permit ${number} is finaled.`, documentId);
  if (state !== 'issued' && state !== 'renewed') {
    return holds(`Permit ${number} is ${state.replaceAll('_', ' ')}.`, documentId);
  }
  if (lastDraw) return holds(`The last draw waits until permit ${number} is finaled.`, documentId);
  return clear(`Permit ${number} is ${state}.`, documentId);
}

function judgeWaivers({ missingWaivers }: DrawEvidence): Verdict {
  if (missingWaivers.length === 0) return clear('Every waiver is there.');
  return holds(`Missing: ${missingWaivers.join('; ')}.`);
}

function judgeOpenDraws({ openDraws }: DrawEvidence): Verdict {
  if (openDraws.length === 0) return clear('No other draw is open.');
  return holds(`Draw ${openDraws.join(', ')} is still open. Pay or end it first.`);
}

function judgeLoan({ loan, today }: DrawEvidence): Verdict {
  if (loan.state === 'default') return holds('The loan is in default.');
  if (loan.state !== 'recorded' && loan.state !== 'servicing') {
    return holds(`The loan is ${loan.state.replaceAll('_', ' ')}: it takes no draws.`);
  }
  if (loan.maturesOn <= today)
    return holds(`The loan matured ${formatDate(loan.maturesOn)}. Extend it first.`);
  if (daysBetween(today, loan.maturesOn) <= LAPSING_DAYS)
    return check(`The loan matures ${formatDate(loan.maturesOn)}.`);
  return clear(`Performing, matures ${formatDate(loan.maturesOn)}.`);
}

function judgeRetainage({ retainage: { expectedCents, withheldCents } }: DrawEvidence): Verdict {
  if (expectedCents === withheldCents) return clear(`${formatUsd(withheldCents)} is withheld to date.`);
  return holds(
    `${formatUsd(withheldCents)} is withheld to date; the terms ask for ${formatUsd(expectedCents)}.`,
  );
}

function judgeLines({ lines }: DrawEvidence): Verdict {
  const over = lines.filter((line) => line.completedCents > line.revisedCents);
  if (over.length > 0) return holds(`Overdrawn: ${names(over)}. Reallocate or cut.`);
  return clear('Every line has enough left.');
}

function judgeStopNotices({ stopNotices, stopNoticeWithheldCents }: DrawEvidence): Verdict {
  if (stopNotices.length === 0) return clear('There is no stop notice.');
  const total = sumCents(stopNotices.map((notice) => notice.amountCents));
  const documentId = stopNotices.find((notice) => notice.documentId !== null)?.documentId ?? null;
  const who = stopNotices.map((notice) => notice.claimant).join(', ');
  if (stopNoticeWithheldCents < total) {
    return holds(
      `${who}: ${formatUsd(total)} has to be withheld, ${formatUsd(stopNoticeWithheldCents)} is.`,
      documentId,
    );
  }
  return check(`${formatUsd(total)} is withheld for ${who} until released.`, documentId);
}

const names = (lines: readonly LineEvidence[]): string => lines.map((line) => line.label).join(', ');
