import { createPrivateKey } from 'node:crypto';
import { z } from 'zod';

/**
 * Everything the program reads from its environment, in one place. Each part has an embedded default that a
 * single variable replaces by the real server; production accepts no default secret and names all that is missing at once.
 */
const Env = z.object({
  NODE_ENV: z.enum(['development', 'test', 'production']).default('development'),
  HOST: z.string().default('127.0.0.1'),
  PORT: z.coerce.number().int().min(0).max(65535).default(3000),
  PUBLIC_URL: z.url().optional(),
  DATABASE_URL: z.string().min(1),
  DATABASE_OWNER_URL: z.string().min(1).optional(),
  REDIS_URL: z.string().min(1).optional(),
  CONNECT_DATA: z.string().default('.connect'),
  CONNECT_ROLE: z.enum(['all', 'api', 'worker']).default('all'),
  CONNECT_DEMO: z.stringbool().default(false),
  BOOK_TIME_ZONE: z.string().refine(isTimeZone, 'no such time zone').default('America/Los_Angeles'),
  DATABASE_POOL: z.coerce.number().int().min(1).max(200).default(16),
  /** PKCS#8 PEM of an EC P-256 key; the public half is published at /.well-known/jwks.json. */
  JWT_PRIVATE_KEY: z
    .string()
    .transform((pem) => pem.replaceAll('\\n', '\n'))
    .refine(isSigningKey, 'not the PEM of a private EC P-256 key'),
  /** `keyId:base64key[,olderId:base64key…]`; the first encrypts, all decrypt. */
  DATA_KEYS: z.string().refine((keys) => keys.split(',').every(isDataKey), 'id:base64 of 32 bytes'),
  CORS_ORIGINS: z.string().default(''),
  TRUST_PROXY: z.string().default(''),
  LOG_LEVEL: z.enum(['silent', 'fatal', 'error', 'warn', 'info', 'debug']).default('info'),
  RATE_LIMIT_FACTOR: z.coerce.number().positive().default(1),
});

function isTimeZone(name: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat('en-US', { timeZone: name }));
  } catch {
    return false;
  }
}

function isSigningKey(pem: string): boolean {
  try {
    const { asymmetricKeyType, asymmetricKeyDetails } = createPrivateKey(pem);
    return asymmetricKeyType === 'ec' && asymmetricKeyDetails?.namedCurve === 'prime256v1';
  } catch {
    return false;
  }
}

function isDataKey(text: string): boolean {
  const [, key] = /^[\w-]+:([A-Za-z0-9+/]{43}=?)$/.exec(text) ?? [];
  return key !== undefined && Buffer.from(key, 'base64').length === 32;
}

export interface Config {
  production: boolean;
  host: string;
  port: number;
  publicUrl: string;
  databaseUrl: string;
  databaseOwnerUrl: string;
  redisUrl: string | undefined;
  dataDir: string;
  role: 'all' | 'api' | 'worker';
  demo: boolean;
  bookTimeZone: string;
  poolSize: number;
  jwtPrivateKey: string;
  dataKeys: string;
  corsOrigins: string[];
  trustProxy: string[] | false;
  logLevel: string;
  rateLimitFactor: number;
}

/** Thrown once with every missing or forbidden setting, so that an operator mends them in one go. */
export class ConfigError extends Error {
  readonly problems: string[];
  constructor(problems: string[]) {
    super(`Settings to mend:\n${problems.map((line) => `  - ${line}`).join('\n')}`);
    this.problems = problems;
  }
}

/** Reads and checks the environment. Throws ConfigError naming every problem. */
export function readConfig(env: Record<string, string | undefined>): Config {
  const present = Object.fromEntries(
    Object.entries(env).filter(([, value]) => value !== undefined && value !== ''),
  );
  const parsed = Env.safeParse(present);
  const refused = present.NODE_ENV === 'production' ? productionProblems(present) : [];
  const named = new Set(refused.map((line) => line.split(':')[0]));
  const issues = parsed.success ? [] : parsed.error.issues;
  const problems = [
    ...refused,
    ...issues
      .filter((issue) => !named.has(issue.path.join('.')))
      .map(
        (issue) => `${issue.path.join('.')}: ${issue.code === 'invalid_type' ? 'required' : issue.message}`,
      ),
  ];
  if (!parsed.success || problems.length > 0) throw new ConfigError(problems);
  const e = parsed.data;
  return {
    production: e.NODE_ENV === 'production',
    host: e.HOST,
    port: e.PORT,
    publicUrl: e.PUBLIC_URL ?? `http://localhost:${e.PORT}`,
    databaseUrl: e.DATABASE_URL,
    databaseOwnerUrl: e.DATABASE_OWNER_URL ?? e.DATABASE_URL,
    redisUrl: e.REDIS_URL,
    dataDir: e.CONNECT_DATA,
    role: e.CONNECT_ROLE,
    demo: e.CONNECT_DEMO,
    bookTimeZone: e.BOOK_TIME_ZONE,
    poolSize: e.DATABASE_POOL,
    jwtPrivateKey: e.JWT_PRIVATE_KEY,
    dataKeys: e.DATA_KEYS,
    corsOrigins: list(e.CORS_ORIGINS),
    trustProxy: e.TRUST_PROXY === '' ? false : list(e.TRUST_PROXY),
    logLevel: e.LOG_LEVEL,
    rateLimitFactor: e.RATE_LIMIT_FACTOR,
  };
}

function productionProblems(env: Record<string, string | undefined>): string[] {
  const problems: string[] = [];
  for (const name of [
    'DATABASE_URL',
    'DATABASE_OWNER_URL',
    'JWT_PRIVATE_KEY',
    'DATA_KEYS',
    'PUBLIC_URL',
    'REDIS_URL',
  ]) {
    if (!env[name]) problems.push(`${name}: required in production`);
  }
  if (env.CONNECT_DEMO && env.CONNECT_DEMO !== 'false')
    problems.push('CONNECT_DEMO: demo data is refused in production');
  if (env.CONNECT_SECRETS === 'generated')
    problems.push('JWT_PRIVATE_KEY, DATA_KEYS: generated secrets are refused in production; set your own');
  if (env.PUBLIC_URL && !env.PUBLIC_URL.startsWith('https://'))
    problems.push('PUBLIC_URL: must be https in production');
  return problems;
}

const list = (text: string): string[] =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean);
