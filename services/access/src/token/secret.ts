import { createHash, randomBytes } from 'node:crypto';
import { API_TOKEN_PREFIX } from '@kapstok/schema';

/** A secret as it leaves the hub, once, and what is kept of it. */
export interface Secret {
  readonly token: string;
  readonly hash: string;
  /** The first characters: enough to know it again, too few to guess the rest. */
  readonly start: string;
}

/** 256 random bits: nobody guesses one, so a plain hash of it keeps it as safe as a slow one would. */
export function makeSecret(prefix: '' | typeof API_TOKEN_PREFIX): Secret {
  const token = `${prefix}${randomBytes(32).toString('base64url')}`;
  return { token, hash: hashOf(token), start: token.slice(0, API_TOKEN_PREFIX.length + 4) };
}

export function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

const DAY_MS = 86_400_000;

/** An API token lives a year at most, leap years included. */
export const LONGEST_DAYS = 366;

/** The end of a token's life so many days from now. */
export const daysFrom = (now: Date, days: number): Date => new Date(now.getTime() + days * DAY_MS);
