/** Getting a document's bytes: opened in a tab of its own where the browser can show it, else saved. */
import { api } from './api.ts';
import { toast } from './toasts.ts';
import { asProblem } from './use-submit.ts';

/* What a browser shows without running anything in it. */
const SHOWN = new Set(['application/pdf', 'image/png', 'image/jpeg', 'image/webp']);

export const canOpen = (mediaType: string): boolean => SHOWN.has(mediaType);

const content = (id: string, number?: number) =>
  api.download(`/v1/documents/${encodeURIComponent(id)}/content`, { query: { number } });

/** Shows the newest version, or the one named, in a new tab. */
export async function openDocument(id: string, number?: number): Promise<void> {
  // Opened at the click itself: a tab that opens after an answer counts as a pop-up.
  const tab = window.open('', '_blank');
  try {
    const url = URL.createObjectURL(await content(id, number));
    if (tab) tab.location.href = url;
    setTimeout(() => URL.revokeObjectURL(url), 60_000);
  } catch (error) {
    tab?.close();
    refused(error);
  }
}

/** Saves the newest version, or the one named, under its own file name. */
export async function downloadDocument(id: string, fileName: string, number?: number): Promise<void> {
  try {
    const url = URL.createObjectURL(await content(id, number));
    Object.assign(document.createElement('a'), { href: url, download: fileName }).click();
    setTimeout(() => URL.revokeObjectURL(url), 10_000);
  } catch (error) {
    refused(error);
  }
}

const refused = (error: unknown) =>
  toast({ tone: 'hold', title: 'The document could not be opened', children: asProblem(error).detail });
