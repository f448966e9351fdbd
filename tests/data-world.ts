import type { Gateway } from '@kapstok/gateway';
import { csvText } from '@kapstok/kit';
import { parse } from 'csv-parse/sync';
import type { TestHub } from './hub.ts';
import type { Persona } from './tokens.ts';

/** A row of a file, by column. */
export type FileRow = Readonly<Record<string, string>>;

/** A hub that listens, and short ways to fetch files from it. */
export interface DataWorld {
  readonly url: string;
  /** Fetches below `/data/` as somebody; null: without sign-in. */
  get(persona: Persona | null, address: string, headers?: Record<string, string>): Promise<Response>;
  /** The text of a file. Throws what the hub said when it gave none. */
  text(persona: Persona | null, address: string): Promise<string>;
  /** The rows of a CSV. Throws what the hub said when it gave none. */
  rows(persona: Persona | null, address: string): Promise<FileRow[]>;
  /** Sends a file back. */
  send(persona: Persona | null, address: string, body: string): Promise<Response>;
}

export async function openDataWorld(
  hub: Pick<TestHub, 'tokenFor'> & { gateway: Gateway },
): Promise<DataWorld> {
  const { url } = await hub.gateway.listen({ host: '127.0.0.1', port: 0 });
  const credential = async (persona: Persona | null) =>
    persona === null ? {} : { authorization: `Bearer ${await hub.tokenFor(persona)}` };
  const get: DataWorld['get'] = async (persona, address, headers = {}) =>
    fetch(`${url}/data/${address}`, { headers: { ...(await credential(persona)), ...headers } });
  const text: DataWorld['text'] = async (persona, address) => {
    const response = await get(persona, address);
    const body = await response.text();
    if (response.status !== 200) throw new Error(`${response.status} ${body}`);
    return body;
  };
  return {
    url,
    get,
    text,
    rows: async (persona, address) => rowsOf(await text(persona, address)),
    async send(persona, address, body) {
      const headers = { ...(await credential(persona)), 'content-type': 'text/csv' };
      return fetch(`${url}/data/${address}`, { method: 'POST', headers, body });
    },
  };
}

/** The rows of a CSV text. */
export const rowsOf = (text: string): FileRow[] =>
  parse(text, { columns: true, bom: true, relax_quotes: false });

/** The same rows as CSV again. */
export const fileOf = (rows: readonly FileRow[]): string => {
  const headers = Object.keys(rows[0] ?? {});
  return csvText(
    headers,
    rows.map((row) => headers.map((header) => row[header] ?? '')),
  );
};
