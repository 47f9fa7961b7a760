import type { Row } from './row.ts';
import { dealRows } from './rows-deal.ts';
import { drawRows } from './rows-draws.ts';
import { identityRows } from './rows-identity.ts';
import { moneyRows } from './rows-money.ts';

/** How the matrix tries each operation, by operationId. */
export const rows: Record<string, Row> = { ...identityRows, ...dealRows, ...moneyRows, ...drawRows };
