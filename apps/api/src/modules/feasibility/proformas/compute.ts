import { type Cents, centsToNumber } from '@connect/domain/money';
import { computeProforma, type ProformaResult } from '@connect/domain/proforma';
import { ProformaError } from '@connect/domain/proforma-input';
import { invalid } from '../../../platform/errors.ts';
import type { ProformaInput } from './proformas.schemas.ts';

/** What a saved version is made of; the project's list shows the return with three digits before the point. */
export interface Computed {
  result: ProformaResult;
  returnOnCost: string;
  inputJson: string;
  resultJson: string;
}

const ABSURD = 1000;

/**
 * Computes what was typed, as the browser did while it was typed; this one counts. `at` is where the input stands in the body.
 * Throws 422 at the wrong field.
 */
export function compute(input: ProformaInput, at = '/input'): Computed {
  const result = computed(input, at);
  if (result.roi === null) throw invalid(`${at}/lines`, 'A deal costs something: all lines are zero.');
  if (Math.abs(Number(result.roi)) >= ABSURD)
    throw invalid(`${at}/salesPriceCents`, 'The price is a thousand times the cost. Check both.');
  return {
    result,
    returnOnCost: result.roi,
    inputJson: toJson(input, at),
    resultJson: toJson(result, at),
  };
}

/** The figures alone, for a preview. Throws 422 at the wrong field. */
export function preview(input: ProformaInput, at = '/input'): ProformaResult {
  const result = computed(input, at);
  toJson(result, at);
  return result;
}

function computed(input: ProformaInput, at: string): ProformaResult {
  try {
    return computeProforma(withoutUndefined(input));
  } catch (error) {
    if (error instanceof ProformaError) throw invalid(at + error.pointer, error.message);
    throw error;
  }
}

/** The domain knows a loan without a day count, not one whose day count is undefined. */
function withoutUndefined(input: ProformaInput): Parameters<typeof computeProforma>[0] {
  if (!input.loan) return { ...input, loan: null };
  const { dayCount, ...terms } = input.loan;
  return { ...input, loan: dayCount ? { ...terms, dayCount } : terms };
}

/** Amounts as JSON integers. Throws 422 when the terms blow one up beyond what JSON readers can hold. */
function toJson(value: object, at: string): string {
  try {
    return JSON.stringify(value, (_, each) =>
      typeof each === 'bigint' ? centsToNumber(each as Cents) : each,
    );
  } catch (error) {
    if (error instanceof RangeError) throw invalid(at, 'With these terms the figures are beyond any deal.');
    throw error;
  }
}
