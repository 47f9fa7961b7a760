import { createReadStream } from 'node:fs';
import { fileTypeFromFile } from 'file-type';
import { Problem } from '../../../platform/errors.ts';

/** What we take in, by what the bytes are, never by what the sender calls them. */
const ALLOWED = new Set([
  'application/pdf',
  'image/png',
  'image/jpeg',
  'image/webp',
  'image/heic',
  'image/heif',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
]);
/** What sharp can decode: others have no thumbnail. */
const PICTURES = new Set(['image/png', 'image/jpeg', 'image/webp']);
export const isPicture = (mediaType: string): boolean => PICTURES.has(mediaType);

const refused = (): Problem =>
  new Problem(
    415,
    'file_type_not_allowed',
    'This kind of file is not taken. Send a PDF, a picture (PNG, JPEG, WebP, HEIC), DOCX, XLSX, CSV or plain text.',
  );

/** The media type of a file on disk by its content. Throws 415 for all that is not on the list: HTML, SVG, programs, archives. */
export async function mediaTypeOf(path: string, fileName: string): Promise<string> {
  const found = await fileTypeFromFile(path).catch(() => undefined);
  if (found) {
    if (!ALLOWED.has(found.mime)) throw refused();
    return found.mime;
  }
  if (!/\.(csv|txt)$/i.test(fileName) || !(await isPlainText(path))) throw refused();
  return /\.csv$/i.test(fileName) ? 'text/csv' : 'text/plain';
}

/** UTF-8 without control characters that does not open like markup, which a browser might take for a page. */
async function isPlainText(path: string): Promise<boolean> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let first = true;
  try {
    for await (const chunk of createReadStream(path)) {
      const text = decoder.decode(chunk as Buffer, { stream: true });
      // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not be there
      if (/[\u0000-\u0008\u000e-\u001f\u007f]/.test(text)) return false;
      if (first && /^\s*</.test(text)) return false;
      if (text.trim() !== '') first = false;
    }
    decoder.decode();
    return true;
  } catch {
    return false;
  }
}
