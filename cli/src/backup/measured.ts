import { createHash } from 'node:crypto';
import { Transform } from 'node:stream';

/** Lets bytes through and remembers their hash. */
export function measured() {
  const hash = createHash('sha256');
  const through = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk);
      done(null, chunk);
    },
  });
  return { through, sha256: () => hash.digest('hex') };
}
