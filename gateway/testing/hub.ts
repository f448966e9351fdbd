import { onTestFinished } from 'vitest';
import { createGateway, type Gateway, type GatewayOptions, type SubgraphCall } from '../src/index.ts';
import { moneyRoot, planRoot, subgraph, supergraphSdl } from './graph.ts';
import { type TestIdentities, testIdentities } from './identity.ts';
import { type LogLine, logInto } from './log.ts';

export const viewerKey = new Uint8Array(32).fill(7);

export interface Hub extends Gateway {
  readonly lines: LogLine[];
  readonly identities: TestIdentities;
  /** Asks over HTTP without a network, as a script would. */
  ask(query: string, variables?: Record<string, unknown>): Promise<Answer>;
}
export interface Answer {
  readonly status: number;
  readonly headers: Record<string, unknown>;
  readonly text: string;
  // biome-ignore lint/suspicious/noExplicitAny: tests read answers freely.
  readonly json: any;
}

type Calls = Partial<Record<'plan' | 'money', SubgraphCall>>;
const sdl = supergraphSdl();

/** A hub over the two small subgraphs, closed when the test ends. */
export async function hub(calls: Calls = {}, options: Partial<GatewayOptions> = {}): Promise<Hub> {
  const opened = await openHub(calls, options);
  onTestFinished(() => opened.close());
  return opened;
}

/** The same for several tests; who opens it closes it. */
export async function openHub(calls: Calls = {}, options: Partial<GatewayOptions> = {}): Promise<Hub> {
  const { logger, lines } = logInto();
  const identities = testIdentities();
  const transports: Record<string, SubgraphCall> = {
    plan: subgraph('plan', planRoot),
    money: subgraph('money', moneyRoot),
    ...calls,
  };
  const gateway = await createGateway({
    supergraphSdl: sdl,
    transport: (name) => transports[name] ?? (() => Promise.reject(new Error('no such subgraph'))),
    viewerKey,
    identity: identities,
    webDirectory: null,
    logger,
    ready: async () => ({ ok: true, checks: { database: 'ok' } }),
    ...options,
  });
  return {
    ...gateway,
    lines,
    identities,
    ask: async (query, variables) => answerOf(await post(gateway, { query, variables })),
  };
}

export async function post(gateway: Gateway, payload: object | string, headers: Record<string, string> = {}) {
  return gateway.inject({
    method: 'POST',
    url: '/graphql',
    headers: { 'content-type': 'application/json', ...headers },
    payload,
  });
}

export function answerOf(response: Awaited<ReturnType<typeof post>>): Answer {
  const { statusCode, headers, payload } = response;
  return { status: statusCode, headers, text: payload, json: JSON.parse(payload) };
}

/** The codes of the errors of an answer, in order. */
export function codes({ json }: Answer): string[] {
  return (json.errors ?? []).map((error: { extensions: { code: string } }) => error.extensions.code);
}

/** A promise and what settles it; Node 20 has no Promise.withResolvers. */
export function signal(): { promise: Promise<void>; resolve: () => void } {
  let resolve = () => {};
  const promise = new Promise<void>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}
