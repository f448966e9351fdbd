// Pothos' types of foreign nouns cannot be named outside its own package, so the door is declared by hand.
import type { Database, SubgraphDefinition } from '@kapstok/kit';
import type { ApiTokenScope, IdentityPort, Role, RoleAssignment } from '@kapstok/schema';

export declare const access: SubgraphDefinition;

export interface AccessOptions {
  readonly database: Database;
  /** The clock; tests set it. */
  readonly now?: () => Date;
}

/** A role as people name it. */
export interface RoleGrant {
  readonly role: Role;
  /** Slug; null: every programme, or for a partner or association every one that lists the organisation. */
  readonly programme: string | null;
  /** Code, as programmes list it; null: for no organisation. */
  readonly organisation: string | null;
}

/** A role that is held, as the command line lists it. */
export interface ListedRole {
  readonly role: Role;
  /** Slug; null: every programme. */
  readonly programme: string | null;
  /** Code; null: for no organisation. */
  readonly organisation: string | null;
  readonly domainId: string | null;
  readonly name: string | null;
  readonly issuer: string;
  readonly subject: string;
  readonly isClosed: boolean;
  readonly grantedAt: Date;
}

/** Somebody with an account in the hub. */
export interface HubPerson {
  readonly subject: string;
  readonly name: string | null;
  readonly roles: readonly RoleAssignment[];
}

/** What the composition root does with accounts, beside what people do through the graph. */
export interface Access {
  /** For the gateway. */
  readonly identity: IdentityPort;
  /** Gives somebody a role; makes the account when there is none. Throws HubError. False: held already. */
  assign(
    who: { readonly issuer: string; readonly subject: string },
    grant: RoleGrant,
    reason: string | null,
  ): Promise<boolean>;
  /** Every role that is held. */
  roles(): Promise<readonly ListedRole[]>;
  /** Everybody whose account is open, with the roles that were given to them in the hub. */
  people(): Promise<readonly HubPerson[]>;
  /** Forgets browser sessions that ended or expired more than 30 days ago. */
  forgetSessions(): Promise<void>;
  /** A demo account that holds this role and no other, and a token for it. Throws HubError. */
  demoToken(
    grant: RoleGrant,
    options: { readonly days: number; readonly scope: ApiTokenScope },
  ): Promise<string>;
}

export declare function createAccess(options: AccessOptions): Access;
