import { createApi } from '@connect/api-client';
import { accessToken, refreshToken } from './session.ts';

/** The one client of this app. `baseUrl` is absolute because a Request wants it so. */
export const api = createApi({ baseUrl: location.origin, token: accessToken, refresh: refreshToken });
