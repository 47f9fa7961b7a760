/** The OpenAPI document of the app as it stands, two spaces per level: it is committed and read in review. */
export async function generateOpenapi(): Promise<string> {
  // Imported late: the other generators must work while the app does not even load (say, with stale types).
  const { openapiDocument } = await import('../../apps/api/src/app/openapi.ts');
  return `${JSON.stringify(await openapiDocument(), null, 2)}\n`;
}
