import type { AchFile } from '@connect/domain/nacha';
import type { Reader } from '../../../platform/db.ts';
import { setting } from '../draws/evidence.repo.ts';

export type AchOrigin = Pick<AchFile, 'destination' | 'origin' | 'company'>;

/** Plainly a sample: no bank has this routing number. The book's own stands in the setting `ach.origin`. */
const SAMPLE: AchOrigin = {
  destination: { routingNumber: '123456780', name: 'Sample Bank' },
  origin: { id: '1000000000', name: 'Sample Lender' },
  company: { id: '1000000000', name: 'Sample Lender' },
};

/** Which bank takes our files, and who we are there. */
export const achOrigin = (db: Reader): Promise<AchOrigin> => setting(db, 'ach.origin', SAMPLE);
