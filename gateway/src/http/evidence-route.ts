import {
  EVIDENCE_FILE,
  type EvidenceFile,
  type EvidencePort,
  type EvidenceRefused,
  FILE_POINTS,
  PUBLIC_SUBJECT,
} from '@kapstok/schema';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { createInFlight } from '../limits/in-flight.ts';
import { type Refusal, RefusalError } from '../limits/refusal.ts';
import type { ViewerSigner } from '../viewer.ts';
import type { addAccounts } from './accounts.ts';
import type { Entrance } from './entrance.ts';
import { refuse } from './refuse.ts';

export interface EvidenceRouteOptions {
  readonly evidence: EvidencePort;
  readonly enter: Entrance;
  readonly sign: ViewerSigner;
  readonly onSend: ReturnType<typeof addAccounts>;
}

/** Files that are held in memory at a time: of all, and of one person. */
const AT_A_TIME = [8, 2] as const;

const STATUS: Readonly<Partial<Record<Refusal['code'], number>>> = {
  NOT_FOUND: 404,
  NOT_ALLOWED: 403,
  CONFLICT: 409,
  PAYLOAD_TOO_LARGE: 413,
  SUBGRAPH_UNAVAILABLE: 503,
};

const NOBODY: Refusal = {
  status: 401,
  code: 'UNAUTHENTICATED',
  message: 'Nobody adds a file without sign-in. Sign in, or send an API token of scope WRITE.',
  headers: { 'www-authenticate': 'Bearer' },
};
const WRONG_TYPE: Refusal = {
  status: 415,
  code: 'BAD_REQUEST',
  message: `The body is the file itself, with Content-Type: application/octet-stream or one of ${Object.keys(EVIDENCE_FILE.types).join(', ')}.`,
};
const TOO_LARGE: Refusal = {
  status: 413,
  code: 'PAYLOAD_TOO_LARGE',
  message: `A file has ${EVIDENCE_FILE.largestBytes / 1e6} MB at most.`,
};

/** Files of evidence: sent to `/evidence?update=…&name=…`, fetched from `/evidence/` and their id. */
export function addEvidenceRoute(fastify: FastifyInstance, options: EvidenceRouteOptions): void {
  const { evidence, enter, sign, onSend } = options;
  const files = createInFlight(...AT_A_TIME);
  fastify.register(async (scope) => {
    // The body is read when it is known who sends it.
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', (_request, payload, done) => done(null, payload));
    const bodyLimit = Number.MAX_SAFE_INTEGER;
    scope.post('/evidence', { onSend, bodyLimit, config: { takesFiles: true } }, (request, reply) =>
      enter(request, reply, async (viewer, account) => {
        if (viewer.subject === PUBLIC_SUBJECT) return refuse(reply, NOBODY);
        const refusal = refuseUpload(request) ?? (await account.charge(FILE_POINTS.upload));
        if (refusal !== null) return refuse(reply, refusal);
        return holding(files.enter(), () =>
          holding(files.enterAs(account.key), async () => {
            const upload = { ...wordsOf(request), bytes: await readBody(request) };
            const answer = await evidence.keep(await sign(viewer), upload);
            return 'refusal' in answer ? refuse(reply, toRefusal(answer)) : reply.code(201).send(answer);
          }),
        );
      }),
    );
    scope.get<{ Params: { id: string } }>('/evidence/:id', { onSend }, (request, reply) =>
      enter(request, reply, async (viewer, account) => {
        const refusal = await account.charge(FILE_POINTS.download);
        if (refusal !== null) return refuse(reply, refusal);
        return holding(files.enter(), async () => {
          const answer = await evidence.open(await sign(viewer), request.params.id);
          return 'refusal' in answer ? refuse(reply, toRefusal(answer)) : sendFile(reply, answer);
        });
      }),
    );
  });
}

/** Throws the refusal when no place is free. */
async function holding(place: (() => void) | Refusal, work: () => Promise<unknown>): Promise<unknown> {
  if (typeof place !== 'function') throw new RefusalError(place);
  try {
    return await work();
  } finally {
    place();
  }
}

/** Only types that a page of a stranger cannot send unasked. */
function refuseUpload({ headers }: FastifyRequest): Refusal | null {
  const [type = ''] = (headers['content-type'] ?? '').toLowerCase().split(';');
  const isFile =
    type.trim() === 'application/octet-stream' || Object.hasOwn(EVIDENCE_FILE.types, type.trim());
  if (!isFile) return WRONG_TYPE;
  return Number(headers['content-length'] ?? 0) > EVIDENCE_FILE.largestBytes ? TOO_LARGE : null;
}

function wordsOf({ url }: FastifyRequest) {
  const search = new URL(url, 'http://hub.invalid').searchParams;
  return { progressUpdateId: search.get('update') ?? '', name: search.get('name') ?? '' };
}

async function readBody({ body }: FastifyRequest): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of (body ?? []) as AsyncIterable<Buffer>) {
    size += chunk.byteLength;
    if (size > EVIDENCE_FILE.largestBytes) throw new RefusalError(TOO_LARGE);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

const toRefusal = ({ refusal }: EvidenceRefused): Refusal => ({
  ...refusal,
  status: STATUS[refusal.code] ?? 400,
});

/** To be saved, never shown: whatever is in it, no browser runs it as a page of the hub. */
function sendFile(
  reply: FastifyReply,
  { file, bytes }: { readonly file: EvidenceFile; readonly bytes: Uint8Array },
): FastifyReply {
  return reply
    .headers({
      'content-type': file.mediaType,
      'content-disposition': dispositionOf(file.name),
      'content-security-policy': "default-src 'none'; sandbox",
      'x-content-type-options': 'nosniff',
    })
    .send(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
}

/** RFC 6266: the name in ASCII for old clients, and as it is. */
function dispositionOf(name: string): string {
  const ascii = name.replace(/[^\x20-\x7e]|["\\%]/g, '_');
  const encoded = encodeURIComponent(name).replace(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${ascii}"; filename*=UTF-8''${encoded}`;
}
