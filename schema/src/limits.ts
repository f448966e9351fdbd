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

/**
 * What a question costs, known before it runs: one point for each field of each row that it may return. So a field
 * costs 1, and what is selected below it once for each row that can come: as many as `first` says (`PAGE.usual` when it
 * says nothing), as many as `codes` names, `rowsOfPlainList` where a list has neither, and 1 for a single object.
 * Variables count with their values, fragments where they are used, aliases each for itself, and what `@skip` leaves
 * out not at all. What is refused before it runs costs `refused`, so that guessing is not free.
 */
export const POINTS = { rowsOfPlainList: 10, refused: 100 } as const;

/** What a file of evidence costs: sent as much as the largest question, so that nobody fills the disk in an hour. */
export const FILE_POINTS = { upload: 100_000, download: 1000 } as const;

/**
 * Points that can be spent in an hour, counted from the first question of it. The busiest hour of somebody who directs
 * a programme takes a third: `tests/limits.test.ts` reckons one. Each gateway process counts for itself.
 */
export const BUDGET = {
  windowSeconds: 3600,
  /** One account, whatever it signs in with. */
  person: 12_000_000,
  /** All accounts that speak for one organisation, together. */
  organisation: 36_000_000,
  /** One address that asks without sign-in; of IPv6 a whole /64, which is what one household gets. */
  address: 2_400_000,
  /** Questions that one person, or one address without sign-in, has answered at the same time. */
  inFlight: 16,
} as const;
