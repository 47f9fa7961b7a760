import { ChartFrame } from '@connect/ui/chart-frame';
import { Stacked } from '@connect/ui/page';
import { Bars, StackedBars } from '@connect/ui/stacked-bars';
import { TimeChart } from '@connect/ui/time-chart';

const MONTHS = [
  '2026-07-15',
  '2026-08-15',
  '2026-09-15',
  '2026-10-15',
  '2026-11-15',
  '2026-12-15',
  '2027-01-15',
  '2027-02-15',
  '2027-03-15',
  '2027-04-15',
  '2027-05-15',
];
const STEPS = [540, 541, 601, 692, 779, 869, 950, 1040, 1110, 1165];

/** The charts of our own. */
export function ChartsSection() {
  const principal = [
    '2026-06-15',
    '2026-07-01',
    '2026-08-04',
    '2026-09-03',
    '2026-10-02',
    '2026-11-04',
    '2026-12-02',
    '2027-01-04',
    '2027-02-03',
    '2027-03-03',
  ].map((date, at) => ({ date, value: STEPS[at]! * 100_000 }));
  const span = { from: '2026-06-15', to: '2027-06-15', today: '2026-11-23' };
  return (
    <Stacked>
      <ChartFrame
        title="Principal, interest and reserve"
        note="Solid: posted. Dashed and pale: forecast from the draw schedule of Nov 20."
        table={{
          columns: ['Date', 'Principal'],
          rows: principal.map((point) => [point.date, point.value / 100]),
        }}
      >
        <TimeChart
          {...span}
          months={false}
          limit={{ value: 127_500_000, label: 'Loan $1.275M' }}
          series={[
            { key: 'p', label: 'Principal', color: 'principal', kind: 'step', area: true, points: principal },
          ]}
        />
        <TimeChart
          {...span}
          height={150}
          marks={[
            { date: '2027-03-03', label: 'Reserve runs out Mar 3', tone: 'look' },
            { date: '2027-03-26', label: 'Completion Mar 26' },
          ]}
          series={[
            {
              key: 'b',
              label: 'Interest billed',
              color: 'interest',
              kind: 'bars',
              points: MONTHS.map((date, at) => ({ date, value: 400_000 + at * 45_000 })),
            },
            {
              key: 'r',
              label: 'Interest reserve',
              color: 'reserve',
              kind: 'line',
              points: [
                { date: '2026-06-15', value: 5_200_000 },
                { date: '2026-10-01', value: 3_900_000 },
                { date: '2026-11-23', value: 2_981_929 },
                { date: '2027-03-03', value: 0 },
              ],
            },
          ]}
        />
      </ChartFrame>
      <ChartFrame
        title="Draws by age, and who they wait for"
        table={{ columns: ['Age', 'Us', 'Inspector'], rows: [['0 to 2 days', 3, 1]] }}
      >
        <StackedBars
          parts={[
            { key: 'us', label: 'Us', color: 'principal' },
            { key: 'inspector', label: 'Inspector', color: 'mid' },
            { key: 'builder', label: 'Builder', color: 'other' },
            { key: 'title', label: 'Title', color: 'interest' },
          ]}
          rows={[
            { key: '0', label: '0 to 2 days', values: { us: 3, inspector: 1, builder: 1 } },
            { key: '3', label: '3 to 5 days', values: { us: 1, inspector: 2, builder: 1, title: 1 } },
            { key: '6', label: '6 to 9 days', values: { us: 1, builder: 1, title: 1 } },
            { key: '10', label: '10 days or more', values: { inspector: 1 } },
          ]}
        />
      </ChartFrame>
      <ChartFrame
        title="Principal by market"
        table={{ columns: ['Market', 'Principal'], rows: [['Seattle', '$120.4M']] }}
      >
        <Bars
          rows={[
            { key: 's', label: 'Seattle', value: 120.4, text: '$120.4M' },
            { key: 'p', label: 'Phoenix', value: 65.8, text: '$65.8M' },
          ]}
        />
      </ChartFrame>
    </Stacked>
  );
}
