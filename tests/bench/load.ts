import { Agent, request } from 'node:http';

/** What a server did with one question for a while. */
export interface Sample {
  readonly answered: number;
  readonly failed: number;
  readonly perSecond: number;
  readonly latencies: readonly number[];
  readonly bytes: number;
}

export interface Reply {
  readonly status: number;
  readonly text: string;
}

/** Who asks: a director of everything, by a token that only the hub looks up. */
let authorization = '';
export function askWith(token: string): void {
  authorization = `Bearer ${token}`;
}

const agent = new Agent({ keepAlive: true, maxSockets: 64 });

/** Sends one question and reads the whole answer. */
export function post(url: string, body: string): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const headers = {
      'content-type': 'application/json',
      authorization,
      'accept-language': 'nl',
      'content-length': Buffer.byteLength(body),
    };
    const call = request(`${url}/graphql`, { method: 'POST', agent, headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, text: Buffer.concat(chunks).toString('utf8') }),
      );
    });
    call.on('error', reject);
    call.end(body);
  });
}

/** Asks again and again, `clients` at the same time, each waiting for its answer before it asks again. */
export async function load(url: string, body: string, clients: number, forMs: number): Promise<Sample> {
  const latencies: number[] = [];
  let failed = 0;
  let bytes = 0;
  const began = performance.now();
  const client = async () => {
    do {
      const sent = performance.now();
      const { status, text } = await post(url, body);
      latencies.push(performance.now() - sent);
      bytes = Buffer.byteLength(text);
      if (status !== 200 || text.includes('"errors":')) failed += 1;
    } while (performance.now() - began < forMs);
  };
  await Promise.all(Array.from({ length: clients }, client));
  const seconds = (performance.now() - began) / 1000;
  const answered = latencies.length - failed;
  return { answered, failed, perSecond: answered / seconds, latencies, bytes };
}
