/** Rows in one page of a list: the smallest and largest `first`, and what is meant when it is left out. */
export const PAGE = { smallest: 1, largest: 100, usual: 20 } as const;

/** Years that a figure can be asked for. */
export const YEAR = { first: 1900, last: 2200 } as const;

/** What one request may cost. `tests/limits.test.ts` derives them from the shipped questions and introspection. */
export const REQUEST = {
  depth: 16,
  aliases: 60,
  directives: 20,
  tokens: 4000,
  bodyBytes: 200_000,
  cost: 100_000,
} as const;
