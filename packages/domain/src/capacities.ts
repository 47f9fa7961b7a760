/** In what a person deals with us; a builder who also guarantees has both. */
export const CAPACITIES = [
  'agent',
  'builder',
  'borrower',
  'guarantor',
  'consultant',
  'inspector',
  'payee',
  'escrow',
  'title',
  'insurance',
  'attorney',
  'city',
] as const;
