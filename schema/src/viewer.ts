import type { Language } from './language.ts';
import type { Role } from './roles.ts';

/** One role that a person holds: in one programme (its id) or in every programme. */
export interface RoleAssignment {
  readonly role: Role;
  readonly programme: string | '*';
}

/** What the hub knows of whoever asks. The gateway makes it, signs it, and subgraphs believe only the signature. */
export interface Viewer {
  readonly subject: string;
  readonly roles: readonly RoleAssignment[];
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

/** Until sign-in exists the hub listens on loopback only and everyone there directs every programme. */
export function loopbackViewer(languages: readonly Language[], correlationId: string): Viewer {
  return { subject: 'loopback', roles: [{ role: 'DIRECTOR', programme: '*' }], languages, correlationId };
}
