import { randomUUID } from 'node:crypto';
import type { Response } from 'light-my-request';
import type { SignedIn } from './actors.ts';

export interface TestFile {
  name: string;
  bytes: Uint8Array | string;
  /** What the sender claims; the server judges by content. */
  type?: string;
  /** The name of the part; `file` unless a test is about it. */
  part?: string;
}

/** The smallest PDF that says what it is, with a text of its own so that its hash differs. */
export const samplePdf = (text = 'Sample'): TestFile => ({
  name: 'sample.pdf',
  bytes: `%PDF-1.4\n% ${text}\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n`,
});

/** POSTs a form with fields and a file, as a browser does. */
export function upload(
  who: Pick<SignedIn, 'call'>,
  url: string,
  fields: Record<string, string>,
  file?: TestFile,
  key?: string,
): Promise<Response> {
  const boundary = `----${randomUUID()}`;
  const parts = Object.entries(fields).map(
    ([name, value]) => `--${boundary}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  );
  const body = Buffer.concat([
    Buffer.from(parts.join('')),
    ...(file
      ? [
          Buffer.from(
            `--${boundary}\r\ncontent-disposition: form-data; name="${file.part ?? 'file'}"; filename="${file.name}"\r\ncontent-type: ${file.type ?? 'application/octet-stream'}\r\n\r\n`,
          ),
          Buffer.from(file.bytes),
          Buffer.from('\r\n'),
        ]
      : []),
    Buffer.from(`--${boundary}--\r\n`),
  ]);
  const headers = { 'content-type': `multipart/form-data; boundary=${boundary}` };
  return who.call('POST', url, { body, headers, ...(key ? { key } : {}) });
}
