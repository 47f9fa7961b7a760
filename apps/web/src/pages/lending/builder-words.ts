/** What a state of the loan means for the borrower, and what comes next. */
const WORDS: Record<string, string> = {
  draft: 'We are preparing your loan. Nothing is needed from you yet.',
  underwriting: 'We are reviewing the loan. We call when something is missing.',
  approved: 'Approved. The documents come to you for signing next.',
  documents_out: 'The documents are out for signing. Look for the e-mail with your link.',
  signed: 'Everything is signed. We send the money to escrow next.',
  funded: 'The money is at escrow. Draws open when the deed of trust is recorded.',
  recorded: 'The loan is open. You can request draws.',
  servicing: 'The loan is open. You can request draws.',
  default: 'A payment is past due. Call us today.',
  paid_off: 'Paid off. We are recording the release of the lien.',
  released: 'Paid off, and the lien is released.',
  declined: 'We could not make this loan.',
  cancelled: 'This loan was cancelled.',
};

export const inPlainWords = (state: string): string => WORDS[state] ?? '';
