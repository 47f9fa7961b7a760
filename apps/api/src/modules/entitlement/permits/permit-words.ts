const WORDS: Record<string, string> = {
  building: 'Building permit',
  demolition: 'Demolition permit',
  land_use: 'Land use permit',
  short_plat: 'Short plat',
  side_sewer: 'Side sewer permit',
  street_use: 'Street use permit',
  grading: 'Grading permit',
  tree_removal: 'Tree removal permit',
  other: 'Permit',
};

/** What people call a permit: "Building permit (North house)". */
export const permitName = (permit: { type: string; description: string | null }): string =>
  `${WORDS[permit.type] ?? 'Permit'}${permit.description ? ` (${permit.description})` : ''}`;
