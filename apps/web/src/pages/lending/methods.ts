/** Ways of paying, as people say them. */
export const METHODS = [
  { value: 'wire', label: 'Wire' },
  { value: 'ach', label: 'ACH' },
  { value: 'check', label: 'Check' },
];
