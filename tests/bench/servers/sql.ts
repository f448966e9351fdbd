import { channel } from 'node:diagnostics_channel';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readsAll } from '@kapstok/kit';
import pg from 'pg';
import { HOST, type ServerSettings } from '../settings.ts';
import { answerOverview } from './sql-overview.ts';
import { answerPage } from './sql-page.ts';

/** Sends a prepared statement; the rows come as the driver makes them. */
export type Ask = <Row>(name: string, text: string, values: readonly unknown[]) => Promise<Row[]>;

const sql = channel('kapstok:sql');

/**
 * What somebody would write who needs these two answers and nothing else: a few statements over all schemas at once,
 * as the owner (no rights are checked), no GraphQL, no library but the driver.
 */
export async function startSql({ identity, port }: ServerSettings): Promise<string> {
  // What a test says before it is decided, `test_state` tells only who says that they read it.
  const reads = Object.entries(readsAll('*')).map(([name, value]) => `-c ${name}=${value}`);
  const options = ['-c TimeZone=UTC', ...reads].join(' ');
  const pool = new pg.Pool({ connectionString: identity.ownerUrl, max: 16, options });
  const ask: Ask = async <Row>(name: string, text: string, values: readonly unknown[]) => {
    sql.publish({ service: 'sql', text });
    return (await pool.query({ name, text, values: [...values] })).rows as Row[];
  };
  const server = createServer((request, response) => {
    answer(request, ask).then(
      (data) => response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ data })),
      (error: unknown) => response.writeHead(500).end(String(error)),
    );
  });
  await new Promise<void>((resolve) => server.listen(port, HOST, resolve));
  return `http://${HOST}:${(server.address() as AddressInfo).port}`;
}

interface Body {
  readonly operationName: string;
  readonly variables: { readonly slug: string; readonly first: number };
}

async function answer(request: IncomingMessage, ask: Ask): Promise<unknown> {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  const { operationName, variables } = JSON.parse(Buffer.concat(chunks).toString('utf8')) as Body;
  const today = new Date().toISOString().slice(0, 10);
  return operationName === 'PageOfActions'
    ? answerPage(ask, variables.slug, variables.first, today)
    : answerOverview(ask, variables.slug, today);
}
