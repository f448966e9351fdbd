import type { ServiceName, Viewer } from '@kapstok/schema';
import {
  type DocumentNode,
  execute,
  GraphQLError,
  type GraphQLFormattedError,
  type GraphQLSchema,
  getOperationAST,
  OperationTypeNode,
  parse,
  validate,
} from 'graphql';
import type { Kysely } from 'kysely';
import { LRUCache } from 'lru-cache';
import type { Logger } from 'pino';
import { Changes } from './change/changes.ts';
import type { Database } from './database.ts';
import { HubError, toPublicError } from './errors.ts';
import type { Facts } from './events/facts.ts';
import type { Describe } from './events/outbox.ts';
import type { CsvFile } from './import/csv-file.ts';
import type { Queryable } from './import/queryable.ts';
import { KeptAnswers } from './kept-answers.ts';
import { Loaders } from './loaders.ts';
import { once } from './subgraph-schema.ts';
import type { ViewerReader } from './viewer-token.ts';

/** What every resolver gets; a service adds its stores. */
export interface KitContext {
  readonly viewer: Viewer;
  readonly loaders: Loaders;
  /** Ids of the rows that are the own of the viewer's organisations, as `SubgraphDefinition.own` selects them. */
  readonly own: () => Promise<ReadonlySet<string>>;
  /** Where the service's audit trail is read. */
  readonly trail: Kysely<unknown>;
  /** The way in which mutations change something. */
  readonly changes: Changes;
  /** The moment it is, by the clock of the hub. An answer that asks for it is not kept. */
  readonly now: Date;
  /** Whether somebody asked for `now`. */
  readonly isMomentary: () => boolean;
  /** The day it is, UTC, `YYYY-MM-DD`: the same for the whole answer. */
  readonly today: string;
}

/** All that a service is to the rest of the hub. */
export interface SubgraphDefinition<Stores = unknown> {
  readonly name: ServiceName;
  readonly schema: GraphQLSchema;
  /** The service's folder, in which `prisma/migrations` lies. */
  readonly directory: URL;
  /** The CSV files of a programme folder that this service keeps. */
  readonly files: readonly CsvFile[];
  /**
   * SQL that selects the ids of what is the own of `own_organisations()`, whatever its kind. It runs once, where the
   * session of a viewer who speaks for an organisation opens; to the policies it is `own_rows()`.
   */
  readonly own?: string;
  /** Whether it works on many rows at once in temporary tables. */
  readonly hasScratch?: boolean;
  /** Makes the stores, when the first question is asked. */
  createStores(database: Database): Stores;
  /** What this service knows of a programme, or of one action of it, that others must hear. */
  readonly describe: Describe;
  /** What is decided of a programme that was imported, in the transaction of the import; `day` is the day, UTC. */
  afterImport?(db: Queryable, programmeId: string, day: string): Promise<void>;
  /** Whose facts this service keeps. */
  readonly hears: readonly ServiceName[];
  /** Keeps what a service said of a programme, or of one action of it, in place of what it said of that before. */
  learn(
    db: Queryable,
    producer: ServiceName,
    programmeId: string,
    facts: Facts,
    actionId?: string | null,
  ): Promise<void>;
}

/** A question as the gateway sends it. */
export interface SubgraphRequest {
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>> | undefined;
  readonly operationName?: string | undefined;
}
export interface SubgraphAnswer {
  readonly data?: Record<string, unknown> | null;
  readonly errors?: readonly GraphQLFormattedError[];
}

/** A subgraph that is ready to answer. */
export interface OpenSubgraph {
  readonly name: ServiceName;
  /** The only way in: checks who asks, parses, validates, executes in one snapshot, masks. Never throws. */
  answer(request: SubgraphRequest, viewerToken: string | undefined): Promise<SubgraphAnswer>;
  ping(): Promise<void>;
  close(): Promise<void>;
}

export interface OpenOptions {
  readonly database: Database;
  readonly readViewer: ViewerReader;
  readonly log: Logger;
  /** How much of what was answered is kept for who asks the same before anything changes; 0: nothing. */
  readonly keptMegabytes?: number | undefined;
  /** The clock; tests set it. */
  readonly now?: () => Date;
  /** Called after a change of which the other services must hear, before it is answered. */
  readonly afterChange?: () => Promise<void>;
}

/** Makes what the resolvers of a service get, anew for each request; the stores are made once, for the first. */
export function contextMaker<Stores>(
  definition: SubgraphDefinition<Stores>,
  database: Database,
  { now = () => new Date(), afterChange = async () => {} }: Pick<OpenOptions, 'now' | 'afterChange'> = {},
): (viewer: Viewer) => KitContext & Stores {
  const stores = once(() => definition.createStores(database));
  const trail = database.kysely<unknown>();
  return (viewer) => {
    const at = now();
    let isMomentary = false;
    const loaders = new Loaders();
    return {
      ...stores(),
      viewer,
      loaders,
      own: () => database.own(),
      trail,
      changes: new Changes({
        database,
        viewer,
        loaders,
        describe: definition.describe,
        afterChange,
        now: at,
      }),
      get now() {
        isMomentary = true;
        return at;
      },
      isMomentary: () => isMomentary,
      today: at.toISOString().slice(0, 10),
    };
  };
}

const KEPT_MEGABYTES = 8;

/** Joins a service with its database. Its schema and its stores are made for the first question and not before: a start is short. */
export function openSubgraph<Stores>(
  definition: SubgraphDefinition<Stores>,
  { database, readViewer, log, keptMegabytes = KEPT_MEGABYTES, ...clock }: OpenOptions,
): OpenSubgraph {
  const contextOf = contextMaker(definition, database, clock);
  const documentOf = once(() => documentCache(definition.schema));
  const service = definition.name;
  const kept = new KeptAnswers(keptMegabytes);
  const workOut = async (document: DocumentNode, request: SubgraphRequest, context: KitContext) => {
    const { errors, data = null } = await execute({
      schema: definition.schema,
      document,
      variableValues: request.variables,
      operationName: request.operationName,
      contextValue: context,
    });
    const answer = { ...(errors !== undefined && masked(errors, context.viewer)), data };
    return { answer, isLasting: errors === undefined && !context.isMomentary() };
  };
  const run = async (request: SubgraphRequest, viewer: Viewer): Promise<SubgraphAnswer> => {
    const document = documentOf()(request.query);
    if (!('kind' in document)) return masked(document, viewer);
    const context = contextOf(viewer);
    const work = () => workOut(document, request, context);
    return database.read(viewer, async () => {
      if (isChange(document, request.operationName)) return (await work()).answer;
      const asked = { ...request, today: context.today, viewer: { ...viewer, correlationId: null } };
      return kept.answer(await database.snapshot(), asked, work);
    });
  };
  const masked = (errors: readonly GraphQLError[], viewer: Viewer): SubgraphAnswer => ({
    errors: errors.map((error) =>
      toPublicError(error, { service, correlationId: viewer.correlationId, log }),
    ),
  });
  return {
    name: service,
    async answer(request, viewerToken) {
      let viewer: Viewer;
      try {
        viewer = await readViewer(viewerToken);
      } catch (error) {
        if (!(error instanceof HubError)) throw error;
        return { errors: [{ message: error.message, extensions: { code: error.code } }] };
      }
      try {
        return await run(request, viewer);
      } catch (error) {
        const original = error instanceof Error ? error : new Error(String(error));
        return masked([new GraphQLError('failed', { originalError: original })], viewer);
      }
    },
    ping: () => database.ping(),
    close: () => database.close(),
  };
}

const isChange = (document: DocumentNode, name: string | undefined): boolean =>
  getOperationAST(document, name)?.operation !== OperationTypeNode.QUERY;

/** Parsed and validated questions; the gateway sends the same text again and again. */
function documentCache(schema: GraphQLSchema): (query: string) => DocumentNode | readonly GraphQLError[] {
  const cache = new LRUCache<string, DocumentNode>({ max: 1000 });
  return (query) => {
    const known = cache.get(query);
    if (known !== undefined) return known;
    try {
      const document = parse(query);
      const errors = validate(schema, document);
      if (errors.length > 0) return errors;
      cache.set(query, document);
      return document;
    } catch (error) {
      if (error instanceof GraphQLError) return [error];
      throw error;
    }
  };
}
