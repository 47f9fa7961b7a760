import { fastify } from 'fastify';
import { expect, test } from 'vitest';
import { answerProblem } from './problems.ts';

test('what takes too long is answered as that: it may have happened, and the key tells', async () => {
  const app = fastify({ handlerTimeout: 50 });
  app.setErrorHandler(answerProblem);
  app.post('/hangs', () => new Promise(() => {}));
  const answer = await app.inject({ method: 'POST', url: '/hangs' });
  expect([answer.statusCode, answer.json().code]).toEqual([503, 'timeout']);
  expect(answer.json().detail).toContain('may still have happened');
  expect(answer.headers.connection).toBe('close');
  await app.close();
});
