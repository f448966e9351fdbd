import type { ClaimedRole } from '@kapstok/schema';

/** What a provider said of somebody when they last signed in. */
export interface Vouched {
  readonly claims: readonly ClaimedRole[];
  /** Null: they never did, as far as the hub knows. */
  readonly vouchedAt: Date | null;
}

/** How long a sign-in counts for API tokens: who left is no longer vouched for, and does not come to say so. */
export const VOUCHED_DAYS = 30;
const DAY_MS = 86_400_000;

/** Until when API tokens carry what the provider said; null when they carry nothing of it. */
export const vouchedUntil = (vouchedAt: Date | null): Date | null =>
  vouchedAt === null ? null : new Date(vouchedAt.getTime() + VOUCHED_DAYS * DAY_MS);

/** The claims that a token carries: whoever keeps the accounts signs in, or was made administrator here. */
export const carried = (claims: readonly ClaimedRole[]): ClaimedRole[] =>
  claims.filter(({ role }) => role !== 'ADMINISTRATOR');
