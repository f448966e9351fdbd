import { readFile } from 'node:fs/promises';
import { ApolloGateway, RemoteGraphQLDataSource } from '@apollo/gateway';
import { subgraphs } from '@kapstok/all';
import { openDatabases, ROOT, sharedKey } from '@kapstok/cli/testing';
import { contextMaker, createViewerReader, type KitContext } from '@kapstok/kit';
import { VIEWER_HEADER, VIEWER_TOKEN, type Viewer } from '@kapstok/schema';
import { SignJWT } from 'jose';
import type { ServerSettings } from '../settings.ts';
import { serveApollo, viewerOf } from './apollo-frame.ts';

/** A subgraph as one builds it by the book: its schema in an Apollo Server, with the hub's stores and sessions. */
export async function startStockService({ identity, port, service }: ServerSettings): Promise<string> {
  const definition = subgraphs.find(({ name }) => name === service);
  if (definition === undefined) throw new Error(`There is no service ${service}.`);
  const database = openDatabases(identity).of(definition.name);
  const contextOf = contextMaker(definition, database);
  const readViewer = createViewerReader(sharedKey(identity.secret));
  const viewerOfToken = (header: string | string[] | undefined) =>
    readViewer(typeof header === 'string' ? header : undefined);
  return serveApollo<KitContext>({
    options: { schema: definition.schema },
    context: async ({ headers }) => contextOf(await viewerOfToken(headers[VIEWER_HEADER])) as KitContext,
    around: async ({ headers }, answer) => database.read(await viewerOfToken(headers[VIEWER_HEADER]), answer),
    port,
  });
}

interface StockContext {
  readonly token: string;
}

/** Apollo's own way to a subgraph, plus the one header without which ours answer nobody. */
class SignedDataSource extends RemoteGraphQLDataSource<StockContext> {
  override willSendRequest({
    request,
    context,
  }: Parameters<NonNullable<RemoteGraphQLDataSource<StockContext>['willSendRequest']>>[0]) {
    const { token } = context as Partial<StockContext>;
    if (token !== undefined) request.http?.headers.set(VIEWER_HEADER, token);
  }
}

/** Apollo's gateway as it comes. */
export async function startStockGateway({ identity, port, urls }: ServerSettings): Promise<string> {
  const addresses: Readonly<Record<string, string>> = urls ?? {};
  const gateway = new ApolloGateway({
    supergraphSdl: await readFile(new URL('schema/supergraph.graphql', ROOT), 'utf8'),
    buildService: ({ name }) => new SignedDataSource({ url: `${addresses[name]}/graphql` }),
  });
  const key = sharedKey(identity.secret);
  return serveApollo<StockContext>({
    options: { gateway },
    context: async (request) => ({ token: await sign(viewerOf(request), key) }),
    port,
  });
}

const sign = (viewer: Viewer, key: Uint8Array): Promise<string> =>
  new SignJWT({ viewer })
    .setProtectedHeader({ alg: VIEWER_TOKEN.algorithm })
    .setSubject(viewer.subject)
    .setIssuer(VIEWER_TOKEN.issuer)
    .setAudience(VIEWER_TOKEN.audience)
    .setIssuedAt()
    .setExpirationTime(`${VIEWER_TOKEN.lifetimeSeconds}s`)
    .sign(key);
