import type { ApiTokenScope } from '@kapstok/schema';

/** An API token without its secret. */
export interface ApiToken {
  readonly id: string;
  readonly accountId: string;
  readonly name: string;
  /** The first characters, by which its owner knows it again. */
  readonly start: string;
  readonly scope: ApiTokenScope;
  readonly createdAt: Date;
  readonly expiresAt: Date;
  readonly lastUsedAt: Date | null;
  readonly revokedAt: Date | null;
  readonly version: number;
  /** Whether it carries the roles for which the provider vouches too. */
  readonly carriesVouched: boolean;
}
