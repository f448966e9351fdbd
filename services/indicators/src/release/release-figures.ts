import { newId, type Queryable } from '@kapstok/kit';
import { observedCube, peopleIn } from '../withholding/observed-cube.ts';
import { deciding, type Release } from '../withholding/release.ts';
import { type LastVintage, lastVintages } from './figure-release.ts';
import { inTurns } from './in-turns.ts';
import {
  isReleasedOrLarge,
  type KeptNumbers,
  readEarlier,
  readKeptNumbers,
  readPlaceParents,
  readVintages,
  saveRelease,
  takeReleases,
} from './kept-releases.ts';

/** Decides what of the figures of a programme, as they are now, is shown to whom; null when it has none. */
export async function decideNow(
  db: Queryable,
  programmeId: string,
): Promise<{ number: number; vintages: LastVintage[]; release: Release } | null> {
  await takeReleases(db, programmeId);
  const earlier = await readEarlier(db, programmeId);
  const kept = await readKeptNumbers(db, programmeId);
  const vintages = lastVintages(await readVintages(db, programmeId)).map((vintage) =>
    identified(vintage, kept),
  );
  if (vintages.length === 0) return null;
  const observed = vintages.map((vintage) => ({ ...vintage.observed, id: vintage.figureId }));
  const cube = observedCube({ observed, placeParents: await readPlaceParents(db) });
  const release = await inTurns(deciding(cube, earlier));
  return { number: earlier.length + 1, vintages, release };
}

/**
 * An import can give an observation another number without another vintage. It is another figure then: what was decided
 * of the number before does not hold for it.
 */
function identified(vintage: LastVintage, { ofObservations, ofFigures }: KeptNumbers): LastVintage {
  const numbers = peopleIn(vintage.observed)?.join(' ');
  if (numbers === undefined) return vintage;
  const last = ofObservations.get(vintage.observed.id);
  if (last?.numbers === numbers) return { ...vintage, figureId: last.figureId };
  const isFree = (ofFigures.get(vintage.figureId) ?? numbers) === numbers;
  return isFree ? vintage : { ...vintage, figureId: newId() };
}

/** A first release is decided with the import of a programme, unless deciding would take longer than the import. */
const MOST_AT_IMPORT = 10_000;

/**
 * Releases the figures of a programme that was imported and has no release yet, so that partners and evaluators read
 * them on the day. Every later release is the director's, and so is what is published.
 */
export async function releaseFirst(db: Queryable, programmeId: string, decidedOn: string): Promise<void> {
  if (await isReleasedOrLarge(db, programmeId, MOST_AT_IMPORT)) return;
  // A director may be at it: looked at again once they are through.
  await takeReleases(db, programmeId);
  if (await isReleasedOrLarge(db, programmeId, MOST_AT_IMPORT)) return;
  const decided = await decideNow(db, programmeId);
  if (decided !== null)
    await saveRelease(db, { id: newId(), programmeId, decidedOn, note: null, ...decided });
}
