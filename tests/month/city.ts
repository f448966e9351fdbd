// The made-up city in which a month is played, its people, and short ways to let them do things.
import { withOwner } from '@kapstok/kit';
import { SERVICES } from '@kapstok/schema';
import { expect } from 'vitest';
import { DAY, type Payload } from '../access-world.ts';
import { openReportingWorld, type ReportingWorld, SLUG, type Subject } from '../reporting-world.ts';
import type { Persona } from '../tokens.ts';

/** Who plays; the partner carries out one action of the city, the association another. */
export interface People {
  readonly administrator: Persona;
  readonly director: Persona;
  readonly coordinator: Persona;
  readonly partner: Persona;
  readonly association: Persona;
  readonly reviewer: Persona;
  readonly secretary: Persona;
  readonly evaluator: Persona;
  /** Looks on without sign-in. */
  readonly public: null;
}
type Who = keyof People;

export interface City extends Omit<ReportingWorld, 'advance'> {
  /** The action that the partner carries out since before this month. */
  readonly running: Subject;
  readonly associationId: string;
  /** Does something that must succeed. */
  does(who: Who, mutation: string, input: Record<string, unknown>, show?: string): Promise<Payload>;
  /** Tries what must be refused; the refusal. */
  mayNot(
    who: Who,
    mutation: string,
    input: Record<string, unknown>,
  ): Promise<{ code: string; message: string }>;
  /** The answer to a question, which must have no errors. */
  sees(who: Who, query: string, variables?: Record<string, unknown>): Promise<Payload>;
  /** What of the programme somebody sees. */
  seesPlan(who: Who, fields: string): Promise<Payload>;
  /** What of one action somebody sees. */
  seesAction(who: Who, id: string, fields: string): Promise<Payload>;
  /** Lets days pass. */
  pass(days: number): void;
  /** A day in the calendar of the city, so many days from its today. */
  day(ahead: number): string;
  /** The mutations that people did so far, in order. */
  readonly done: readonly string[];
  /** What they were refused, as the audit trail names it. */
  readonly refused: readonly string[];
  /** What the audit trails of all services say that people did, and were refused. */
  audited(): Promise<Audited>;
}
interface Audited {
  /** How many changes were made. */
  readonly done: number;
  /** What was refused, in the order of the alphabet. */
  readonly refused: readonly string[];
}

const REFUSED = '_REFUSED';
const refusalOf = (mutation: string) =>
  `${mutation.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()}${REFUSED}`;
/** Refusals that say something of whoever asked are in the audit trail; slips are not. */
const REMEMBERED = ['NOT_ALLOWED', 'NOT_FOUND', 'CONFLICT'];

export async function openCity(): Promise<City> {
  const world = await openReportingWorld();
  const [running] = world.subjects;
  const other = world.subjects.find(({ organisationId }) => organisationId !== running?.organisationId);
  if (running === undefined || other === undefined) throw new Error('The city has two partners at least.');
  const people = peopleOf(running, other);
  const [done, refused]: [string[], string[]] = [[], []];
  let days = 0;
  const sees: City['sees'] = async (who, query, variables) => {
    const { data, errors, text } = await world.askAs(people[who], query, variables);
    expect(errors, text).toEqual([]);
    return data;
  };
  return {
    ...world,
    running,
    associationId: other.organisationId,
    done,
    refused,
    sees,
    async does(who, mutation, input, show) {
      const payload = await world.change(people[who], mutation, input, show);
      expect(payload.userErrors, `${who}: ${mutation}`).toEqual([]);
      done.push(mutation);
      return payload;
    },
    async mayNot(who, mutation, input) {
      const { userErrors } = await world.change(people[who], mutation, input);
      expect(userErrors, `${who}: ${mutation}`).toHaveLength(1);
      const [error] = userErrors;
      if (people[who] !== null && REMEMBERED.includes(error.code)) refused.push(refusalOf(mutation));
      return error;
    },
    async seesPlan(who, fields) {
      return (await sees(who, `{ programme(slug: "${SLUG}") { ${fields} } }`)).programme;
    },
    async seesAction(who, id, fields) {
      return (await sees(who, `query ($id: ID!) { action(id: $id) { ${fields} } }`, { id })).action;
    },
    pass(more) {
      days += more;
      world.advance(more * DAY);
    },
    day: (ahead) => new Date(Date.now() + (days + ahead) * DAY).toISOString().slice(0, 10),
    audited: () => audited(world.identity.ownerUrl),
  };
}

function peopleOf(running: Subject, other: Subject): People {
  const here = { programme: SLUG };
  return {
    administrator: { role: 'ADMINISTRATOR' },
    director: { role: 'DIRECTOR', ...here },
    coordinator: { role: 'COORDINATOR', ...here },
    partner: running.partner,
    association: { ...other.partner, role: 'ASSOCIATION' },
    reviewer: { role: 'REVIEWER', ...here },
    secretary: { role: 'SECRETARY', ...here },
    evaluator: { role: 'EVALUATOR', ...here },
    public: null,
  };
}

async function audited(ownerUrl: string): Promise<Audited> {
  const trails = SERVICES.map((service) => `select subject, what from ${service}.audit_entry`);
  const whats = await withOwner(ownerUrl, async (owner) => {
    // An account is made beside what it was made for.
    const { rows } = await owner.query<{ what: string }>(
      `select what from (${trails.join(' union all ')}) entry
       where subject not in ('hub', 'public') and what <> 'ACCOUNT_MADE' order by what collate "C"`,
    );
    return rows.map(({ what }) => what);
  });
  const refused = whats.filter((what) => what.endsWith(REFUSED));
  return { done: whats.length - refused.length, refused };
}

/** The kinds for which the attention list names an action. */
export async function attentionFor(city: City, actionId: string): Promise<string[]> {
  const page = (after: string | null): Promise<Payload> =>
    city.sees(
      'director',
      `query ($after: String) { programme(slug: "${SLUG}") { attention(first: 100, after: $after) {
         pageInfo { hasNextPage endCursor } nodes { kinds action { id } } } } }`,
      { after },
    );
  for (let after: string | null = null; ; ) {
    const { nodes, pageInfo }: Payload = (await page(after)).programme.attention;
    const item = nodes.find(({ action }: Payload) => action?.id === actionId);
    if (item !== undefined) return item.kinds;
    if (!pageInfo.hasNextPage) return [];
    after = pageInfo.endCursor;
  }
}
