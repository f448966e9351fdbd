import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Hub, type HubIdentity, openHub } from '@kapstok/cli/testing';
import { withOwner } from '@kapstok/kit';
import { createTestDatabase } from '@kapstok/kit/testing';
import { pino } from 'pino';
import { inject } from 'vitest';
import { TEST_ROLES } from './global-setup.ts';
import { DIRECTOR, type Persona, tokenMaker } from './tokens.ts';

/** The answer to a question, as a client gets it. */
export interface Answer {
  readonly status: number;
  // Tests look into answers of any shape.
  // biome-ignore lint/suspicious/noExplicitAny: the shape depends on the question
  readonly data: any;
  readonly errors: readonly {
    message: string;
    path?: readonly (string | number)[];
    extensions: { code: string };
  }[];
  readonly text: string;
}

/** Asks a question as a client does. */
export type Ask = (
  query: string,
  variables?: Record<string, unknown>,
  headers?: Record<string, string>,
) => Promise<Answer>;

/** A hub on a database of its own. */
export interface TestHub {
  readonly hub: Hub;
  readonly identity: HubIdentity;
  /** Lines that the hub logged. */
  readonly log: readonly string[];
  /** Where it keeps files of evidence. */
  readonly evidenceDirectory: string;
  /** Asks as a director of every programme; with `{ authorization: '' }` as nobody, with another as whose token it is. */
  ask: Ask;
  /** Asks as somebody with this role; null: without sign-in. */
  askAs(persona: Persona | null, ...question: Parameters<Ask>): Promise<Answer>;
  /** A token of an account that holds this role and no other. */
  tokenFor(persona: Persona): Promise<string>;
  /** As `ask`, and the statements that the services sent meanwhile. */
  askCounting(
    query: string,
    variables?: Record<string, unknown>,
  ): Promise<Answer & { statements: Statement[] }>;
  close(): Promise<void>;
}
/** Commits a transaction that changed nothing: nobody's kept answers outlive it. */
export const commitNothing = ({ ownerUrl }: HubIdentity): Promise<unknown> =>
  withOwner(ownerUrl, (client) => client.query('select pg_current_xact_id()'));

export interface Statement {
  readonly service: string;
  readonly text: string;
}

/** A database with tables only, or with the shipped programmes. */
export type Template = 'empty' | 'shipped';

export async function createDatabase(
  template: Template,
): Promise<{ identity: HubIdentity; drop(): Promise<void> }> {
  const name = template === 'empty' ? inject('emptyTemplate') : inject('shippedTemplate');
  const database = await createTestDatabase(inject('serverUrl'), name);
  return { identity: { ownerUrl: database.url, ...TEST_ROLES }, drop: () => database.drop() };
}

/** Asks as a client does, without a network between it and the door: by a director's token unless a header says who. */
export const askThrough =
  (gateway: Hub['gateway'], directorToken: () => Promise<string>): Ask =>
  async (query, variables = {}, given = {}) => {
    const { authorization = `Bearer ${await directorToken()}`, ...others } = given;
    const headers = authorization === '' ? others : { ...others, authorization };
    const response = await gateway.inject({
      method: 'POST',
      url: '/graphql',
      headers: { 'content-type': 'application/json', host: 'localhost', ...headers },
      payload: JSON.stringify({ query, variables }),
    });
    const body = JSON.parse(response.payload);
    return {
      status: response.statusCode,
      data: body.data,
      errors: body.errors ?? [],
      text: response.payload,
    };
  };

/** `askAs` over an `ask`. */
export const asPersona =
  (ask: Ask, tokenFor: TestHub['tokenFor']): TestHub['askAs'] =>
  async (persona, query, variables, headers) =>
    ask(query, variables, {
      ...headers,
      authorization: persona === null ? '' : `Bearer ${await tokenFor(persona)}`,
    });

/** Tests ask more in a minute than a person in a week; tests/limits.test.ts holds to the budget itself. */
export const UNBOUNDED = { person: 1e12, organisation: 1e12, address: 1e12, inFlight: 64 };

export async function openTestHub(template: Template, now?: () => Date): Promise<TestHub> {
  const { identity, drop } = await createDatabase(template);
  const log: string[] = [];
  const evidenceDirectory = await mkdtemp(path.join(tmpdir(), 'kapstok-evidence-'));
  const options = {
    ...identity,
    evidenceDirectory,
    log: pino({ level: 'warn' }, { write: (line: string) => void log.push(line) }),
    ...(now === undefined ? {} : { now }),
    // A busy machine must not turn a slow first answer into a failed test.
    deadlines: { subgraphMs: 60_000, requestMs: 60_000 },
    budget: UNBOUNDED,
  };
  const hub = await openHub(options);
  // What is kept costs no statement: they are counted in a hub that keeps nothing.
  let counting: Promise<Hub> | null = null;
  const tokenFor = tokenMaker(hub.access, now);
  const ask = askThrough(hub.gateway, () => tokenFor(DIRECTOR));
  return {
    hub,
    identity,
    log,
    evidenceDirectory,
    ask,
    tokenFor,
    askAs: asPersona(ask, tokenFor),
    async askCounting(query, variables) {
      counting ??= openHub({ ...options, keptMegabytes: 0 });
      const askAnew = askThrough((await counting).gateway, () => tokenFor(DIRECTOR));
      // The token is made and known before statements count.
      await askAnew('{ __typename }');
      const statements: Statement[] = [];
      const listen = (message: unknown) => void statements.push(message as Statement);
      subscribe('kapstok:sql', listen);
      try {
        return { ...(await askAnew(query, variables)), statements };
      } finally {
        unsubscribe('kapstok:sql', listen);
      }
    },
    async close() {
      await (await counting)?.close();
      await hub.close();
      await drop();
      await rm(evidenceDirectory, { recursive: true });
    },
  };
}
