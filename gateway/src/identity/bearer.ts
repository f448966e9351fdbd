import type { Identity } from '@kapstok/schema';

/** Reads a token of an identity provider: who it vouches for, or for the log why it is not accepted. */
export type BearerReader = (token: string) => Promise<Identity | string>;
