/** From TypeScript to JavaScript: `translate.ts` enters itself here once it is fetched. */
export const typescript: { translate: ((file: string, source: string) => string) | null } = {
  translate: null,
}
