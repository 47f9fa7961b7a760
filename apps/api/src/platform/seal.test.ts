import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { makeSealer } from './seal.ts';

const OLD = `k1:${randomBytes(32).toString('base64')}`;
const NEW = `k2:${randomBytes(32).toString('base64')}`;
const CONTEXT = 'contacts.contacts.tax_id 7';

test('when keys rotate, the first encrypts and what an older one sealed still opens', () => {
  const sealed = makeSealer(OLD).seal('000-12-3456', CONTEXT);
  const rotated = makeSealer(`${NEW},${OLD}`);
  expect(rotated.open(sealed, CONTEXT).toString()).toBe('000-12-3456');
  const again = rotated.seal('000-12-3456', CONTEXT);
  expect([sealed.split('.')[0], again.split('.')[0]]).toEqual(['k1', 'k2']);
  expect(makeSealer(NEW).open(again, CONTEXT).toString()).toBe('000-12-3456');
});

test('what was sealed with a key that is gone does not open, nor with another key of its name, nor elsewhere', () => {
  const sealed = makeSealer(OLD).seal('000-12-3456', CONTEXT);
  expect(() => makeSealer(NEW).open(sealed, CONTEXT)).toThrow('no data key with id k1');
  expect(() => makeSealer(NEW.replace('k2', 'k1')).open(sealed, CONTEXT)).toThrow();
  expect(() => makeSealer(OLD).open(sealed, 'contacts.contacts.tax_id 8')).toThrow();
});
