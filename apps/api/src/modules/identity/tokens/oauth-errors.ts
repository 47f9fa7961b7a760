import { Problem } from '../../../platform/errors.ts';

/** The error names of RFC 6749 § 5.2 that we give, inside our problem documents as `error`. */
type OAuthError =
  | 'invalid_request'
  | 'invalid_client'
  | 'invalid_grant'
  | 'unsupported_grant_type'
  | 'invalid_target';

export const oauthProblem = (error: OAuthError, detail: string, status = 400): Problem =>
  new Problem(status, error, detail, { error, error_description: detail });

/** One answer for every reason why a sign-in fails: it must not tell whether the account exists. */
export const wrongCredentials = (): Problem =>
  oauthProblem('invalid_grant', 'The e-mail address, password or code is not right.');

export const staleRefreshToken = (): Problem =>
  oauthProblem('invalid_grant', 'The session has ended. Sign in again.');

/** The password was right; the authenticator's code is still to come, in the same request with `code`. */
export const codeRequired = (): Problem =>
  new Problem(403, 'mfa_required', 'Enter the code of your authenticator app.', {
    error: 'mfa_required',
    error_description: 'Send the request again with the code.',
  });
