import type { MessagePort, Worker } from 'node:worker_threads';

/** Waits until the other thread has come as far. */
export type Meet = () => Promise<void>;

/** Where two threads wait for each other, again and again: each arrival is told to the other. */
export function meetingAt(port: MessagePort | Worker): Meet {
  let mine = 0;
  let theirs = 0;
  let wake = (): void => {};
  port.on('message', () => {
    theirs += 1;
    wake();
  });
  return async () => {
    mine += 1;
    port.postMessage('here', []);
    if (theirs < mine)
      await new Promise<void>((done) => {
        wake = done;
      });
  };
}
