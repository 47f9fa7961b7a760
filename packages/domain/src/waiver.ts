/**
 * Which lien waivers a draw needs. Money of this draw is promised, so its payees waive on condition of being paid; money of the draw
 * before was paid, so its payees waive for good. Whoever gave preliminary notice can lien, and counts like a payee.
 */

export const WAIVER_FORMS = [
  'conditional_progress',
  'unconditional_progress',
  'conditional_final',
  'unconditional_final',
] as const;
export type WaiverForm = (typeof WAIVER_FORMS)[number];

export interface WaiverParty {
  payeeId: string;
  name: string;
}

export interface DrawPayee extends WaiverParty {
  /** The builder has already paid this invoice and is reimbursed: the payee has the money, and waives without condition at once. */
  reimbursed?: boolean;
}

export interface WaiverInput {
  drawNumber: number;
  /** The last draw of the loan asks for the final forms. */
  lastDraw: boolean;
  /** Payees of this draw. */
  payees: readonly DrawPayee[];
  /** Payees of draw n − 1; none for draw 1. */
  previousPayees: readonly DrawPayee[];
  /** Subcontractors and suppliers who gave preliminary notice. */
  noticeGivers: readonly WaiverParty[];
}

export interface RequiredWaiver extends WaiverParty {
  /** The draw whose money is waived for. */
  drawNumber: number;
  form: WaiverForm;
}

/** The waivers that draw n needs, one per payee and form, this draw's first, each in the order given. */
export function requiredWaivers(input: WaiverInput): RequiredWaiver[] {
  const { drawNumber, lastDraw } = input;
  const now = parties(input.payees, input.noticeGivers).map(
    (payee): RequiredWaiver => ({
      ...who(payee),
      drawNumber,
      form: formFor(payee.reimbursed === true, lastDraw),
    }),
  );
  if (drawNumber <= 1) return now;
  const before = parties(input.previousPayees, input.noticeGivers)
    // A reimbursed payee of the draw before waived without condition then.
    .filter((payee) => !payee.reimbursed)
    .map(
      (payee): RequiredWaiver => ({
        ...who(payee),
        drawNumber: drawNumber - 1,
        form: 'unconditional_progress',
      }),
    );
  return [...now, ...before];
}

const formFor = (paid: boolean, last: boolean): WaiverForm =>
  paid
    ? last
      ? 'unconditional_final'
      : 'unconditional_progress'
    : last
      ? 'conditional_final'
      : 'conditional_progress';

const who = ({ payeeId, name }: WaiverParty): WaiverParty => ({ payeeId, name });

/** Each party once. A payee with both a reimbursed and an unpaid invoice still has money to come: the condition stays. */
function parties(payees: readonly DrawPayee[], noticeGivers: readonly WaiverParty[]): DrawPayee[] {
  const byId = new Map<string, DrawPayee>();
  for (const payee of payees) {
    const known = byId.get(payee.payeeId);
    byId.set(payee.payeeId, {
      ...payee,
      reimbursed: payee.reimbursed === true && (known?.reimbursed ?? true),
    });
  }
  for (const giver of noticeGivers) if (!byId.has(giver.payeeId)) byId.set(giver.payeeId, giver);
  return [...byId.values()];
}

export interface WaiverOnFile {
  payeeId: string;
  drawNumber: number;
  form: WaiverForm;
}

// A stronger form serves for a weaker one: money waived for good is also waived on condition, and the whole covers a part.
const SERVES: Record<WaiverForm, readonly WaiverForm[]> = {
  conditional_progress: WAIVER_FORMS,
  unconditional_progress: ['unconditional_progress', 'unconditional_final'],
  conditional_final: ['conditional_final', 'unconditional_final'],
  unconditional_final: ['unconditional_final'],
};

/** The required waivers that neither an accepted nor an excused one on file serves. */
export const missingWaivers = (
  required: readonly RequiredWaiver[],
  onFile: readonly WaiverOnFile[],
): RequiredWaiver[] =>
  required.filter(
    (need) =>
      !onFile.some(
        (waiver) =>
          waiver.payeeId === need.payeeId &&
          waiver.drawNumber === need.drawNumber &&
          SERVES[need.form].includes(waiver.form),
      ),
  );

/** "Sample Framing LLC, conditional progress for draw 2". */
export const describeWaiver = ({ name, form, drawNumber }: RequiredWaiver): string =>
  `${name}, ${form.replaceAll('_', ' ')} for draw ${drawNumber}`;
