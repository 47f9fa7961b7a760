import type { Hand, Json } from '../client.ts';

export const choosePlan = (entitlement: Hand, projectId: string, planId: string): Promise<Json> =>
  entitlement.post(`/v1/projects/${projectId}/plan-selections`, { planId });

/** The building permit that GO opened; entitlement asks for it until the event has been delivered. */
export async function buildingPermit(entitlement: Hand, projectId: string): Promise<Json | undefined> {
  const { items } = await entitlement.get(`/v1/permits?projectId=${projectId}`);
  return items.find((permit: Json) => permit.type === 'building');
}

export const submitPermit = async (
  entitlement: Hand,
  permitId: string,
  day: string,
  application: string,
): Promise<void> => {
  const at = `/v1/permits/${permitId}`;
  await entitlement.move(at, 'submit', {
    data: { submittedDate: day, applicationNumber: application, reviewer: 'Sample Reviewer' },
  });
  await entitlement.move(at, 'mark_complete', { data: { effectiveDate: day } });
};

/** The city begins to read, the first time or again. */
export const startReview = (entitlement: Hand, permitId: string, day: string): Promise<Json> =>
  entitlement.move(`/v1/permits/${permitId}`, 'start_review', { data: { effectiveDate: day } });

/** The city returns the drawings with two comments. */
export const returnPermit = (entitlement: Hand, permitId: string, day: string): Promise<Json> =>
  entitlement.move(`/v1/permits/${permitId}`, 'request_corrections', {
    data: {
      returnedDate: day,
      corrections: [
        {
          discipline: 'zoning',
          text: 'Dimension the side setback on the site plan.',
          sheetReference: 'A1.1',
          rootCause: 'missing_information',
        },
        {
          discipline: 'trees',
          text: 'Show the protection fence of the exceptional tree.',
          sheetReference: 'L1.0',
          rootCause: 'consultant_report',
        },
      ],
    },
  });

/** Both comments are answered and the drawings go back. Answers the corrections. */
export async function answerAndResubmit(entitlement: Hand, permitId: string, day: string): Promise<Json[]> {
  const { items } = await entitlement.get(`/v1/corrections?permitId=${permitId}&state=open`);
  for (const correction of items)
    await entitlement.move(`/v1/corrections/${correction.id}`, 'resolve', {
      data: { response: `Revised sheet ${correction.sheetReference}.`, resolvedDate: day },
    });
  await entitlement.move(`/v1/permits/${permitId}`, 'resubmit', { data: { submittedDate: day } });
  return items;
}

export async function approvePermit(
  entitlement: Hand,
  permitId: string,
  days: { approved: string; issued: string; expires: string },
  number: string,
): Promise<void> {
  const at = `/v1/permits/${permitId}`;
  await entitlement.move(at, 'approve', { data: { effectiveDate: days.approved } });
  await entitlement.move(at, 'issue', {
    data: { permitNumber: number, issuedDate: days.issued, expiresDate: days.expires },
  });
}
