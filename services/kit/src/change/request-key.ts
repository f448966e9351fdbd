import { createHash } from 'node:crypto';
import type { Queryable } from '../import/queryable.ts';
import { ChangeRefused } from './refusal.ts';

/** A change that the caller gave a key, so that it has its effect once however often it is sent. */
export interface KeyedRequest {
  readonly subject: string;
  readonly mutation: string;
  readonly key: string;
  readonly input: Readonly<Record<string, unknown>>;
  /** The moment of the request, by the clock of the hub. */
  readonly at: Date;
}

const LONGEST_KEY = 200;
const KEPT_DAYS = 7;

/**
 * Takes the key for this transaction. Whoever sends it again waits here until the first has ended. Returns what the
 * first changed, or null when this is the first. The table is `request_key` of the service.
 */
export async function takeKey(db: Queryable, request: KeyedRequest): Promise<{ objectId: string } | null> {
  checkKey(request.key);
  const { subject, mutation, key, at } = request;
  const hash = hashOf(request);
  const taken = await db.query(
    `insert into request_key (subject, mutation, key, input_hash, created_at) values ($1, $2, $3, $4, $5)
     on conflict do nothing`,
    [subject, mutation, key, hash, at],
  );
  if (taken.rowCount === 1) return null;
  const { rows } = await db.query<{ hash: string; objectId: string | null }>(
    `select input_hash as hash, object_id as "objectId" from request_key
     where subject = $1 and mutation = $2 and key = $3`,
    [subject, mutation, key],
  );
  const [first] = rows;
  if (first?.objectId == null) throw new Error(`The key of ${mutation} was taken without an end.`);
  if (first.hash === hash) return { objectId: first.objectId };
  throw new ChangeRefused(
    'IDEMPOTENCY_CONFLICT',
    'You used this idempotencyKey before with another input. Give each change a key of its own.',
    { path: 'idempotencyKey' },
  );
}

/** Notes what the change with this key changed. */
export async function closeKey(
  db: Queryable,
  { subject, mutation, key }: KeyedRequest,
  objectId: string,
): Promise<void> {
  await db.query('update request_key set object_id = $4 where subject = $1 and mutation = $2 and key = $3', [
    subject,
    mutation,
    key,
    objectId,
  ]);
}

/** Forgets keys of more than seven days ago, in a transaction of the hub itself: whoever sends one again changes anew. */
export async function forgetKeys(db: Queryable, now: Date): Promise<void> {
  await db.query(`delete from request_key where created_at < $1::timestamptz - make_interval(days => $2)`, [
    now,
    KEPT_DAYS,
  ]);
}

function checkKey(key: string): void {
  if (key !== '' && key.length <= LONGEST_KEY && key.isWellFormed() && !key.includes('\0')) return;
  throw new ChangeRefused('BAD_USER_INPUT', `An idempotencyKey has 1 to ${LONGEST_KEY} characters.`, {
    path: 'idempotencyKey',
  });
}

/** The same for the same input, in whatever order its fields were sent; fields that are null count as left out. */
function hashOf({ input }: KeyedRequest): string {
  const text = JSON.stringify({ ...input, idempotencyKey: undefined }, (_key, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(
          Object.entries(value)
            .filter(([, one]) => one != null)
            .sort(([a], [b]) => (a < b ? -1 : 1)),
        )
      : value,
  );
  return createHash('sha256').update(text).digest('hex');
}
