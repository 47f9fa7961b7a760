/** Proving who one is before money moves or a decision is overridden. */
import { ApiProblem } from '@connect/api-client';
import { create } from 'zustand';
import { api } from './api.ts';
import { useSession } from './session.ts';

export type ProofKind = 'code' | 'password';
type Asking = { done: (proved: boolean) => void } | null;

/** What the step-up dialog of the providers listens to. */
export const useStepUpDialog = create<{ asking: Asking }>(() => ({ asking: null }));

/** The code for those who have an authenticator, the password for the others. */
export const proofKind = (): ProofKind => (useSession.getState().user?.secondFactor ? 'code' : 'password');
export const useProofKind = (): ProofKind =>
  useSession((session) => session.user?.secondFactor) ? 'code' : 'password';

/** Sends the proof; the server then lets money moves pass for five minutes. Throws ApiProblem when it is wrong. */
export const prove = (proof: string): Promise<unknown> =>
  api.post<unknown>('/auth/step-up', {
    body: proofKind() === 'code' ? { code: proof } : { password: proof },
  });

/** Runs an act; when the API answers `step_up_required`, asks for the proof in a dialog and runs it again. */
export async function withStepUp<T>(act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (error) {
    if (!(error instanceof ApiProblem) || error.code !== 'step_up_required') throw error;
    if (!(await ask())) throw error;
    return act();
  }
}

const ask = (): Promise<boolean> =>
  new Promise((resolve) => {
    useStepUpDialog.setState({
      asking: {
        done: (proved) => {
          useStepUpDialog.setState({ asking: null });
          resolve(proved);
        },
      },
    });
  });

/** For pages with a ConfirmMoney of their own: which proof to ask for, and how to send it. */
export const useStepUp = () => ({ proof: useProofKind(), prove, withStepUp });
