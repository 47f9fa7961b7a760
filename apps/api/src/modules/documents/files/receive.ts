import type { MultipartFile, MultipartValue } from '@fastify/multipart';
import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { FileTooLarge, files, type Staged } from '../../../integrations/files/port.ts';
import { invalid, malformed, Problem } from '../../../platform/errors.ts';
import { parseBody } from '../../../platform/validate.ts';
import { mediaTypeOf } from './media-type.ts';

const LIMIT_BYTES = 100 * 1024 * 1024;
const NAME_LENGTH = 150;

export interface Received<F> {
  fields: F;
  file: Staged & { fileName: string; mediaType: string };
}

/**
 * Takes in a form with one file, streamed to disk while it is hashed and measured, then typed by content; hands both to
 * `use` and leaves nothing behind. Throws 400, 413, 415, 422 by field.
 */
export async function receive<F, R>(
  request: FastifyRequest,
  schema: z.ZodType<F>,
  use: (received: Received<F>) => Promise<R>,
): Promise<R> {
  if (!request.isMultipart())
    throw new Problem(415, 'unsupported_media_type', 'Send multipart/form-data with one file.');
  const { values, file } = await readParts(request);
  try {
    const fields = parseBody(schema, values);
    if (!file) throw invalid('/file', 'Required.');
    if (file.sizeBytes === 0) throw invalid('/file', 'The file is empty.');
    const fileName = safeName(file.name);
    return await use({
      fields,
      file: { ...file, fileName, mediaType: await mediaTypeOf(file.path, fileName) },
    });
  } finally {
    await file?.discard();
  }
}

interface Parts {
  values: Record<string, unknown>;
  file: (Staged & { name: string }) | undefined;
}

async function readParts(request: FastifyRequest): Promise<Parts> {
  const parts: Parts = { values: {}, file: undefined };
  const options = { limits: { fileSize: LIMIT_BYTES + 1 }, throwFileSizeLimit: false };
  try {
    for await (const part of request.parts(options)) await take(part, parts);
  } catch (error) {
    await parts.file?.discard();
    throw asProblem(error);
  }
  return parts;
}

async function take(part: MultipartFile | MultipartValue, parts: Parts): Promise<void> {
  if (part.type === 'file') {
    if (part.fieldname !== 'file') {
      part.file.resume();
      throw invalid(`/${part.fieldname}`, 'Unknown field. The file is sent as "file".');
    }
    parts.file = { ...(await files().stage(part.file, LIMIT_BYTES)), name: part.filename };
    return;
  }
  const { fieldname, value } = part;
  // A field sent twice becomes a list, which no field's rule accepts.
  parts.values[fieldname] = fieldname in parts.values ? [parts.values[fieldname], value] : value;
}

function asProblem(error: unknown): unknown {
  if (error instanceof Problem) return error;
  if (error instanceof FileTooLarge)
    return new Problem(413, 'too_large', `The file is larger than ${error.limitBytes / 1024 / 1024} MB.`);
  const { code = '', statusCode } = error as { code?: string; statusCode?: number };
  if (statusCode === 413)
    return new Problem(413, 'too_large', 'The form has more parts than an upload needs: one file.');
  // Errors of the file system are ours; all others speak of the form.
  return /^E[A-Z]+$/.test(code) && code !== 'ECONNRESET' ? error : malformed('The form could not be read.');
}

/** The sender's name for the file without folders. Throws 422 where it cannot be stored. */
function safeName(name: string | undefined): string {
  const base = (name ?? '').split(/[\\/]/).at(-1)?.trim() ?? '';
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not be there
  if (!base.isWellFormed() || /[\u0000-\u001f\u007f]/.test(base))
    throw invalid('/file', "The file's name holds a character that cannot be stored.");
  if (base === '' || base === '.' || base === '..') throw invalid('/file', 'The file needs a name.');
  if (base.length <= NAME_LENGTH) return base;
  const end = /\.\w{1,8}$/.exec(base)?.[0] ?? '';
  return [...base].slice(0, NAME_LENGTH - end.length).join('') + end;
}
