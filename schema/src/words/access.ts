import type { WordList, WordOf } from './word-list.ts';

/** What an API token may do with the rights of the person whose it is. */
export const API_TOKEN_SCOPE = {
  READ: {
    nl: 'lezen',
    fr: 'lecture',
    en: 'read',
    about: 'Reads what the person reads, and changes nothing.',
  },
  WRITE: {
    nl: 'lezen en schrijven',
    fr: 'lecture et écriture',
    en: 'read and write',
    about: 'Reads and changes what the person does.',
  },
} as const satisfies WordList;
export type ApiTokenScope = WordOf<typeof API_TOKEN_SCOPE>;
