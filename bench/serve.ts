// The product's API as a process of its own, for `npm run bench:api`.
import { main } from '../apps/api/src/app/main.ts';

const running = await main(process.env);
process.on('SIGTERM', () => void running.close().then(() => process.exit(0)));
