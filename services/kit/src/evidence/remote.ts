import type { IncomingMessage } from 'node:http';
import {
  EVIDENCE_FILE,
  type EvidenceFile,
  type EvidencePort,
  type EvidenceRefused,
  VIEWER_HEADER,
} from '@kapstok/schema';
import type { Dispatcher } from 'undici';
import { HubError } from '../errors.ts';
import { http } from '../http.ts';

/** The header in which a file says what it is, as JSON in percent-encoding. */
const FILE_HEADER = 'x-kapstok-file';
const WITHIN_MS = 30_000;

/** A dispatcher's answer, or that there is none. */
type Reply = Dispatcher.ResponseData | null;

/** The evidence port of an actions service that runs as a process of its own, at its address. */
export function remoteEvidence(address: string): EvidencePort & { close(): Promise<void> } {
  const { Agent, request } = http();
  const dispatcher = new Agent({ connections: 8, maxResponseSize: EVIDENCE_FILE.largestBytes + 1000 });
  const ask = (path: string, options: object): Promise<Reply> =>
    request(new URL(path, address), { dispatcher, signal: AbortSignal.timeout(WITHIN_MS), ...options }).catch(
      () => null,
    );
  return {
    async keep(token, { progressUpdateId, name, bytes }) {
      const where = new URLSearchParams({ update: progressUpdateId, name });
      const headers = { 'content-type': 'application/octet-stream', [VIEWER_HEADER]: token };
      const reply = await ask(`/evidence?${where}`, { method: 'POST', headers, body: bytes });
      return jsonOf(reply);
    },
    async open(token, id) {
      const path = `/evidence/${encodeURIComponent(id)}`;
      const reply = await ask(path, { headers: { [VIEWER_HEADER]: token } });
      const about = reply?.headers[FILE_HEADER];
      if (reply === null || typeof about !== 'string') return jsonOf(reply);
      const file = JSON.parse(decodeURIComponent(about)) as EvidenceFile;
      return { file, bytes: new Uint8Array(await reply.body.arrayBuffer()) };
    },
    close: () => dispatcher.close(),
  };
}

async function jsonOf<T>(reply: Reply): Promise<T | EvidenceRefused> {
  if (reply?.statusCode === 200) return (await reply.body.json()) as T;
  await reply?.body.dump();
  const message = 'The part of the hub that keeps files does not answer. Try again in a few seconds.';
  return { refusal: { code: 'SUBGRAPH_UNAVAILABLE', message } };
}

/** What the port says, as it goes over the wire. */
export interface EvidenceReply {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array;
}

/** Answers what `remoteEvidence` asks; null when it is about something else. The viewer's token says who asks. */
export async function answerEvidence(
  port: EvidencePort | undefined,
  request: IncomingMessage,
  token: string | undefined,
): Promise<EvidenceReply | null> {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://service.invalid');
  if (port === undefined || !/^\/evidence(\/|$)/.test(pathname)) return null;
  if (request.method === 'POST') {
    const [progressUpdateId, name] = ['update', 'name'].map((key) => searchParams.get(key) ?? '');
    const bytes = await readBytes(request);
    return json(
      await port.keep(token ?? '', { progressUpdateId: progressUpdateId ?? '', name: name ?? '', bytes }),
    );
  }
  const answer = await port.open(token ?? '', decodeURIComponent(pathname.slice('/evidence/'.length)));
  if ('refusal' in answer) return json(answer);
  const about = encodeURIComponent(JSON.stringify(answer.file));
  return {
    headers: { 'content-type': 'application/octet-stream', [FILE_HEADER]: about },
    body: answer.bytes,
  };
}

const json = (answer: object): EvidenceReply => ({
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(answer),
});

async function readBytes(request: IncomingMessage): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.byteLength;
    if (size > EVIDENCE_FILE.largestBytes) throw new HubError('PAYLOAD_TOO_LARGE', 'The file is too large.');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
