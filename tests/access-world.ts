import { withOwner } from '@kapstok/kit';
import type { Identity } from '@kapstok/schema';
import { vi } from 'vitest';
import { type Answer, openTestHub, type TestHub } from './hub.ts';
import type { Persona } from './tokens.ts';

/** A hub with the shipped programmes whose clock the test sets, and short ways to ask for changes. */
export interface AccessWorld extends TestHub {
  /** Moves the clock of the hub. */
  advance(milliseconds: number): void;
  /** Id of a shipped programme. */
  programmeId(slug: string): string;
  /** Ids of the programmes OWN and OTHER. */
  readonly own: string;
  readonly other: string;
  /** Asks for a change; its payload. */
  change(
    persona: Persona | null,
    mutation: string,
    input: Record<string, unknown>,
    show?: string,
  ): Promise<Payload>;
  /** Asks for a role to be given. */
  assign(persona: Persona | null, input: Record<string, unknown>, show?: string): Promise<Payload>;
  /** What the audit trail of the access service holds, oldest first. */
  trail(): Promise<Entry[]>;
}
// biome-ignore lint/suspicious/noExplicitAny: the shape depends on the mutation
export type Payload = any;

export interface Entry {
  readonly subject: string;
  readonly what: string;
  readonly object_id: string | null;
  readonly reason: string | null;
  readonly after: unknown;
}

export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;
export const ADMINISTRATOR: Persona = { role: 'ADMINISTRATOR' };
export const EVALUATOR: Persona = { role: 'EVALUATOR' };
export const directorOf = (programme: string): Persona => ({ role: 'DIRECTOR', programme });

/** The programme of the director who mostly asks, and one that is another's. */
export const OWN = 'kortrijk-2020';
export const OTHER = 'kortrijk-2013';
export const DIRECTOR = directorOf(OWN);

export const ISSUER = 'https://login.example';
/** An id that nothing has. */
export const NOBODY = '01920000-0000-7000-8000-000000000000';

let people = 0;
/** Somebody whom the hub has not seen yet. */
export const stranger = () => ({ issuer: ISSUER, subject: `person-${++people}` });
/** Somebody as the provider describes them. */
export const identity = (subject: string, claimedRoles: Identity['claimedRoles'] = []): Identity => ({
  issuer: ISSUER,
  subject,
  name: `Name of ${subject}`,
  email: `${subject}@example.org`,
  claimedRoles,
});

/** A short way to ask for changes of any hub. */
export const changerOf =
  (askAs: TestHub['askAs']): AccessWorld['change'] =>
  async (persona, mutation, input, show = '') => {
    const type = `${mutation[0]?.toUpperCase()}${mutation.slice(1)}Input`;
    const query = `mutation ($input: ${type}!) { result: ${mutation}(input: $input) { ${show} userErrors { code message path } } }`;
    const answer = await askAs(persona, query, { input });
    if (answer.errors.length > 0) throw new Error(answer.text);
    return answer.data.result;
  };

export async function openAccessWorld(): Promise<AccessWorld> {
  let ahead = 0;
  const hub = await openTestHub('shipped', () => new Date(Date.now() + ahead));
  const { data } = await hub.ask('{ programmes(first: 100) { nodes { id slug } } }');
  const ids = new Map<string, string>(data.programmes.nodes.map((one: Payload) => [one.slug, one.id]));
  const programmeId = (slug: string) => ids.get(slug) ?? '';
  const change = changerOf(hub.askAs);
  return {
    ...hub,
    own: programmeId(OWN),
    other: programmeId(OTHER),
    programmeId,
    change,
    assign: (persona, input, show = '') =>
      change(persona, 'assignRole', input, `roleAssignment { id version ${show} }`),
    advance(milliseconds) {
      ahead += milliseconds;
    },
    trail: () => readTrail(hub),
  };
}

async function readTrail({ identity }: TestHub): Promise<Entry[]> {
  return withOwner(identity.ownerUrl, async (owner) => {
    const { rows } = await owner.query<Entry>(
      'select subject, what, object_id, reason, after from access.audit_entry order by seq',
    );
    return rows;
  });
}

/** The codes of a payload's refusals. */
export const codesOf = ({ userErrors }: Payload): string[] => userErrors.map((one: Payload) => one.code);

/** Waits until an answer is as wanted: what everybody may read is looked up anew after at most two seconds. */
export async function eventually(
  ask: () => Promise<Answer>,
  isIt: (answer: Answer) => boolean,
): Promise<void> {
  const look = async () => {
    const answer = await ask();
    if (!isIt(answer)) throw new Error(`It stays ${answer.text}`);
  };
  await vi.waitFor(look, { timeout: 10_000, interval: 50 });
}
