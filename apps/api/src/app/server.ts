import cookie from '@fastify/cookie';
import cors from '@fastify/cors';
import multipart from '@fastify/multipart';
import fastify, {
  type FastifyBaseLogger,
  type FastifyError,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  LogController,
} from 'fastify';
import type { Redis } from 'ioredis';
import type { Logger } from 'pino';
import { makeAuthenticator } from '../modules/identity/index.ts';
import type { Config } from '../platform/config.ts';
import { FILE_TIMEOUT_MS, mount, newRequestId } from '../platform/http.ts';
import { answerProblem } from '../platform/problems.ts';
import { asksApi } from './api-address.ts';
import { serveClients } from './clients.ts';
import { docsRoutes } from './docs.ts';
import { operations } from './modules.ts';
import { limitRates } from './rate-limits.ts';
import { recordRefusal } from './refusals.ts';
import { securityHeaders } from './security-headers.ts';

const REQUEST_TIMEOUT_MS = 30_000;

/** The HTTP server with every operation mounted; it listens on nothing yet. */
export async function createServer(config: Config, log: Logger, redis?: Redis): Promise<FastifyInstance> {
  const app = fastify({
    loggerInstance: log as FastifyBaseLogger,
    logController: new LogController({ disableRequestLogging: true }),
    // A logger of its own for each request costs more than the two lines that name the request's id themselves.
    childLoggerFactory: (logger) => logger,
    genReqId: newRequestId,
    requestIdHeader: false,
    trustProxy: config.trustProxy === false ? false : config.trustProxy,
    // For headers and body together; a body that is no file must be there within the handler's time.
    requestTimeout: FILE_TIMEOUT_MS,
    http: { headersTimeout: REQUEST_TIMEOUT_MS },
    handlerTimeout: REQUEST_TIMEOUT_MS,
    connectionTimeout: REQUEST_TIMEOUT_MS,
    bodyLimit: 262_144,
    routerOptions: { maxParamLength: 500, caseSensitive: true, ignoreTrailingSlash: false },
    return503OnClosing: true,
    frameworkErrors: answerUnreadable,
  });
  app.setErrorHandler(answerProblem);
  const steady = await securityHeaders(config);
  app.addHook('onRequest', (request, reply, done) => {
    reply.headers(steady).header('x-request-id', request.id);
    if (asksApi(request)) reply.header('cache-control', 'no-store');
    done();
  });
  app.addHook('onResponse', (request, reply, done) => {
    request.log.info(
      {
        reqId: request.id,
        method: request.method,
        route: request.routeOptions.url ?? 'unknown',
        status: reply.statusCode,
        ms: Math.round(reply.elapsedTime),
      },
      'request',
    );
    done();
  });
  endConnectionsOnClosing(app);
  await app.register(cors, {
    origin: config.corsOrigins,
    credentials: true,
    exposedHeaders: ['etag', 'x-request-id', 'retry-after'],
  });
  await app.register(cookie);
  await app.register(multipart, {
    limits: { fileSize: 100 * 1024 * 1024, files: 1, fields: 10, fieldSize: 10_000, parts: 12 },
  });
  acceptForms(app);
  const authenticate = makeAuthenticator(config);
  await limitRates(app, config, authenticate, redis);
  for (const op of operations) mount(app, op, { authenticate, refused: recordRefusal });
  await docsRoutes(app);
  await serveClients(app);
  return app;
}

/**
 * What was begun before the stop is finished, and its connection with it: kept alive for a next request, it would hold the
 * process for another minute.
 */
function endConnectionsOnClosing(app: FastifyInstance): void {
  app.addHook('preClose', async () => {
    const sweep = setInterval(() => app.server.closeIdleConnections(), 50);
    app.server.once('close', () => clearInterval(sweep));
    if (!app.server.listening) clearInterval(sweep);
  });
}

/** An address that cannot be read reaches no route and no hook, so its answer gets its headers here. */
function answerUnreadable(error: FastifyError, request: FastifyRequest, reply: FastifyReply): void {
  reply.headers({
    'x-request-id': request.id,
    'cache-control': 'no-store',
    'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
    'x-content-type-options': 'nosniff',
  });
  answerProblem(error, request, reply);
}

/** OAuth clients post forms (RFC 6749 § 4.3.2); a repeated field is refused by validation, since it becomes a list. */
function acceptForms(app: FastifyInstance): void {
  app.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string', bodyLimit: 16_384 },
    async (_: unknown, body: string | Buffer) => {
      const fields = new URLSearchParams(body.toString());
      return Object.fromEntries(
        [...new Set(fields.keys())].map((key) => {
          const values = fields.getAll(key);
          return [key, values.length === 1 ? values[0] : values];
        }),
      );
    },
  );
}
