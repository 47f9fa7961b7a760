/** A server of its own for tests that stop one: prints its address, and on SIGTERM ends as `npm start` does. */
import { main } from '../apps/api/src/app/main.ts';

const running = await main(process.env);
process.on('SIGTERM', () => void running.close().then(() => process.exit(0)));
console.log(running.url);
