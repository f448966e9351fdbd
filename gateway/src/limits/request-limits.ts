import { REQUEST } from '@kapstok/schema';

/** What one request may cost; tests lower it. */
export type RequestLimits = { readonly [Name in keyof typeof REQUEST]: number };

/** Bounds that follow from how the machinery works, not from what people ask; the README says from what each follows. */
export const BOUNDS = {
  /** Characters in one name or alias. */
  nameLength: 200,
  /** Levels of lists and objects inside one value, in the text or in the variables. */
  valueDepth: 32,
  /** Pairs of fields that validation would have to compare because they answer to the same name. */
  samePairs: 2000,
  /** Selections after fragments are written out. */
  selections: 10_000,
} as const;

/** The limits of the contract, with those that differ. */
export function requestLimits(own: Partial<RequestLimits> = {}): RequestLimits {
  return { ...REQUEST, ...own };
}
