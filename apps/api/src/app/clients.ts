import { existsSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic, { type FastifyStaticOptions } from '@fastify/static';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { notFound } from '../platform/errors.ts';
import { answerProblem } from '../platform/problems.ts';

const APPS = join(import.meta.dirname, '../../..');
const YEAR_SECONDS = 31_536_000;

/** The web app at / and the inspection app at /inspect/, built by Vite; any other page address is the web app's own. */
export async function serveClients(app: FastifyInstance): Promise<void> {
  const web = join(APPS, 'web/dist');
  const inspect = join(APPS, 'inspect/dist');
  if (existsSync(inspect))
    await app.register(fastifyStatic, {
      root: inspect,
      prefix: '/inspect/',
      decorateReply: false,
      ...options,
    });
  const built = existsSync(web);
  if (built) {
    await app.register(fastifyStatic, {
      root: web,
      prefix: '/',
      wildcard: false,
      globIgnore: ['assets/**'],
      ...options,
    });
    // Looked up when asked for: a new build brings new names while the server runs.
    await app.register(fastifyStatic, {
      root: join(web, 'assets'),
      prefix: '/assets/',
      decorateReply: false,
      ...options,
    });
  }
  app.setNotFoundHandler((request: FastifyRequest, reply: FastifyReply) => {
    const page =
      built &&
      request.method === 'GET' &&
      (request.headers.accept ?? '').includes('text/html') &&
      !/^\/(v1|auth|health|docs)(\/|$)/.test(request.url);
    if (!page) return answerProblem(notFound(), request, reply);
    if (/^\/inspect(\/|$)/.test(request.url)) return reply.sendFile('index.html', inspect);
    return reply.sendFile('index.html', web);
  });
}

const options: Pick<FastifyStaticOptions, 'preCompressed' | 'cacheControl' | 'setHeaders'> = {
  preCompressed: true,
  cacheControl: false,
  setHeaders(reply, path) {
    const forever = /\/assets\//.test(path);
    reply.header('cache-control', forever ? `public, max-age=${YEAR_SECONDS}, immutable` : 'no-cache');
  },
};
