import './telemetry-off.ts';
import { ApolloServer } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginSchemaReportingDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import { BUDGET } from '@kapstok/schema';
import type { FastifyInstance } from 'fastify';
import { createAnswerMask } from './answer-plugin.ts';
import { createAskSubgraph } from './ask-subgraph.ts';
import { apolloLogger, createExecuting, type PlannerChoice, writeAnswer } from './executing.ts';
import { addAccounts } from './http/accounts.ts';
import { addDataRoute } from './http/data-route.ts';
import { createDrawnPages } from './http/drawn-pages.ts';
import { createEntrance } from './http/entrance.ts';
import { addEvidenceRoute } from './http/evidence-route.ts';
import { addGraphqlRoute } from './http/graphql-route.ts';
import { addHealth } from './http/health.ts';
import { addPages } from './http/pages.ts';
import { createServer } from './http/server.ts';
import { createRefusalRecorder } from './identity/door-refusals.ts';
import { createIdentify } from './identity/identify.ts';
import { ofIssuer } from './identity/one-issuer.ts';
import { addSession } from './identity/sign-in.ts';
import { createWaysIn, refuseNetwork } from './identity/ways-in.ts';
import { introspectionPlugin } from './introspection.ts';
import { createBudgets } from './limits/budget.ts';
import { createDocumentCheck } from './limits/document.ts';
import { createInFlight } from './limits/in-flight.ts';
import { limitsPlugin } from './limits/limits-plugin.ts';
import { type RequestLimits, requestLimits } from './limits/request-limits.ts';
import type { Deadlines, GatewayOptions } from './options.ts';
import type { RequestScope } from './request-scope.ts';
import { refuseSecuritySwitches } from './security-switches.ts';
import { createViewerSigner } from './viewer.ts';

const DEADLINES: Deadlines = { subgraphMs: 3000, requestMs: 10_000, changeMs: 60_000 };
const IN_FLIGHT = 64;
const PLANNER: PlannerChoice = 'hive';
/** Files that one person, or one address without sign-in, fetches at the same time. */
const FILES_OF_A_PERSON = 3;
const CLOSE_WITHIN_MS = 10_000;

/** The one door of the hub. */
export interface Gateway {
  /** Serves; refuses an address that others can reach unless people sign in there by https. Port 0 takes a free one. */
  listen(address: { host: string; port: number }): Promise<{ url: string }>;
  /** Answers a request without a network, for tests. */
  readonly inject: FastifyInstance['inject'];
  /** Resolves when somebody was answered for the first time. */
  readonly answered: Promise<void>;
  /** Takes no more connections, lets what runs end, and stops. Calling it again waits for the same end. */
  close(): Promise<void>;
}

/** Loads the supergraph and builds the door; nothing listens yet. Throws when the settings or the supergraph are wrong. */
export async function createGateway(options: GatewayOptions): Promise<Gateway> {
  refuseSecuritySwitches(process.env);
  const limits = requestLimits(options.limits);
  const deadlines = { ...DEADLINES, ...options.deadlines };
  const sign = createViewerSigner(options.viewerKey);
  const apollo = await createApollo(options, limits, deadlines);
  await apollo.start();
  let closing: Promise<void> | null = null;
  const { logger, hosts = [], inFlight = IN_FLIGHT, publicUrl, trustProxy } = options;
  const identity = ofIssuer(options.identity, options.oidc?.issuer ?? null);
  const site = publicUrl === undefined ? null : new URL(publicUrl);
  const server = await createServer({
    logger,
    bodyBytes: limits.bodyBytes,
    hosts: site === null ? hosts : [...hosts, site.hostname],
    isHttps: site?.protocol === 'https:',
    trustProxy: trustProxy ?? false,
  });
  const answered = new Promise<void>((resolve) => server.addHook('onResponse', async () => resolve()));
  let address = site?.origin ?? null;
  const ways = createWaysIn(options, () => address ?? notListening());
  const record = createRefusalRecorder(identity, logger);
  const budget = { ...BUDGET, ...options.budget };
  const budgets = createBudgets(budget);
  const onSend = addAccounts(server, { budgets, record });
  const identify = createIdentify({
    port: identity,
    bearer: ways.bearer,
    record,
    logger,
    withinMs: deadlines.subgraphMs,
  });
  const places = createInFlight(inFlight, budget.inFlight);
  const enter = createEntrance({ identify, inFlight: places, budgets });
  const { requestMs } = deadlines;
  const checkDocument = createDocumentCheck(limits);
  const { evidence, data, operations } = options;
  addGraphqlRoute(server, { apollo, enter, onSend, sign, requestMs, checkDocument, operations });
  if (evidence !== undefined) addEvidenceRoute(server, { evidence, enter, onSend, sign });
  if (data !== undefined) {
    const files = createInFlight(inFlight, FILES_OF_A_PERSON);
    await addDataRoute(server, { data, identify, sign, budgets, onSend, inFlight: files });
  }
  addSession(server, identity, ways.signIn?.path ?? null);
  ways.addRoutes(server, record);
  addHealth(server, options.ready, () => closing !== null);
  const { webDirectory, pageDrawer: drawer = null } = options;
  const draw =
    drawer === null
      ? null
      : createDrawnPages({ apollo, identify, sign, inFlight: places, budgets, requestMs, drawer });
  await addPages(server, webDirectory, drawer, draw);
  await server.ready();
  return {
    async listen({ host, port }) {
      refuseNetwork(host, options);
      const url = await server.listen({ host, port });
      address ??= url;
      return { url };
    },
    inject: server.inject.bind(server),
    answered,
    close() {
      closing ??= closeAll(server, apollo);
      return closing;
    },
  };
}

async function createApollo(
  { supergraphSdl, transport, logger, planner = PLANNER }: GatewayOptions,
  limits: RequestLimits,
  deadlines: Deadlines,
): Promise<ApolloServer<RequestScope>> {
  const mask = createAnswerMask(logger);
  const askOf = (name: string) => createAskSubgraph(name, transport(name), deadlines);
  const gateway = await createExecuting({ planner, supergraphSdl, askOf, logger });
  return new ApolloServer<RequestScope>({
    gateway,
    logger: apolloLogger(logger),
    nodeEnv: 'production',
    includeStacktraceInErrorResponses: false,
    introspection: true,
    hideSchemaDetailsFromClientErrors: false,
    csrfPrevention: true,
    allowBatchedHttpRequests: false,
    persistedQueries: false,
    // The composition root decides when to stop.
    stopOnTerminationSignals: false,
    parseOptions: { maxTokens: limits.tokens },
    validationOptions: { maxErrors: 20 },
    formatError: mask.formatError,
    stringifyResult: writeAnswer,
    plugins: [
      mask.plugin,
      limitsPlugin(limits),
      introspectionPlugin(),
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
      ApolloServerPluginSchemaReportingDisabled(),
      ApolloServerPluginInlineTraceDisabled(),
      ApolloServerPluginCacheControlDisabled(),
    ],
  });
}

function notListening(): never {
  throw new Error('The hub has no address before it listens.');
}

async function closeAll(server: FastifyInstance, apollo: ApolloServer<RequestScope>): Promise<void> {
  const force = setTimeout(() => server.server.closeAllConnections(), CLOSE_WITHIN_MS);
  await server.close();
  clearTimeout(force);
  await apollo.stop();
}
