export type CsvColumn<Row> = {
  header: string;
  csv?: (row: Row) => string | number | bigint | null | undefined;
};

/* A cell that begins like a formula is executed by spreadsheets; the quote makes it text. Plain numbers stay numbers. */
const guard = (text: string) => (/^[=+\-@\t\r]/.test(text) && !/^-?[\d.]+$/.test(text) ? `'${text}` : text);
const quote = (text: string) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** Rows as CSV (RFC 4180, CRLF); only columns that say how (`csv`) are written. */
export function toCsv<Row>(columns: readonly CsvColumn<Row>[], rows: readonly Row[]): string {
  const written = columns.filter((column) => column.csv);
  const lines = rows.map((row) =>
    written.map((column) => quote(guard(String(column.csv!(row) ?? '')))).join(','),
  );
  return `${[written.map((column) => quote(column.header)).join(','), ...lines].join('\r\n')}\r\n`;
}

/** Hands a text to the browser as a file. */
export function downloadText(name: string, text: string, type = 'text/csv;charset=utf-8'): void {
  const url = URL.createObjectURL(new Blob(['﻿', text], { type }));
  const link = Object.assign(document.createElement('a'), { href: url, download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
