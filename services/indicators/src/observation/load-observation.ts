import type { Context } from '../context.ts';
import type { KnownObservation } from './observation.ts';

/** An observation, in an answer about what was known on `asOf`. */
export async function loadObservation(
  id: string,
  asOf: string | null,
  { loaders, observations }: Context,
): Promise<KnownObservation | null> {
  const found = await loaders.load('observation', null, id, observations.byIds);
  return found === null ? null : { ...found, asOf };
}
