import type { Language } from './language.ts';
import type { Publishable } from './rights.ts';
import type { Role } from './roles.ts';

/** One role that a person holds: in one programme (its id) or in every programme. */
export interface RoleAssignment {
  readonly role: Role;
  readonly programme: string | '*';
  /** For a partner or an association: the organisation for which the person speaks. */
  readonly organisation?: string;
  /** For a coordinator: the one policy domain that the role is for; absent: every domain of the programme. */
  readonly domain?: string;
}

/** A kind of data of a programme that everybody may read. */
export interface Published {
  readonly programme: string;
  readonly kind: Publishable;
}

/** What the hub knows of whoever asks. The gateway makes it, signs it, and subgraphs believe only the signature. */
export interface Viewer {
  /** The id of the account; `public` without sign-in. */
  readonly subject: string;
  readonly roles: readonly RoleAssignment[];
  readonly published: readonly Published[];
  /** Whether mutations are taken: not from the public, not with an API token that only reads. */
  readonly mayWrite: boolean;
  /** Languages in which texts are wanted, best first. */
  readonly languages: readonly Language[];
  /** Ties log lines of all services to the one request that a person made. */
  readonly correlationId: string;
}

/** The header in which a subgraph finds the signed viewer. */
export const VIEWER_HEADER = 'x-kapstok-viewer';

/** How the token is made: HS256, a key of 32 bytes or more shared by gateway and subgraphs. */
export const VIEWER_TOKEN = {
  algorithm: 'HS256',
  issuer: 'kapstok-gateway',
  audience: 'kapstok-subgraph',
  lifetimeSeconds: 60,
} as const;

/** The subject of whoever did not sign in. */
export const PUBLIC_SUBJECT = 'public';
