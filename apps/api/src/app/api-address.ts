import type { FastifyRequest } from 'fastify';

const API = /^\/(v1|auth)(\/|$)/;

/**
 * Whether the API is asked, whatever answers. By the route that was found, since one address can be written in many ways
 * (`/v%31/projects`), and by the address itself where there is no such route.
 */
export const asksApi = (request: FastifyRequest): boolean =>
  API.test(request.routeOptions.url ?? '') || API.test(request.url);
