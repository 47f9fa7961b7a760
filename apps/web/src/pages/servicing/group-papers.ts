import type { DrawPaper } from './types.ts';

export type PaperGroup = { key: string; papers: { paper: DrawPaper; key: string }[] };

/** Waivers of one form that are all in are one line; what is missing stands by itself, and first. */
export function groupPapers(papers: readonly { paper: DrawPaper; key: string }[]): PaperGroup[] {
  const groups: PaperGroup[] = [];
  for (const entry of papers) {
    const { paper } = entry;
    const paired = paper.kind === 'lien_waiver' && paper.isIn;
    const key = paired ? `${paper.title} ${paper.waiverState}` : entry.key;
    const known = paired ? groups.find((group) => group.key === key) : undefined;
    if (known) known.papers.push(entry);
    else groups.push({ key, papers: [entry] });
  }
  const missing = (group: PaperGroup) => (group.papers[0]!.paper.isIn ? 1 : 0);
  return groups.toSorted((a, b) => missing(a) - missing(b));
}
