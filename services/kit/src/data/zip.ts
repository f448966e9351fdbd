import { Readable } from 'node:stream';
import yazl from 'yazl';
import { metadataOf, readmeOf } from './metadata.ts';
import type { Question } from './question.ts';
import type { Release } from './release.ts';

/** An archive of the rows, their dictionary and a text to read, made as it is taken. */
export function zipOf(question: Question, release: Release, csv: AsyncIterable<Uint8Array>): Readable {
  const archive = new yazl.ZipFile();
  const { name } = question.dataset;
  // The same data give the same bytes: nothing in it says when it was packed.
  const options = { mtime: new Date(release.at ?? 0), mode: 0o100644, forceDosTimestamp: true };
  const rows = Readable.from(csv, { objectMode: false });
  archive.addReadStream(rows, `${name}.csv`, options);
  const text = (path: string, content: string): void =>
    archive.addBuffer(Buffer.from(content), path, options);
  text(`${name}.metadata.json`, `${JSON.stringify(metadataOf(question, release), null, 2)}\n`);
  text('README.txt', readmeOf(question, release));
  archive.end();
  const out = archive.outputStream as Readable;
  rows.once('error', (error) => out.destroy(error));
  out.once('close', () => rows.destroy());
  return out;
}
