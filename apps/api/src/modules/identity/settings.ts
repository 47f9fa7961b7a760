import { createHash, createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import type { Config } from '../../platform/config.ts';

/** A session ends after this long without a refresh. */
export const SESSION_IDLE_HOURS = 12;
/** … and after this long in any case. */
export const SESSION_DAYS = 7;
export const ACCESS_TOKEN_SECONDS = 900;
/** A refresh token that was just exchanged is honoured this long: many tabs refresh at the same moment. */
export const REFRESH_GRACE_SECONDS = 10;
/** The one client of our token endpoint: our own web apps. */
export const CLIENT_ID = 'connect-web';
export const AUDIENCE = 'connect-api';
/** Every demo user's password; shown by GET /auth/demo-sign-ins where demo data is loaded. */
export const DEMO_PASSWORD = 'sample';

interface PublicJwk {
  kty: string;
  crv: string;
  x: string;
  y: string;
  kid: string;
  alg: 'ES256';
  use: 'sig';
}

export interface IdentitySettings {
  publicUrl: string;
  issuer: string;
  /** Origins whose pages may use the refresh cookie. */
  origins: ReadonlySet<string>;
  production: boolean;
  demo: boolean;
  privateKey: KeyObject;
  publicKey: KeyObject;
  jwk: PublicJwk;
}

let current: IdentitySettings | undefined;

/** Called once by the composition root. Throws when the signing key is not a P-256 key. */
export function useIdentity(config: Config): void {
  const privateKey = createPrivateKey(config.jwtPrivateKey);
  const publicKey = createPublicKey(privateKey);
  current = {
    publicUrl: config.publicUrl.replace(/\/$/, ''),
    issuer: new URL(config.publicUrl).origin,
    origins: new Set([new URL(config.publicUrl).origin, ...config.corsOrigins]),
    production: config.production,
    demo: config.demo,
    privateKey,
    publicKey,
    jwk: publicJwk(publicKey),
  };
}

export function settings(): IdentitySettings {
  if (!current) throw new Error('identity has no settings');
  return current;
}

/** The public half with its RFC 7638 thumbprint as key id, so that a new key brings a new id by itself. */
function publicJwk(key: KeyObject): PublicJwk {
  const { kty, crv, x, y } = key.export({ format: 'jwk' });
  if (kty !== 'EC' || crv !== 'P-256' || !x || !y) throw new Error('JWT_PRIVATE_KEY must be an EC P-256 key');
  const kid = createHash('sha256').update(JSON.stringify({ crv, kty, x, y })).digest('base64url');
  return { kty, crv, x, y, kid, alg: 'ES256', use: 'sig' };
}
