import { generateSecret, generateURI, verify } from 'otplib';
import type { Tx } from '../../platform/db.ts';
import { sealer } from '../../platform/seal.ts';
import { useTotpCounter } from './users/credentials.repo.ts';

/** Seconds a code is still taken after its time, and ahead of it: slow fingers, and a telephone's clock that runs fast. */
const TOLERANCE: [number, number] = [30, 10];

const place = (userId: string): string => `identity.users.totp:${userId}`;

/** A new secret of 160 bits, as the authenticator app takes it and as we keep it. */
export function newTotp(user: { id: string; email: string }): {
  secret: string;
  uri: string;
  sealed: string;
} {
  const secret = generateSecret({ length: 20 });
  return {
    secret,
    uri: generateURI({ issuer: 'Connect', label: user.email, secret }),
    sealed: sealer().seal(secret, place(user.id)),
  };
}

/** Whether the code fits now, used up so that it fits only once. */
export async function takeTotp(tx: Tx, userId: string, sealed: string, code: string): Promise<boolean> {
  const secret = sealer().open(sealed, place(userId)).toString();
  const epoch = Math.floor(Date.now() / 1000);
  const result = await verify({ secret, token: code, epoch, epochTolerance: TOLERANCE });
  if (!result.valid || !('timeStep' in result)) return false;
  return useTotpCounter(tx, userId, result.timeStep);
}
