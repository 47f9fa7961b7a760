import { type Hand, type Json, type Transport, visitor } from '../client.ts';
import { samplePdf } from './files.ts';

/** The loan comes out of the project; only what the county and the insurer know is added. */
export async function createLoan(
  acquisitions: Hand,
  projectId: string,
  borrowerId: string,
  guarantorId: string,
  day: string,
  terms: { interestFrom?: 'billed' | 'reserve' } = {},
): Promise<Json> {
  const loan = await acquisitions.post('/v1/loans', {
    projectId,
    guarantorIds: [guarantorId],
    effectiveDate: day,
  });
  const path = `/v1/loans/${loan.id}`;
  await acquisitions.patch(path, {
    legalDescription: 'Lot 7, Block 12, Sample Addition, according to the plat recorded in the county.',
    ...terms,
  });
  await acquisitions.put(`${path}/parties`, {
    borrower: { partyId: borrowerId, goodStandingOn: day },
    guarantors: [{ partyId: guarantorId }],
  });
  await acquisitions.post(`${path}/insurance`, {
    kind: 'builders_risk',
    insurer: 'Sample Mutual',
    policyNumber: `BR-${loan.number.slice(2)}`,
    coverageCents: loan.amountCents,
    effectiveOn: day,
    expiresOn: `${Number(day.slice(0, 4)) + 2}${day.slice(4, 8)}28`,
  });
  return acquisitions.get(path);
}

const dated = (day: string) => ({ data: { effectiveDate: day } });

/** Acquisitions submits with a clear audit; somebody else approves. */
export async function approveLoan(
  acquisitions: Hand,
  servicing: Hand,
  loanId: string,
  day: string,
): Promise<void> {
  await acquisitions.move(`/v1/loans/${loanId}`, 'submit', dated(day));
  await servicing.move(`/v1/loans/${loanId}`, 'approve', dated(day));
}

/** Agreement and guaranty go out for signature; note and deed are printed for signing on paper. */
export const sendDocuments = (servicing: Hand, loanId: string, day: string): Promise<Json> =>
  servicing.move(`/v1/loans/${loanId}`, 'send_documents', dated(day));

/** Each signer opens the single-use link from the mail, agrees to sign electronically, and signs. Answers the envelopes. */
export async function signAll(admin: Hand, send: Transport, loanId: string): Promise<Json[]> {
  const loan = await admin.get(`/v1/loans/${loanId}`);
  const ids = new Set<string>(loan.documents.flatMap((each: Json) => each.envelopeId ?? []));
  const envelopes: Json[] = [];
  for (const id of ids) {
    const envelope = await admin.get(`/v1/envelopes/${id}`);
    for (const { name, email } of envelope.recipients)
      await signWithLink(send, await signingToken(admin, loan.projectId, email), name);
    envelopes.push(envelope);
  }
  return envelopes;
}

/** The newest signing link that was mailed to an address; only an administrator's outbox shows links. */
export async function signingToken(admin: Hand, projectId: string, email: string): Promise<string> {
  const { items } = await admin.get(`/v1/outbox?limit=200&projectId=${projectId}`);
  const mail = items.find((each: Json) => each.hasLinks && each.toAddress === email);
  if (!mail) throw new Error(`no signing link was mailed to ${email}`);
  const { links } = await admin.get(`/v1/outbox/${mail.id}`);
  return links[0].url.split('#token=')[1];
}

export async function signWithLink(send: Transport, token: string, fullName: string): Promise<void> {
  const path = `/v1/signing/${token}`;
  const { cookie } = await visitor(send, `${path}/sessions`, {});
  await visitor(send, `${path}/consents`, { agreed: true }, cookie);
  await visitor(send, `${path}/signatures`, { fullName, agreed: true }, cookie);
}

/** Note and deed of trust come back signed on paper: scan, custodian, notary. Answers the ids of the scans. */
export async function keepPapers(
  servicing: Hand,
  loanId: string,
  day: string,
): Promise<{ note: string; deed: string }> {
  const scan = async (kind: string, title: string): Promise<string> =>
    (
      await servicing.upload(
        { subjectType: 'loan', subjectId: loanId, kind, title },
        samplePdf(title, ['Scan of the signed original.', `Signed ${day}`]),
      )
    ).id;
  const note = await scan('note', 'Promissory note, signed');
  const deed = await scan('deed_of_trust', 'Deed of trust, signed and notarised');
  await servicing.post(`/v1/loans/${loanId}/loan-documents`, {
    kind: 'note',
    signedOn: day,
    custodian: 'Sample Custody Services',
    custodianLocation: 'Vault 2',
    scanDocumentId: note,
  });
  await servicing.post(`/v1/loans/${loanId}/loan-documents`, {
    kind: 'deed_of_trust',
    signedOn: day,
    notaryName: 'Sample Notary',
    notaryCommission: 'WA-204417',
    notarizedOn: day,
    scanDocumentId: deed,
  });
  return { note, deed };
}

/** The last signature moves the loan by event; a person may say so, too, when the event has not arrived yet. */
export async function completeSigning(servicing: Hand, loanId: string, day: string): Promise<void> {
  const loan = await servicing.get(`/v1/loans/${loanId}`);
  if (loan.state === 'documents_out')
    await servicing.move(`/v1/loans/${loanId}`, 'complete_signing', dated(day));
}

export async function fundLoan(servicing: Hand, loanId: string, day: string): Promise<Json> {
  const loan = await servicing.get(`/v1/loans/${loanId}`);
  return servicing.move(`/v1/loans/${loanId}`, 'fund', {
    data: {
      effectiveDate: day,
      amountCents: loan.budget.initialAdvanceCents,
      wireReference: `FED-${day.replaceAll('-', '')}-${loan.number}`,
      escrowAgent: 'Sample Escrow Co',
      escrowNumber: `ESC-${loan.number}`,
      escrowInstructionsReference: `Letter of ${day}`,
    },
  });
}

/** @param serial makes the county's number; @param at moment of recording, not after now */
export async function recordLoan(
  servicing: Hand,
  loanId: string,
  day: string,
  serial: number,
  market: string,
): Promise<Json> {
  await servicing.move(`/v1/loans/${loanId}`, 'record', {
    data: {
      county: market === 'phoenix' ? 'Maricopa' : 'King',
      recordingNumber: `${day.replaceAll('-', '')}${String(serial).padStart(6, '0')}`,
      recordedAt: `${day}T17:05:00Z`,
      titlePolicyNumber: `TP-${day.replaceAll('-', '')}-${serial}`,
      titleInsurer: 'Sample Title Co',
    },
  });
  return servicing.get(`/v1/loans/${loanId}`);
}

export const startServicing = (servicing: Hand, loanId: string, day: string): Promise<Json> =>
  servicing.move(`/v1/loans/${loanId}`, 'start_servicing', dated(day));

/** The lender's own credit line; one is enough for the sample book. */
export async function bankLine(servicing: Hand, outstandingCents = 0): Promise<Json> {
  const { items } = await servicing.get('/v1/bank-lines');
  return (
    items.find((line: Json) => line.name === 'Sample Bank line A') ??
    servicing.post('/v1/bank-lines', {
      name: 'Sample Bank line A',
      bankName: 'Sample Bank',
      commitmentCents: 3_000_000_000,
      outstandingCents,
      advanceRate: '0.80',
    })
  );
}

export const pledgeLoan = (servicing: Hand, loanId: string, bankLineId: string, day: string): Promise<Json> =>
  servicing.post('/v1/pledges', { loanId, bankLineId, advanceRate: '0.80', effectiveDate: day });
