import { randomUUID } from 'node:crypto';
import { type Permission, permissionsOf, type Role } from '@connect/domain/permissions';
import { errors, jwtVerify, SignJWT } from 'jose';
import { ACCESS_TOKEN_SECONDS, AUDIENCE, CLIENT_ID, settings } from '../settings.ts';

/** Whom a token speaks for. */
export interface Bearer {
  userId: string;
  email: string;
  role: Role;
  sessionId: string;
  /** Must enrol a second factor before anything else, so the token carries no permissions. */
  restricted: boolean;
}

/** What the API reads back out of a token; everything else it asks the session for. */
export interface Claims {
  userId: string;
  sessionId: string;
  role: Role;
  /** Seconds since 1970. */
  expiresAt: number;
}

/** A signed access token (RFC 9068) of fifteen minutes with the architecture's claims. */
export async function mintAccessToken(bearer: Bearer, now: Date = new Date()): Promise<string> {
  const { issuer, privateKey, jwk } = settings();
  const issuedAt = Math.floor(now.getTime() / 1000);
  const permissions: Permission[] = bearer.restricted ? [] : permissionsOf(bearer.role);
  return new SignJWT({
    email: bearer.email,
    role: bearer.role,
    permissions,
    sid: bearer.sessionId,
    client_id: CLIENT_ID,
    typ: 'access',
    ...(bearer.restricted ? { mfa_enrolment_required: true } : {}),
  })
    .setProtectedHeader({ alg: 'ES256', kid: jwk.kid, typ: 'at+jwt' })
    .setSubject(bearer.userId)
    .setIssuer(issuer)
    .setAudience(AUDIENCE)
    .setJti(randomUUID())
    .setIssuedAt(issuedAt)
    .setExpirationTime(issuedAt + ACCESS_TOKEN_SECONDS)
    .sign(privateKey);
}

/** Null when the token is not ours, not an access token, altered or past its time. */
export async function verifyAccessToken(token: string): Promise<Claims | null> {
  const { issuer, publicKey } = settings();
  try {
    const { payload } = await jwtVerify(token, publicKey, {
      algorithms: ['ES256'],
      issuer,
      audience: AUDIENCE,
      typ: 'at+jwt',
      requiredClaims: ['sub', 'sid', 'role', 'exp', 'iat', 'jti'],
    });
    if (payload.typ !== 'access') return null;
    return {
      userId: payload.sub!,
      sessionId: payload.sid as string,
      role: payload.role as Role,
      expiresAt: payload.exp!,
    };
  } catch (error) {
    if (error instanceof errors.JOSEError) return null;
    throw error;
  }
}
