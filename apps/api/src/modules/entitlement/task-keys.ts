/** The tasks that entitlement opens by rule: one open task per key. */
export const choosePlanKey = (projectId: string): string => `choose_plan:${projectId}`;
export const prepareSubmissionKey = (permitId: string): string => `prepare_submission:${permitId}`;
export const resolveCorrectionKey = (correctionId: string): string => `resolve_correction:${correctionId}`;
export const renewPermitKey = (permitId: string): string => `renew_permit:${permitId}`;
