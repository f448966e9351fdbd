import type { DataPort, EvidencePort, IdentityPort, Language } from '@kapstok/schema';
import type { GraphQLFormattedError } from 'graphql';
import type { Logger } from 'pino';
import type { DemoPersona } from './demo-provider/persona.ts';
import type { PlannerChoice } from './executing.ts';
import type { OidcOptions } from './identity/provider.ts';
import type { Budget } from './limits/budget.ts';
import type { RequestLimits } from './limits/request-limits.ts';

/** One question to one subgraph, as the query plan words it. */
export interface SubgraphRequest {
  query: string;
  variables?: Record<string, unknown>;
  operationName?: string;
}

/** What a subgraph answers. Errors in it are already masked by the subgraph; whatever it throws is not. */
export interface SubgraphAnswer {
  data?: Record<string, unknown> | null;
  errors?: readonly GraphQLFormattedError[];
  extensions?: Record<string, unknown>;
}

/** The way to one subgraph: in this process or over the wire. Should stop working when the signal aborts. */
export type SubgraphCall = (
  request: SubgraphRequest,
  viewerToken: string,
  signal: AbortSignal,
) => Promise<SubgraphAnswer>;

/** How long answers may take, in milliseconds. */
export interface Deadlines {
  /** One call of one subgraph. */
  readonly subgraphMs: number;
  /** All calls that one request makes, together; after a change they have that again. */
  readonly requestMs: number;
  /** A change. To break off would not undo it, only leave whoever asked for it without knowing. */
  readonly changeMs: number;
}

/** Whether the hub can serve, and what each part says of itself. */
export interface Readiness {
  ok: boolean;
  checks: Record<string, string>;
}

/** A page as it leaves the house. */
export interface DrawnPage {
  readonly status: number;
  readonly html: string;
  /** Whether all that it shows was answered; what was not should be drawn anew the next time. */
  readonly isWhole: boolean;
}

/** Draws pages before they are sent, so that their numbers stand in them also without a script. */
export interface PageDrawer {
  /** Addresses that are pages, as the router writes them: `/`, `/plan/*`. */
  readonly patterns: readonly string[];
  /** Whether there is a page at this path. */
  isPage(path: string): boolean;
  /** The page; null when it is not for everybody. It says where one signs in, unless that is null. */
  draw(
    address: URL,
    languages: readonly Language[],
    ask: AskAsPublic,
    signInUrl: string | null,
  ): Promise<DrawnPage | null>;
}

/** Asks the graph as the public does, in a language. */
export type AskAsPublic = (
  query: string,
  variables: Readonly<Record<string, unknown>>,
  language: Language,
) => Promise<unknown>;

/** What the composition root hands to the gateway; it reads no environment of its own. */
export interface GatewayOptions {
  readonly supergraphSdl: string;
  readonly transport: (subgraph: string) => SubgraphCall;
  /** The key of 32 bytes or more with which viewers are signed; subgraphs hold the same. */
  readonly viewerKey: Uint8Array;
  /** The service that keeps accounts, tokens and sessions. */
  readonly identity: IdentityPort;
  /** The files of the services, at `/data`; absent: there is nothing there. */
  readonly data?: DataPort;
  /** The service that keeps files of evidence; absent: none are taken. */
  readonly evidence?: EvidencePort;
  /** Folder with the built pages, or null when there are none. */
  readonly webDirectory: string | null;
  /** What draws the pages in it; absent: browsers do it all, and only `/` is a page. */
  readonly pageDrawer?: PageDrawer;
  readonly logger: Logger;
  readonly ready: () => Promise<Readiness>;
  /** Names, beside those of loopback, under which browsers may call the hub. */
  readonly hosts?: readonly string[];
  /** The identity provider of the city; absent: nobody signs in there. */
  readonly oidc?: OidcOptions;
  /** Demo accounts, for which the hub is a provider itself; not beside `oidc`, and on loopback only. */
  readonly demo?: readonly DemoPersona[];
  /** Under which browsers reach the hub, such as `https://hub.example`; absent: where it listens. */
  readonly publicUrl?: string;
  /** Addresses of proxies, with commas between, whose word about the caller's address and scheme counts. */
  readonly trustProxy?: string;
  /** Who plans and joins; absent: @apollo/gateway. */
  readonly planner?: PlannerChoice;
  /**
   * The questions that are answered without a token: texts, or `sha256:` hashes (limits/operations.ts). Absent: every
   * one is. A token asks what its holder likes, and pages are drawn in any case.
   */
  readonly operations?: readonly string[] | undefined;
  readonly limits?: Partial<RequestLimits>;
  readonly deadlines?: Partial<Deadlines>;
  /** Points an hour, and questions of one person at the same time. */
  readonly budget?: Partial<Budget>;
  /** Questions answered at the same time; the next one is told to come back. */
  readonly inFlight?: number;
}
