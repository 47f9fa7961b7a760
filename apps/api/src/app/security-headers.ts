import helmet, { type FastifyHelmetOptions } from '@fastify/helmet';
import fastify from 'fastify';
import type { Config } from '../platform/config.ts';

/**
 * The security headers of every answer. Helmet would put them together anew for each request, although they never change:
 * here it answers one request of its own, and what it set is kept.
 */
export async function securityHeaders(config: Config): Promise<Record<string, string>> {
  const bare = await headersOf();
  const full = await headersOf(options(config));
  return Object.fromEntries(Object.entries(full).filter(([name]) => !(name in bare)));
}

async function headersOf(options?: FastifyHelmetOptions): Promise<Record<string, string>> {
  const app = fastify();
  if (options) await app.register(helmet, options);
  app.get('/', () => '');
  const { headers } = await app.inject('/');
  await app.close();
  return headers as Record<string, string>;
}

function options(config: Config): FastifyHelmetOptions {
  return {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        // Mantine writes style attributes and one style element for its theme variables.
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:', 'blob:'],
        fontSrc: ["'self'"],
        connectSrc: ["'self'"],
        manifestSrc: ["'self'"],
        workerSrc: ["'self'"],
        frameSrc: ["'self'", 'blob:'],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
        baseUri: ["'none'"],
        ...(config.production ? { upgradeInsecureRequests: [] } : {}),
      },
    },
    strictTransportSecurity: config.production
      ? { maxAge: 63_072_000, includeSubDomains: true, preload: true }
      : false,
    crossOriginOpenerPolicy: { policy: 'same-origin' },
    crossOriginResourcePolicy: { policy: 'same-origin' },
    crossOriginEmbedderPolicy: false,
    referrerPolicy: { policy: 'no-referrer' },
    frameguard: { action: 'deny' },
  };
}
