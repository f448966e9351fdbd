import type { Access } from '@kapstok/cli/testing';
import type { Role } from '@kapstok/schema';

/** Who asks, in a test: a role, where it is held, and for whom. */
export interface Persona {
  readonly role: Role;
  /** Slug; every programme when left out. */
  readonly programme?: string;
  /** Code of the organisation of a partner or association. */
  readonly organisation?: string;
  /** What the token may do; WRITE when left out. */
  readonly scope?: 'READ' | 'WRITE';
}

/** Whoever reads and changes most: who asks when a test does not say. */
export const DIRECTOR: Persona = { role: 'DIRECTOR' };

/** Tokens for personas, each made once per day of the hub's clock. */
export function tokenMaker(access: Access, now: () => Date = () => new Date()) {
  const made = new Map<string, Promise<string>>();
  return (persona: Persona): Promise<string> => {
    const { role, programme = null, organisation = null, scope = 'WRITE' } = persona;
    const key = JSON.stringify([role, programme, organisation, scope, now().toISOString().slice(0, 10)]);
    const token = made.get(key) ?? access.demoToken({ role, programme, organisation }, { days: 30, scope });
    made.set(key, token);
    return token;
  };
}
