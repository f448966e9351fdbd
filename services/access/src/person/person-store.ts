import { newId, type Queryable } from '@kapstok/kit';
import type { ClaimedRole, Identity, Publishable, RoleAssignment } from '@kapstok/schema';
import { assignmentsOf } from './claims.ts';
import type { Vouched } from './vouched.ts';

// What the door asks, in transactions of the hub itself: at that moment nobody is known yet.

/** An account as the door sees it. */
export interface DoorAccount {
  readonly accountId: string;
  readonly name: string | null;
  readonly isClosed: boolean;
}

/** An API token that is known, with whose it is. */
export interface DoorToken extends DoorAccount, Vouched {
  /** The provider that knows the person. */
  readonly issuer: string;
  readonly scope: string;
  readonly expiresAt: Date;
  readonly isRevoked: boolean;
  readonly carriesVouched: boolean;
}

/** A browser session that is known, with whose it is. */
export interface DoorSession extends DoorAccount {
  readonly issuer: string;
  readonly claims: readonly ClaimedRole[];
  readonly expiresAt: Date;
  readonly lastSeenAt: Date;
  readonly isEnded: boolean;
}

const ACCOUNT = `account.id as "accountId", account.name, account.closed_at is not null as "isClosed"`;

export async function tokenByHash(db: Queryable, hash: string): Promise<DoorToken | null> {
  const { rows } = await db.query<DoorToken>(
    `select ${ACCOUNT}, token.scope, token.expires_at as "expiresAt", token.revoked_at is not null as "isRevoked",
       token.carries_vouched as "carriesVouched", known.issuer, known.claims, known.vouched_at as "vouchedAt"
     from api_token token join account on account.id = token.account_id
       join account_identity known on known.account_id = account.id where token.hash = $1`,
    [hash],
  );
  return rows[0] ?? null;
}

export async function sessionByHash(db: Queryable, hash: string): Promise<DoorSession | null> {
  const { rows } = await db.query<DoorSession>(
    `select ${ACCOUNT}, session.claims, session.expires_at as "expiresAt", session.last_seen_at as "lastSeenAt",
       session.ended_at is not null as "isEnded", known.issuer
     from browser_session session join account on account.id = session.account_id
       join account_identity known on known.account_id = account.id where session.hash = $1`,
    [hash],
  );
  return rows[0] ?? null;
}

/** Notes that a token was used, at most once a minute. */
export async function touchToken(db: Queryable, hash: string, now: Date): Promise<void> {
  await db.query(
    `update api_token set last_used_at = $2
     where hash = $1 and (last_used_at is null or last_used_at <= $2::timestamptz - interval '1 minute')`,
    [hash, now],
  );
}

/** Notes that a session was used, at most once a minute. */
export async function touchSession(db: Queryable, hash: string, now: Date): Promise<void> {
  await db.query(
    `update browser_session set last_seen_at = $2
     where hash = $1 and last_seen_at <= $2::timestamptz - interval '1 minute'`,
    [hash, now],
  );
}

/** Ended sessions are kept for 30 days, for who asks where somebody was signed in. */
export async function forgetSessions(db: Queryable, now: Date): Promise<void> {
  await db.query(
    `delete from browser_session
     where least(ended_at, expires_at) < $1::timestamptz - interval '30 days'`,
    [now],
  );
}

export async function openSession(
  db: Queryable,
  row: { accountId: string; hash: string; claims: readonly ClaimedRole[]; now: Date; expiresAt: Date },
): Promise<void> {
  await db.query(
    `insert into browser_session (id, account_id, hash, claims, created_at, last_seen_at, expires_at)
     values ($1, $2, $3, $4::jsonb, $5, $5, $6)`,
    [newId(), row.accountId, row.hash, JSON.stringify(row.claims), row.now, row.expiresAt],
  );
}

/** Ends a session; whose it was, or null when it was none that is open. */
export async function endSession(db: Queryable, hash: string, now: Date): Promise<string | null> {
  const { rows } = await db.query<{ accountId: string }>(
    `update browser_session set ended_at = $2 where hash = $1 and ended_at is null
     returning account_id as "accountId"`,
    [hash, now],
  );
  return rows[0]?.accountId ?? null;
}

/** The account of a person, made when there is none. */
export async function accountOf(
  db: Queryable,
  { issuer, subject }: Pick<Identity, 'issuer' | 'subject'>,
  now: Date,
): Promise<DoorAccount & { readonly isNew: boolean }> {
  const find = async () =>
    (
      await db.query<DoorAccount>(
        `select ${ACCOUNT} from account_identity join account on account.id = account_id
         where issuer = $1 and subject = $2`,
        [issuer, subject],
      )
    ).rows[0];
  const known = await find();
  if (known !== undefined) return { ...known, isNew: false };
  const id = newId();
  await db.query('insert into account (id, created_at) values ($1, $2)', [id, now]);
  const made = await db.query(
    'insert into account_identity (account_id, issuer, subject) values ($1, $2, $3) on conflict (issuer, subject) do nothing',
    [id, issuer, subject],
  );
  if (made.rowCount === 1) return { accountId: id, name: null, isClosed: false, isNew: true };
  // Somebody else was first.
  await db.query('delete from account where id = $1', [id]);
  const first = await find();
  if (first === undefined) throw new Error('An account is neither there nor can it be made.');
  return { ...first, isNew: false };
}

/** Keeps what the provider says of a person, and when they were seen, at most once a minute. */
export async function see(
  db: Queryable,
  accountId: string,
  { name, email }: Pick<Identity, 'name' | 'email'>,
  now: Date,
): Promise<void> {
  await db.query(
    'update account set name = $2::text where id = $1 and $2::text is not null and name is distinct from $2::text',
    [accountId, name],
  );
  await db.query(
    `update account_identity set email = coalesce($2::text, email), last_seen_at = $3 where account_id = $1
       and ($2::text is not null and email is distinct from $2::text or last_seen_at is null
         or last_seen_at <= $3::timestamptz - interval '1 minute')`,
    [accountId, email, now],
  );
}

/** Keeps what the provider vouches for at a sign-in, in place of what it said at the one before. */
export async function keepVouched(
  db: Queryable,
  accountId: string,
  { claims, vouchedAt }: Vouched,
): Promise<void> {
  await db.query('update account_identity set claims = $2::jsonb, vouched_at = $3 where account_id = $1', [
    accountId,
    JSON.stringify(claims),
    vouchedAt,
  ]);
}

/** The roles that somebody was given here. */
export async function assignedRoles(db: Queryable, accountId: string): Promise<RoleAssignment[]> {
  const { rows } = await db.query<{
    role: RoleAssignment['role'];
    programme: string | null;
    organisation: string | null;
    domain: string | null;
  }>(
    `select role, programme_id as programme, organisation_id as organisation, domain_id as domain
     from role_assignment where account_id = $1 and withdrawn_at is null order by id`,
    [accountId],
  );
  return rows.map(({ role, programme, organisation, domain }) => ({
    role,
    programme: programme ?? '*',
    ...(organisation === null ? {} : { organisation }),
    ...(domain === null ? {} : { domain }),
  }));
}

/** The roles that a provider's claims make of what is known of programmes and organisations. */
export async function claimedRoles(db: Queryable, claims: readonly ClaimedRole[]): Promise<RoleAssignment[]> {
  if (claims.length === 0) return [];
  const listings = await db.query<{
    programmeId: string;
    slug: string;
    organisationId: string;
    enterpriseNumber: string;
  }>(
    `select programme_id as "programmeId", slug, organisation_id as "organisationId",
       enterprise_number as "enterpriseNumber"
     from known_organisation join known_programme using (programme_id) where enterprise_number = any ($1)
     order by slug`,
    [claims.flatMap(({ enterpriseNumber }) => enterpriseNumber ?? [])],
  );
  const programmes = await db.query<{ programmeId: string; slug: string }>(
    'select programme_id as "programmeId", slug from known_programme where slug = any ($1)',
    [claims.flatMap(({ programme }) => programme ?? [])],
  );
  return assignmentsOf(claims, listings.rows, programmes.rows);
}

/** Every publication; some may begin on a later day. */
export async function publications(
  db: Queryable,
): Promise<{ programme: string; kind: Publishable; publishedOn: string }[]> {
  const { rows } = await db.query<{ programme: string; kind: Publishable; publishedOn: string }>(
    'select programme_id as programme, kind, published_on::text as "publishedOn" from publication order by programme_id, kind',
  );
  return rows;
}
