import type { Reader, Tx } from '../../../platform/db.ts';

/** Who moved a draw when and why; never changed. */
export const insertMove = (
  tx: Tx,
  move: {
    draw_id: string;
    from_state: string | null;
    to_state: string;
    action: string;
    reason: string | null;
    effective_date: string;
  },
) =>
  tx
    .insertInto('servicing.draw_moves')
    .values({ ...move, at: tx.now, actor_id: tx.actor.userId, actor_name: tx.actor.name })
    .execute();

export const listMoves = (db: Reader, drawId: string) =>
  db
    .selectFrom('servicing.draw_moves')
    .select([
      'action',
      'from_state as from',
      'to_state as to',
      'reason',
      'at',
      'effective_date as effectiveDate',
      'actor_name as actorName',
    ])
    .where('draw_id', '=', drawId)
    .orderBy('id')
    .execute();

/** Payments of a draw to its payees, oldest first. */
export const disbursementsOf = (db: Reader, drawId: string) =>
  db
    .selectFrom('servicing.disbursements')
    .select([
      'id',
      'payee_id as payeeId',
      'payee_name as payeeName',
      'method',
      'state',
      'amount_cents as amountCents',
      'settlement_date as settlementDate',
    ])
    .where('draw_id', '=', drawId)
    .orderBy('created_at')
    .orderBy('id')
    .execute();
