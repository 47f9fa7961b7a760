import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { signIn } from '../../../../../../test/actors.ts';
import { startApp, type TestApp } from '../../../../../../test/app.ts';

vi.mock('../../../app/modules.ts', async () => ({
  operations: (await import('../index.ts')).identityRoutes,
}));

let server: TestApp;
beforeAll(async () => {
  server = await startApp();
});
afterAll(() => server.close());

test('a token of the helper is one of ours', async () => {
  const admin = await signIn(server, 'admin');
  const me = await admin.get('/auth/me');
  expect(me.statusCode, me.body).toBe(200);
  expect(me.json()).toMatchObject({ email: admin.email, role: 'admin' });
});
