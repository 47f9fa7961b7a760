import { subjectHref, subjectName } from './words.ts';

export type AboutProps = {
  type: string | null;
  id: string | null;
  projectId: string | null;
  /** The project's address, once it is known. */
  address?: string | undefined;
};

/** What a document, message or task is about, as a link to it. */
export function About({ type, id, projectId, address }: AboutProps) {
  const href = subjectHref({ type, id, projectId });
  if (!type && !address) return '–';
  const text = type === 'project' || type === null ? (address ?? 'Project') : subjectName(type);
  const place = type !== 'project' && type !== null && address ? ` ${address}` : '';
  // The whole of it is the link: one inside other words could only be told by its colour.
  return href ? <a href={href}>{text + place}</a> : text + place;
}
