/** What people call permits, their disciplines and causes. */
import * as corrections from '@connect/domain/correction-words';
import { words } from '@connect/ui/format';

export const PERMIT_TYPES = [
  { value: 'building', label: 'Building' },
  { value: 'demolition', label: 'Demolition' },
  { value: 'land_use', label: 'Land use' },
  { value: 'short_plat', label: 'Short plat' },
  { value: 'side_sewer', label: 'Side sewer' },
  { value: 'street_use', label: 'Street use' },
  { value: 'grading', label: 'Grading' },
  { value: 'tree_removal', label: 'Tree removal' },
  { value: 'other', label: 'Other' },
];

export const typeName = (type: string): string =>
  PERMIT_TYPES.find(({ value }) => value === type)?.label ?? words(type);

/** "Building permit", "Short plat", with what it is for: "Building permit, north house". */
export function permitTitle(permit: { type: string; description: string | null }): string {
  const name =
    permit.type === 'short_plat'
      ? 'Short plat'
      : permit.type === 'other'
        ? 'Permit'
        : `${typeName(permit.type)} permit`;
  return permit.description ? `${name}, ${permit.description}` : name;
}

export const WITH_CITY = 'submitted,complete,under_review,resubmitted';
export const WITH_US = 'planning,incomplete,corrections,approved,expired';

const choice = (value: string) => ({ value, label: words(value) });
export const DISCIPLINES = corrections.DISCIPLINES.map(choice);
export const ROOT_CAUSES = corrections.ROOT_CAUSES.map(choice);

/** Days of a clock in a dense column: `61 d`. */
export const days = (n: number): string => `${n.toLocaleString('en-US')} d`;
