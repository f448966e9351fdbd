import { createHash } from 'node:crypto';

/** The hash that the first entry names as the one before it. */
export const NO_HASH = '0'.repeat(64);

/** What is hashed of an entry, as SQL that gives text: the same as `audit_hash` in audit-entry.sql, in its order. */
export const HASHED_COLUMNS = [
  'seq::text',
  `to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`,
  'subject',
  'what',
  'object_type',
  'object_id',
  'programme_id::text',
  'before::text',
  'after::text',
  'reason',
  'correlation_id',
  'previous_hash',
] as const;

/** The hash of an entry, from the texts of HASHED_COLUMNS: each with its length in bytes before it, `-` for null. */
export function hashEntry(texts: readonly (string | null)[]): string {
  const hash = createHash('sha256');
  for (const text of texts) hash.update(text === null ? '-' : `${Buffer.byteLength(text)}:${text}`);
  return hash.digest('hex');
}
