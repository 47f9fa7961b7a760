/** The accounts of one loan, as data. Memo accounts carry what is promised or held back and is neither principal nor money. */

export type NormalSide = 'debit' | 'credit';

export const ACCOUNTS = [
  { key: 'cash', name: 'Cash', normal: 'debit', memo: false },
  { key: 'escrow', name: 'Wired to escrow, not settled', normal: 'debit', memo: false },
  { key: 'principal', name: 'Loan principal', normal: 'debit', memo: false },
  { key: 'accrued_interest', name: 'Interest accrued, not billed', normal: 'debit', memo: false },
  {
    key: 'accrued_default_interest',
    name: 'Default interest accrued, not billed',
    normal: 'debit',
    memo: false,
  },
  { key: 'interest_receivable', name: 'Interest billed', normal: 'debit', memo: false },
  {
    key: 'default_interest_receivable',
    name: 'Default and late interest billed',
    normal: 'debit',
    memo: false,
  },
  { key: 'fees_receivable', name: 'Fees charged', normal: 'debit', memo: false },
  { key: 'suspense', name: 'Suspense, to be cleared', normal: 'debit', memo: false },
  { key: 'unapplied', name: 'Unapplied cash of the borrower', normal: 'credit', memo: false },
  { key: 'borrower_reserve', name: 'Reserves paid in by the borrower', normal: 'credit', memo: false },
  { key: 'interest_income', name: 'Interest income', normal: 'credit', memo: false },
  { key: 'default_interest_income', name: 'Default and late interest income', normal: 'credit', memo: false },
  { key: 'fee_income', name: 'Fee income', normal: 'credit', memo: false },
  { key: 'retainage_withheld', name: 'Retainage withheld', normal: 'credit', memo: true },
  { key: 'retainage_contra', name: 'Work done, retainage not yet due', normal: 'debit', memo: true },
  { key: 'reserve_undrawn', name: 'Interest reserve not yet drawn', normal: 'debit', memo: true },
  { key: 'reserve_contra', name: 'Commitment behind the interest reserve', normal: 'credit', memo: true },
  { key: 'pledged', name: 'Pledged to the bank line', normal: 'debit', memo: true },
  { key: 'pledged_contra', name: 'Bank line behind the pledge', normal: 'credit', memo: true },
] as const satisfies readonly { key: string; name: string; normal: NormalSide; memo: boolean }[];

export type AccountKey = (typeof ACCOUNTS)[number]['key'];

const byKey = new Map<AccountKey, (typeof ACCOUNTS)[number]>(
  ACCOUNTS.map((account) => [account.key, account]),
);

/** The account of a key. */
export const accountOf = (key: AccountKey): (typeof ACCOUNTS)[number] =>
  // The key type lists exactly the keys of the table.
  byKey.get(key) as (typeof ACCOUNTS)[number];
