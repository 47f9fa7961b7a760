import { expectTypeOf, test } from 'vitest';
import type { Scope } from './scope.ts';

test('a scope cannot be made by hand, nor one permission stand for another', () => {
  const byHand = { permission: 'read:loans', reach: 'all', userId: null } as const;
  expectTypeOf(byHand).not.toExtend<Scope<'read:loans'>>();
  expectTypeOf<Scope<'read:projects'>>().not.toExtend<Scope<'read:loans'>>();
});
