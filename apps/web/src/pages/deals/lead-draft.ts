import { useEffect, useState } from 'react';
import { useSession } from '../../state/session.ts';

export type LeadDraft = {
  address: string;
  unit: string;
  city: string;
  state: string;
  zip: string;
  market: string;
  askCents: number | null;
  parcelNumber: string;
  lotSquareFeet: string;
  zoning: string;
  summary: string;
  note: string;
  source: string;
  agentId: string | null;
  /** The day it came in, when that was not today. */
  effectiveDate: string | null;
};

export const EMPTY_LEAD: LeadDraft = {
  address: '',
  unit: '',
  city: 'Seattle',
  state: 'WA',
  zip: '',
  market: 'seattle',
  askCents: null,
  parcelNumber: '',
  lotSquareFeet: '',
  zoning: '',
  summary: '',
  note: '',
  source: 'phone',
  agentId: null,
  effectiveDate: null,
};

/** The lead as it is typed, kept on this device until it is submitted. */
export function useLeadDraft() {
  const name = `connect.lead-draft.${useSession.getState().user?.id ?? 'nobody'}`;
  const [draft, setDraft] = useState<LeadDraft>(() => ({ ...EMPTY_LEAD, ...read(name) }));
  useEffect(() => {
    try {
      if (JSON.stringify(draft) === JSON.stringify(EMPTY_LEAD)) localStorage.removeItem(name);
      else localStorage.setItem(name, JSON.stringify(draft));
    } catch {
      // Without storage the draft lives as long as the page.
    }
  }, [name, draft]);
  return {
    draft,
    set: (change: Partial<LeadDraft>) => setDraft((now) => ({ ...now, ...change })),
    clear: () => setDraft(EMPTY_LEAD),
  };
}

function read(name: string): Partial<LeadDraft> {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(name) ?? '{}');
    return kept && typeof kept === 'object' ? kept : {};
  } catch {
    return {};
  }
}

/** What is wrong with the draft, by field; the server knows the same rules. */
export function leadFaults(draft: LeadDraft): Partial<Record<keyof LeadDraft, string>> {
  return {
    ...(draft.address.trim() ? {} : { address: 'Enter the street address.' }),
    ...(draft.city.trim() ? {} : { city: 'Enter the city.' }),
    ...(/^[A-Z]{2}$/.test(draft.state) ? {} : { state: 'Two letters, such as WA.' }),
    ...(/^\d{5}(-\d{4})?$/.test(draft.zip.trim()) ? {} : { zip: 'Five digits, such as 98112.' }),
    ...(draft.lotSquareFeet === '' || /^[1-9][\d,]{0,10}$/.test(draft.lotSquareFeet.trim())
      ? {}
      : { lotSquareFeet: 'Whole square feet, such as 5,000.' }),
  };
}

/** The draft as `POST /v1/leads` takes it: what is empty is left out. */
export function leadBody(draft: LeadDraft, staff: boolean): Record<string, unknown> {
  const text = (value: string) => value.trim() || undefined;
  const square = draft.lotSquareFeet.replaceAll(',', '').trim();
  return {
    address: draft.address.trim(),
    unit: text(draft.unit),
    city: draft.city.trim(),
    state: draft.state,
    zip: draft.zip.trim(),
    market: draft.market,
    askCents: draft.askCents ?? undefined,
    parcelNumber: text(draft.parcelNumber),
    lotSquareFeet: square ? Number(square) : undefined,
    zoning: text(draft.zoning),
    summary: text(draft.summary),
    note: text(draft.note),
    ...(staff
      ? {
          source: draft.source,
          agentId: draft.agentId ?? undefined,
          effectiveDate: draft.effectiveDate ?? undefined,
        }
      : {}),
  };
}
