import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { from } from 'pg-copy-streams';
import type { BulkSession } from './bulk-session.ts';

/** Puts bytes into a table as they come, as fast as the server takes them; `target` is what follows COPY, `FROM STDIN` included. */
export async function copyIn(
  session: BulkSession,
  target: string,
  bytes: AsyncIterable<Uint8Array>,
): Promise<void> {
  const stream = session.copy(from(`copy ${target}`));
  await pipeline(Readable.from(bytes, { objectMode: false }), stream);
}
