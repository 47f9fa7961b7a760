/** Whose part of the drawings a correction of the city is about. */
export const DISCIPLINES = [
  'zoning',
  'building',
  'structural',
  'civil',
  'drainage',
  'energy',
  'fire',
  'mechanical',
  'electrical',
  'trees',
  'geotech',
  'street',
  'other',
] as const;

/** Why the city had to write it. */
export const ROOT_CAUSES = [
  'drawing_error',
  'missing_information',
  'code_interpretation',
  'code_change',
  'consultant_report',
  'city_error',
  'scope_change',
  'other',
] as const;
