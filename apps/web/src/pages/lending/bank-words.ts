/** Rules of a bank line as people say them. */
const RULES: Record<string, string> = {
  matured: 'Matured',
  default: 'In default',
  stale_inspection: 'Inspection too old',
  over_age_in_base: 'Too long in the base',
  entitlement_slipped: 'Entitlement behind',
};
const LIMITS: Record<string, string> = {
  borrower: 'One borrower',
  market: 'One market',
  land: 'Land',
  spec: 'Not presold',
};

export const ruleWords = (code: string): string => RULES[code] ?? code.replaceAll('_', ' ');
export const limitWords = (by: string): string => LIMITS[by] ?? by;
