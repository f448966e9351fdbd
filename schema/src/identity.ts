import type { Role } from './roles.ts';
import type { Published, RoleAssignment } from './viewer.ts';

/** A role that an identity provider vouches for. */
export interface ClaimedRole {
  readonly role: Role;
  /** Slug of the programme; null: every programme in which the organisation is listed, or with none every programme. */
  readonly programme: string | null;
  /** Enterprise number (KBO, ten digits) of the organisation for which the person speaks; null: none. */
  readonly enterpriseNumber: string | null;
}

/** Somebody as an identity provider knows them; the gateway verified it. */
export interface Identity {
  readonly issuer: string;
  readonly subject: string;
  readonly name: string | null;
  readonly email: string | null;
  readonly claimedRoles: readonly ClaimedRole[];
}

/** Somebody as the hub knows them. */
export interface Person {
  /** The id of the account. */
  readonly subject: string;
  readonly name: string | null;
  readonly roles: readonly RoleAssignment[];
  readonly mayWrite: boolean;
}

/** Something that was refused at the door and belongs in the audit trail. */
export interface DoorRefusal {
  readonly what: 'SIGN_IN' | 'BEARER_TOKEN' | 'API_TOKEN' | 'RATE_LIMIT';
  /** The account when it is known, else null. */
  readonly subject: string | null;
  readonly reason: string;
  readonly correlationId: string;
}

/**
 * What the gateway asks of the service that keeps accounts; the composition root hands it over. Null always means: not
 * accepted, for whatever reason, which the caller is never told.
 */
export interface IdentityPort {
  /** Somebody with a verified token; makes the account at first sight. Null: the account is closed. */
  personByIdentity(identity: Identity): Promise<Person | null>;
  /** Null: unknown, expired, revoked, the account is closed, or of another provider than `issuer` when that is given. */
  personByApiToken(token: string, issuer?: string | null): Promise<Person | null>;
  /** Begins a browser session for somebody who just signed in; `token` goes into the cookie, only its hash is kept. */
  openSession(identity: Identity, correlationId: string): Promise<{ token: string; person: Person } | null>;
  personBySession(token: string, issuer?: string | null): Promise<Person | null>;
  closeSession(token: string, correlationId: string): Promise<void>;
  /** What everybody may read. */
  published(): Promise<readonly Published[]>;
  recordRefusal(refusal: DoorRefusal): Promise<void>;
}

/** What an API token begins with, so that scanners for leaked secrets know it. */
export const API_TOKEN_PREFIX = 'kapstok_';
