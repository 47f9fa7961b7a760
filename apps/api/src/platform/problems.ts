import { GuardFailed, IllegalMove, MoveForbidden, ReasonMissing } from '@connect/domain/machine';
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { invalid, Problem } from './errors.ts';

const TITLES: Record<number, string> = {
  400: 'Malformed request',
  401: 'Not signed in',
  403: 'Not allowed',
  404: 'Not found',
  405: 'Method not allowed',
  408: 'Too slow',
  409: 'Conflict',
  410: 'No longer valid',
  412: 'Changed meanwhile',
  413: 'Too large',
  414: 'Address too long',
  415: 'Unsupported media type',
  422: 'Fields to correct',
  428: 'Version required',
  429: 'Too many requests',
  431: 'Headers too large',
  500: 'Our fault',
  503: 'Not available',
};

/** What PostgreSQL refuses because of the caller's input, should it ever pass validation: a 4xx, never a 5xx. */
const FROM_DATABASE: Record<string, [number, string, string]> = {
  '22021': [422, 'invalid_fields', 'Text holds a character that cannot be stored.'],
  '22P05': [422, 'invalid_fields', 'Text holds a character that cannot be stored.'],
  '22003': [422, 'invalid_fields', 'A number is out of range.'],
  // A cursor that was made up holds values of another kind than the sort's; nothing else reaches the database unparsed.
  '22007': [400, 'malformed', 'A value could not be read as what it should be.'],
  '22008': [400, 'malformed', 'A value could not be read as what it should be.'],
  '22P02': [400, 'malformed', 'A value could not be read as what it should be.'],
  '23505': [409, 'already_exists', 'There is already such a record.'],
  '23503': [422, 'invalid_fields', 'A referenced record does not exist.'],
  '55P03': [409, 'busy', 'Somebody is changing this record right now. Try again.'],
  '40001': [409, 'busy', 'Somebody is changing this record right now. Try again.'],
  '40P01': [409, 'busy', 'Somebody is changing this record right now. Try again.'],
  '57014': [503, 'timeout', 'The database did not answer in time. Nothing was changed.'],
};

/** Renders whatever was thrown as an RFC 9457 problem document. */
export function answerProblem(
  error: FastifyError | Error,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  const problem = asProblem(error);
  if (problem.status >= 500)
    request.log.error(
      {
        reqId: request.id,
        err: { message: error.message, code: (error as FastifyError).code, stack: error.stack },
      },
      'request failed',
    );
  return reply
    .code(problem.status)
    .headers(problem.headers)
    .type('application/problem+json; charset=utf-8')
    .send(
      JSON.stringify({
        type: `/docs/problems#${problem.code}`,
        title: TITLES[problem.status] ?? 'Error',
        status: problem.status,
        code: problem.code,
        detail: problem.message,
        requestId: request.id,
        ...problem.extra,
      }),
    );
}

function asProblem(error: FastifyError | Error): Problem {
  if (error instanceof Problem) return error;
  if (error instanceof IllegalMove)
    return new Problem(409, error.code, error.message, { legalMoves: error.legal });
  if (error instanceof MoveForbidden) return new Problem(403, error.code, error.message);
  if (error instanceof GuardFailed)
    return new Problem(409, error.code, error.reason, { legalMoves: error.legal });
  if (error instanceof ReasonMissing) return invalid('/reason', error.message);
  const { statusCode, code } = error as FastifyError;
  if (code === 'FST_ERR_HANDLER_TIMEOUT') return tookTooLong();
  const known = code ? FROM_DATABASE[code] : undefined;
  if (known) return new Problem(known[0], known[1], known[2]);
  if (statusCode === 429) return new Problem(429, 'too_many_requests', error.message);
  if (statusCode === 415) return new Problem(415, 'unsupported_media_type', 'Send application/json.');
  if (statusCode === 413)
    return new Problem(413, 'too_large', 'The request is larger than this operation takes.');
  if (statusCode && statusCode >= 400 && statusCode < 500)
    return new Problem(
      statusCode,
      'malformed',
      'The request could not be read: it is not valid JSON or not valid HTTP.',
    );
  return new Problem(
    500,
    'internal',
    'Something failed on our side. Nothing was changed. Try again; if it stays, give us the request id.',
  );
}

/** The work goes on although its answer is given up. The rest of a body that still arrives is not waited for. */
const tookTooLong = (): Problem =>
  new Problem(
    503,
    'timeout',
    'This took too long. It may still have happened; repeat with the same Idempotency-Key.',
    {},
    { connection: 'close' },
  );
