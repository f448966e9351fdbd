/** Rows in one page of a list: the smallest and largest `first`, and what is meant when it is left out. */
export const PAGE = { smallest: 1, largest: 100, usual: 20 } as const;

/** Years that a figure can be asked for. */
export const YEAR = { first: 1900, last: 2200 } as const;

/**
 * What one request may cost. Each is between 1.5 and 10 times what the largest shipped question or full introspection
 * needs; `tests/limits.test.ts` holds them to that.
 */
export const REQUEST = {
  // Full introspection: 15, since TypeRef goes nine levels into `ofType`.
  depth: 24,
  // What needs attention: 6.
  aliases: 60,
  // The director overview: 2.
  directives: 20,
  // One action: about 400.
  tokens: 4000,
  // As many tokens as are allowed, at the 9 bytes that one takes in the shipped questions, comments included.
  bodyBytes: 200_000,
  // Full introspection: 52,000, and the questions on blocks and on one organisation nearly as much.
  cost: 100_000,
} as const;
