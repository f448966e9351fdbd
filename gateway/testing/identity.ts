import type { DoorRefusal, Identity, IdentityPort, Person, Published } from '@kapstok/schema';

/** Accounts kept in memory, behind the port through which the gateway asks the access service. */
export interface TestIdentities extends IdentityPort {
  /** Persons by API token. */
  readonly tokens: Map<string, Person>;
  readonly sessions: Map<string, Person>;
  /** What `personByIdentity` and `openSession` were given. */
  readonly seen: Identity[];
  /** Subjects of identities whose account is closed. */
  readonly closed: Set<string>;
  readonly refusals: DoorRefusal[];
  published: () => Promise<readonly Published[]>;
}

export const DIRECTOR: Person = {
  subject: 'account-1',
  name: 'Ann Peeters',
  roles: [{ role: 'DIRECTOR', programme: '*' }],
  mayWrite: true,
};
export const API_TOKEN = 'kapstok_of-a-director';

export function testIdentities(): TestIdentities {
  const sessions = new Map<string, Person>();
  const closed = new Set<string>();
  const seen: Identity[] = [];
  const refusals: DoorRefusal[] = [];
  const tokens = new Map([[API_TOKEN, DIRECTOR]]);
  const personOf = (identity: Identity): Person | null => {
    seen.push(identity);
    return closed.has(identity.subject) ? null : { ...DIRECTOR, name: identity.name };
  };
  return {
    tokens,
    sessions,
    seen,
    closed,
    refusals,
    personByIdentity: async (identity) => personOf(identity),
    personByApiToken: async (token) => tokens.get(token) ?? null,
    async openSession(identity) {
      const person = personOf(identity);
      if (person === null) return null;
      const token = `session-${sessions.size + 1}`;
      sessions.set(token, person);
      return { token, person };
    },
    personBySession: async (token) => sessions.get(token) ?? null,
    closeSession: async (token) => void sessions.delete(token),
    published: async () => [],
    recordRefusal: async (refusal) => void refusals.push(refusal),
  };
}
