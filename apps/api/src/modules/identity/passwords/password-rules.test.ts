import { expect, test } from 'vitest';
import type { Problem } from '../../../platform/errors.ts';
import { expectGoodPassword } from './password-rules.ts';

const about = { email: 'robin.sample@example.com', displayName: 'Robin Sample' };
const verdict = (password: string): string => {
  try {
    expectGoodPassword(password, about, '/password');
    return 'good';
  } catch (error) {
    return ((error as Problem).extra.errors as { message: string }[])[0]!.message;
  }
};

test.each([
  'green ladder under rain',
  'correct horse battery stapler',
  'Tr0ub4dor&3 und mehr',
  'пароль для проверки',
  '雨の中の緑のはしごと猫と犬',
  `${'x'.repeat(60)} some quite long phrase with spaces and so on here`,
  'kJ8#mQ2$vL5n',
])('%s will do', (password) => {
  expect(verdict(password)).toBe('good');
});

test.each([
  'password1234',
  'Password1234!',
  'P@ssw0rd2026!',
  'qwertyuiop123',
  '123456789012',
  'connect2026!!',
  'SeattlePhoenix1',
  'Construction-Loan-1',
  'letmeinletmein',
  'welcome to connect',
  'Robin Sample 2026',
  'abcdefghijkl',
  'iloveyou12345',
  'qazwsxedc123',
])('%s is guessed first', (password) => {
  expect(verdict(password)).toMatch(/easy to guess|different/);
});

test('length counts characters, from 12 to 128', () => {
  expect(verdict('kJ8#mQ2$vL5')).toMatch(/At least 12/);
  expect(verdict('🦉🦊🐢🦋🐙🦔')).toMatch(/At least 12/);
  expect(verdict('🦉🦊🐢🦋🐙🦔🦜🐝🦎🐋🦒🐿 of the night forest')).toBe('good');
  expect(verdict(`kJ8#mQ2$vL5${'ab'.repeat(60)}`)).toMatch(/At most 128/);
  expect(verdict('aaaaaaaabbbb')).toMatch(/different/);
});
