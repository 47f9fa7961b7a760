import { type DestinationStream, type Logger, pino } from 'pino';

/** The program's log: JSON lines with request ids. Bodies, headers and query strings are never logged, so no secret or personal data is. */
export function makeLog(level: string, destination?: DestinationStream): Logger {
  const options = {
    level,
    base: undefined,
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: {
      paths: ['*.password', '*.token', '*.authorization', '*.cookie', '*.email', 'email'],
      censor: '[hidden]',
    },
  };
  return destination ? pino(options, destination) : pino(options);
}
