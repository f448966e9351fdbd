/** Somebody who can do something in the hub. */
export interface Account {
  readonly id: string;
  readonly name: string | null;
  readonly createdAt: Date;
  readonly closedAt: Date | null;
  readonly version: number;
}

/** How the identity provider knows the person; for the person and administrators. */
export interface AccountIdentity {
  readonly accountId: string;
  readonly issuer: string;
  readonly subject: string;
  readonly email: string | null;
  readonly lastSeenAt: Date | null;
  /** When the provider last vouched for roles that API tokens carry too: at a sign-in. */
  readonly vouchedAt: Date | null;
}
