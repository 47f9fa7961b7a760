import { expect, test } from 'vitest';
import { toCsv } from './csv.ts';

test('a cell that looks like a formula stays text, a negative figure stays a figure', () => {
  const columns = [
    { header: 'Name', csv: (row: { name: string }) => row.name },
    { header: 'Amount', csv: () => '-175.00' },
    { header: 'Hidden' },
  ];
  expect(toCsv(columns, [{ name: '=HYPERLINK("x")' }, { name: 'Sample, LLC' }])).toBe(
    'Name,Amount\r\n"\'=HYPERLINK(""x"")",-175.00\r\n"Sample, LLC",-175.00\r\n',
  );
});
