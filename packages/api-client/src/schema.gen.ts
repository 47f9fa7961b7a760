/** Made by `npm run generate` from apps/api/openapi.json; this placeholder stands until the first run. */
// biome-ignore lint/suspicious/noEmptyInterface: replaced by the generated paths
export interface paths {}
