/** AIA-style applications for payment, in cents or in dollars, one of them filled in wrongly. */
import { type Cents, cents } from '../../src/money.ts';
import { type ApplicationSummary, checkApplication, payApplication } from '../../src/pay-application.ts';
import { roundedRate } from '../../src/rate.ts';
import { Rational } from '../../src/rational.ts';
import { decimal, wholeCents } from './decimal.ts';
import { type ConformanceCase, differs, type Suite } from './outcome.ts';

interface Line {
  scheduled?: number;
  C?: number;
  D?: number;
  E?: number;
  F?: number;
  G?: number;
  I?: number;
}
interface G702 {
  id: string;
  input: { linesCents?: Line[]; g703?: Line[]; retainagePct?: number } & Record<string, unknown>;
  expected: Record<string, number>;
}

type SummaryLine = keyof ApplicationSummary;

export const g702: Suite = {
  file: 'aia-g702.json',
  variable: 'G702_CASES',
  read: ({ cases }: { cases: G702[] }): ConformanceCase[] =>
    cases.map((each) => ({
      name: each.id,
      answeredBy: claims(each).length > 0 ? 'checkApplication' : 'payApplication',
      check: () => wrong(each),
    })),
};

function wrong(each: G702): string[] {
  const { application, money } = read(each);
  const { summary } = payApplication(application);
  const claimed = claims(each);
  const found = checkApplication(
    application,
    claimed.length > 0 ? claimedLines(each, money) : ({} as Partial<ApplicationSummary>),
  );
  return [
    ...differs(
      'lines in error',
      found.map(({ line }) => line),
      claimed,
    ),
    ...Object.entries(each.expected).flatMap(([name, value]) => {
      const [, line, what] = /^(line\d)(?:_(correct|error))?$/.exec(name) ?? [];
      if (!line || !(line in summary)) return [`${name} is nothing of ours`];
      const mismatch = found.find((mistake) => mistake.line === line);
      const ours =
        what === 'error'
          ? mismatch?.differenceCents
          : what
            ? mismatch?.correctCents
            : summary[line as SummaryLine];
      return differs(name, ours, money(value));
    }),
  ];
}

/** Lines that the case says were claimed wrongly. */
const claims = ({ input }: G702): SummaryLine[] =>
  Object.keys(input).flatMap((name) => (/^(line\d)_claimed$/.exec(name)?.[1] as SummaryLine) ?? []);

/** The form as it was filled in. */
function claimedLines({ input }: G702, money: (value: unknown) => Cents): Partial<ApplicationSummary> {
  return Object.fromEntries(
    Object.entries(input).flatMap(([name, value]) => {
      const line = /^(line\d)(?:_claimed)?$/.exec(name)?.[1];
      return line ? [[line, money(value)]] : [];
    }),
  );
}

/** Cases with a g703 are in dollars. */
function read({ input }: G702) {
  const money = (value: unknown): Cents => (input.g703 ? wholeCents(value ?? 0) : cents(Number(value ?? 0)));
  return {
    money,
    application: {
      originalContractCents: money(input.originalContractCents ?? input.line1),
      netChangesCents: money(input.netChangeOrdersCents ?? input.line2),
      previousCertificatesCents: money(input.previousCertificatesCents ?? input.line7),
      lines: (input.linesCents ?? input.g703 ?? []).map((line) => ({
        scheduledCents: money(line.scheduled ?? line.C),
        previousCents: money(line.D),
        thisPeriodCents: money(line.E),
        storedCents: money(line.F),
        retainageRate: roundedRate(retainage(input.retainagePct, line)),
      })),
    },
  };
}

/** The share that the case names, else the one in its lines. */
function retainage(percent: number | undefined, { G, I }: Line): Rational {
  if (percent !== undefined) return decimal(percent).dividedBy(Rational.of(100));
  if (!G || I === undefined) throw new RangeError('The case names no retainage.');
  return decimal(I).dividedBy(decimal(G));
}
