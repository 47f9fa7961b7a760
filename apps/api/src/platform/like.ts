const escaped = (text: string): string => text.replace(/[\\%_]/g, '\\$&');

/** Patterns for LIKE in which the text means itself, whatever signs are in it. */
export const containing = (text: string): string => `%${escaped(text)}%`;
export const beginning = (text: string): string => `${escaped(text)}%`;
