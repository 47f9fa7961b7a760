import { createApi } from '@connect/api-client';
import { accessToken, refreshToken } from './session.ts';

/** The way to the server, for `api` and for who compares two versions by themselves. `baseUrl` is absolute because a Request wants it so. */
export const client = createApi({ baseUrl: location.origin, token: accessToken, refresh: refreshToken });
