import type { Queryable } from '../import/queryable.ts';

/** What the trail says of one change, sign-in, export or refusal. Number, time and hashes the chain adds itself. */
export interface AuditEntry {
  /** Who: the id of the account, `hub` for the hub itself and its command line, `public` without sign-in. */
  readonly subject: string;
  /** A short code in the past tense, such as ROLE_ASSIGNED. */
  readonly what: string;
  /** Name of the type in the graph, such as Agreement. */
  readonly objectType: string;
  /** Null when there is no one object. */
  readonly objectId: string | null;
  /** Null for what belongs to no programme; then only administrators of the whole hub read the entry. */
  readonly programmeId: string | null;
  /** What changed, as it was; null for what is new. Never a secret, nor the hash of one. */
  readonly before: AuditValues | null;
  /** What changed, as it became; null for what was removed. */
  readonly after: AuditValues | null;
  /** In the words of whoever did it, or the code of a refusal. */
  readonly reason: string | null;
  readonly correlationId: string;
}

export type AuditValues = Readonly<Record<string, unknown>>;

/** The subject of what the hub and its command line do. */
export const HUB_SUBJECT = 'hub';

const COLUMNS = [
  'subject',
  'what',
  'object_type',
  'object_id',
  'programme_id',
  'before',
  'after',
  'reason',
  'correlation_id',
];

/**
 * Adds one entry to the chain of the service whose schema the session is in, inside the running transaction, which
 * must be read committed and have `kapstok.change` or `kapstok.import` on. Call it last: every other writer of the
 * service waits from here until the transaction ends.
 */
export async function appendAudit(db: Queryable, entry: AuditEntry): Promise<void> {
  await db.query(
    `insert into audit_entry (${COLUMNS.join(', ')}) values ($1, $2, $3, $4, $5, $6::jsonb, $7::jsonb, $8, $9)`,
    [
      entry.subject,
      entry.what,
      entry.objectType,
      entry.objectId,
      entry.programmeId,
      json(entry.before),
      json(entry.after),
      storable(entry.reason),
      entry.correlationId,
    ],
  );
}

const json = (values: AuditValues | null): string | null =>
  values === null ? null : JSON.stringify(values, (_key, value: unknown) => plain(value));

function plain(value: unknown): unknown {
  if (typeof value === 'bigint') return value.toString();
  return typeof value === 'string' ? storable(value) : value;
}

/** A refusal quotes what was sent, and PostgreSQL keeps no NUL nor half a surrogate pair. */
function storable<T extends string | null>(text: T): T {
  return text === null ? text : (text.toWellFormed().replaceAll('\0', '\uFFFD') as T);
}
