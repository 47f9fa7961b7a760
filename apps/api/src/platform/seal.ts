import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';

/**
 * Encryption of sensitive fields at rest (tax id, bank account, date of birth, TOTP secrets, payment files):
 * AES-256-GCM, stored as `keyId.iv.tag.ciphertext`, so that keys can rotate while older rows stay readable.
 */
export interface Sealer {
  seal(plain: Uint8Array | string, context: string): string;
  open(sealed: string, context: string): Buffer;
}

/** @param keys `id:base64,…`, the first one encrypts. */
export function makeSealer(keys: string): Sealer {
  const ring = new Map(
    keys.split(',').map((part) => {
      const at = part.indexOf(':');
      return [part.slice(0, at), Buffer.from(part.slice(at + 1), 'base64')] as const;
    }),
  );
  const [newest] = ring.keys();
  return {
    seal(plain, context) {
      const iv = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', ring.get(newest!)!, iv);
      cipher.setAAD(Buffer.from(context)); // a value moved to another row or column does not open
      const body = Buffer.concat([cipher.update(plain), cipher.final()]);
      return [
        newest,
        iv.toString('base64url'),
        cipher.getAuthTag().toString('base64url'),
        body.toString('base64url'),
      ].join('.');
    },
    open(sealed, context) {
      const [id, iv, tag, body] = sealed.split('.');
      const key = ring.get(id ?? '');
      if (!key) throw new Error(`no data key with id ${id}`);
      const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(iv!, 'base64url'));
      decipher.setAAD(Buffer.from(context));
      decipher.setAuthTag(Buffer.from(tag!, 'base64url'));
      return Buffer.concat([decipher.update(Buffer.from(body!, 'base64url')), decipher.final()]);
    },
  };
}

let current: Sealer | undefined;
export function useSealer(sealer: Sealer): void {
  current = sealer;
}
/** The sealer of this process. */
export function sealer(): Sealer {
  if (!current) throw new Error('no data keys');
  return current;
}

export const sha256 = (data: string | Uint8Array): string => createHash('sha256').update(data).digest('hex');
