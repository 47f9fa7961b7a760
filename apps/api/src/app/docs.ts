import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import { openapiDocument } from './openapi.ts';

const PAGE = `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>Connect API</title><meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="/docs/swagger-ui.css"></head>
<body><div id="reference"></div><script src="/docs/swagger-ui-bundle.js"></script><script src="/docs/start.js"></script></body>
</html>`;

const START = `SwaggerUIBundle({ url: '/v1/openapi.json', dom_id: '#reference', deepLinking: true, docExpansion: 'none', defaultModelsExpandDepth: 0, filter: true, validatorUrl: null });`;

/** The contract at /v1/openapi.json and a reference to read at /docs, served from our own disk. */
export async function docsRoutes(app: FastifyInstance): Promise<void> {
  const document = JSON.stringify(await openapiDocument());
  const assets = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));
  app.get('/v1/openapi.json', (_, reply) => reply.type('application/json; charset=utf-8').send(document));
  app.get('/docs', (_, reply) => reply.type('text/html; charset=utf-8').send(PAGE));
  app.get('/docs/problems', (_, reply) => reply.redirect('/docs'));
  app.get('/docs/start.js', (_, reply) => reply.type('text/javascript; charset=utf-8').send(START));
  await app.register(fastifyStatic, {
    root: assets,
    prefix: '/docs/',
    decorateReply: false,
    index: false,
    allowedPath: (path) => /^\/swagger-ui(-bundle)?\.(css|js)$/.test(path),
  });
}
