import { createHash } from 'node:crypto';
import { heldRoles, type Viewer } from '@kapstok/schema';
import type { Release } from './release.ts';

/** Raise it when the same data and question give other bytes than before. */
const WRITING = 1;

/** The same for the same question about the same data by somebody with the same rights. */
export function tagOf(key: string, release: Release, viewer: Viewer): string {
  const rights = [heldRoles(viewer).toSorted(), viewer.roles.map(({ domain }) => domain), viewer.published];
  const parts = JSON.stringify([WRITING, key, release.id, rights]);
  return createHash('sha256').update(parts).digest('base64url').slice(0, 27);
}

/** Whether the caller has it already; a file that a proxy weakened is the same for whoever only reads it. */
export const isKnown = (known: string | undefined, etag: string): boolean =>
  known !== undefined &&
  (known.trim() === '*' || known.split(',').some((one) => one.trim().replace(/^W\//, '') === etag));
