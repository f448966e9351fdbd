import type { ApolloServer } from '@apollo/server';
import type { Viewer } from '@kapstok/schema';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { readAnswer } from '../executing.ts';
import { SESSION_COOKIE } from '../identity/cookies.ts';
import type { Identify } from '../identity/identify.ts';
import { SIGN_IN_PATH } from '../identity/sign-in.ts';
import type { Budgets } from '../limits/budget.ts';
import type { InFlight } from '../limits/in-flight.ts';
import type { AskAsPublic, DrawnPage, PageDrawer } from '../options.ts';
import type { RequestScope } from '../request-scope.ts';
import type { ViewerSigner } from '../viewer.ts';
import { createScope } from './graphql-route.ts';

const FRESH_MS = 30_000;
const KEPT = 200;

export interface DrawnPagesOptions {
  readonly drawer: PageDrawer;
  readonly apollo: ApolloServer<RequestScope>;
  readonly identify: Identify;
  readonly sign: ViewerSigner;
  readonly requestMs: number;
  readonly inFlight: InFlight;
  readonly budgets: Budgets;
}

/** Draws the page at an address for whoever is not signed in; null: the browser must draw it itself. */
export type DrawPage = (request: FastifyRequest, reply: FastifyReply) => Promise<DrawnPage | null>;

/**
 * Pages with their numbers in them. Each is asked of the graph as the public asks, by the same limits and out of the
 * budget of the address, and kept for half a minute; what is published is part of what it is kept under, so that a
 * publication that is withdrawn is gone at once.
 */
export function createDrawnPages(options: DrawnPagesOptions): DrawPage {
  const kept = new Map<string, { readonly page: DrawnPage; readonly at: number }>();
  return async (request, reply) => {
    if (request.cookies[SESSION_COOKIE] !== undefined || request.headers.authorization !== undefined)
      return null;
    const viewer = await options.identify(request);
    const key = JSON.stringify([request.url, viewer.languages, viewer.published]);
    const known = kept.get(key);
    if (known !== undefined && performance.now() - known.at < FRESH_MS) return known.page;
    const page = await draw(request, reply, viewer, options);
    kept.delete(key);
    if (page?.isWhole) kept.set(key, { page, at: performance.now() });
    const [oldest] = kept.keys();
    if (kept.size > KEPT && oldest !== undefined) kept.delete(oldest);
    return page;
  };
}

async function draw(
  request: FastifyRequest,
  reply: FastifyReply,
  viewer: Viewer,
  options: DrawnPagesOptions,
): Promise<DrawnPage | null> {
  const { drawer, budgets, inFlight } = options;
  const account = budgets.accountOf(viewer, request.ip);
  const places = [inFlight.enter(), inFlight.enterAs(account.key)];
  try {
    if (!places.every((place) => typeof place === 'function') || (await account.charge(0)) !== null)
      return null;
    request.setDecorator('account', account);
    const address = new URL(request.url, 'http://hub.invalid');
    const signInUrl = request.server.getDecorator<string | null>(SIGN_IN_PATH);
    const askAsPublic: AskAsPublic = (query, variables, language) => {
      request.setDecorator('viewer', { ...viewer, languages: [language] });
      return ask(options.apollo, query, variables, createScope(request, reply, options));
    };
    return await drawer.draw(address, viewer.languages, askAsPublic, signInUrl);
  } finally {
    for (const leave of places) if (typeof leave === 'function') leave();
  }
}

/** Asks the graph without a network, as the route at `/graphql` would. */
async function ask(
  apollo: ApolloServer<RequestScope>,
  query: string,
  variables: Readonly<Record<string, unknown>>,
  contextValue: RequestScope,
): Promise<unknown> {
  const { body } = await apollo.executeOperation({ query, variables }, { contextValue });
  return body.kind === 'single' ? readAnswer(body.singleResult) : null;
}
