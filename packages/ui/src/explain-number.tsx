import { CopyButton, Popover } from '@mantine/core';
import { IconCheck, IconCopy, IconX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useState } from 'react';
import styles from './explain-number.module.css';

export type Explanation = {
  title: string;
  /** The rule in words, a line each: "Principal × 9.00% × days ÷ 360." */
  formula: readonly string[];
  /** Headers of the segment columns; the first is text, the others are figures. */
  columns?: readonly string[];
  /** The segments, as they are added up, before any rounding. */
  rows?: readonly (readonly ReactNode[])[];
  /** "Sum, rounded once" and the figure. */
  sum?: { label: string; value: ReactNode };
  /** Where it comes from: postings, the note's section, the terms. */
  sources?: readonly { label: string; href: string }[];
  /** Plain text for the clipboard. */
  copy?: string;
};

/** A figure that can say why: a dashed underline opens the formula, the segments, the exact sum, its one rounding and the sources. */
export function ExplainNumber({ children, explanation }: { children: ReactNode; explanation: Explanation }) {
  const [opened, setOpened] = useState(false);
  return (
    <Popover
      opened={opened}
      onChange={setOpened}
      width={400}
      position="bottom"
      withArrow
      trapFocus
      returnFocus
    >
      <Popover.Target>
        <button type="button" className={styles.figure} onClick={() => setOpened(!opened)}>
          {children}
        </button>
      </Popover.Target>
      <Popover.Dropdown className={styles.box} aria-label={explanation.title}>
        <div className={styles.head}>
          <h3>{explanation.title}</h3>
          <button type="button" className={styles.close} aria-label="Close" onClick={() => setOpened(false)}>
            <IconX size={16} stroke={1.75} />
          </button>
        </div>
        {explanation.formula.map((line) => (
          <p key={line} className={styles.line}>
            {line}
          </p>
        ))}
        {explanation.rows?.length ? <Segments explanation={explanation} /> : null}
        <div className={styles.foot}>
          {explanation.sources?.map((source) => (
            <a key={source.label} href={source.href}>
              {source.label}
            </a>
          ))}
          {explanation.copy ? <CopyText text={explanation.copy} /> : null}
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}

function Segments({ explanation }: { explanation: Explanation }) {
  const { columns, rows = [], sum } = explanation;
  const width = rows[0]?.length ?? 1;
  return (
    <table className={styles.segments}>
      {columns ? (
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
      ) : null}
      <tbody>
        {rows.map((row, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: segments stand in the order of time
          <tr key={at}>
            {row.map((cell, column) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: columns do not move
              <td key={column}>{cell}</td>
            ))}
          </tr>
        ))}
      </tbody>
      {sum ? (
        <tfoot>
          <tr>
            <th scope="row" colSpan={Math.max(width - 1, 1)}>
              {sum.label}
            </th>
            <td>{sum.value}</td>
          </tr>
        </tfoot>
      ) : null}
    </table>
  );
}

function CopyText({ text }: { text: string }) {
  return (
    <CopyButton value={text}>
      {({ copied, copy }) => (
        <button type="button" className={styles.copy} onClick={copy}>
          {copied ? <IconCheck size={16} stroke={1.75} /> : <IconCopy size={16} stroke={1.75} />}
          {copied ? 'Copied' : 'Copy'}
        </button>
      )}
    </CopyButton>
  );
}
