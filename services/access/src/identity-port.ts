import { appendAudit, type Database, type Queryable } from '@kapstok/kit';
import {
  type DoorRefusal,
  type Identity,
  type IdentityPort,
  type Person,
  PUBLIC_SUBJECT,
  type RoleAssignment,
} from '@kapstok/schema';
import { union } from './person/claims.ts';
import { accountMade, doorEntry } from './person/door-entry.ts';
import { cacheOf } from './person/person-cache.ts';
import {
  accountOf,
  assignedRoles,
  claimedRoles,
  type DoorAccount,
  type DoorToken,
  endSession,
  keepVouched,
  openSession,
  publications,
  see,
  sessionByHash,
  tokenByHash,
  touchSession,
  touchToken,
} from './person/person-store.ts';
import { carried, vouchedUntil } from './person/vouched.ts';
import { hashOf, makeSecret } from './token/secret.ts';

const SESSION_MS = 12 * 3_600_000;
const IDLE_MS = 2 * 3_600_000;
/** What the gateway asks of the accounts that this service keeps. */
export function createIdentityPort(database: Database, now: () => Date): IdentityPort {
  const cache = cacheOf(database);
  const look = <T>(key: string, work: (db: Queryable) => Promise<T | null>) =>
    cache.get(key, () => database.change(work));

  const personByIdentity: IdentityPort['personByIdentity'] = async (identity) => {
    const known = readable(identity);
    if (known === null) return null;
    return look(`identity ${JSON.stringify(known)}`, (db) => meet(db, known, now()));
  };
  return {
    personByIdentity,
    async personByApiToken(token, issuer = null) {
      if (!/^kapstok_[\w-]{43}$/.test(token)) return null;
      const hash = hashOf(token);
      const found = await look(`token ${hash}`, async (db) => {
        const row = await tokenByHash(db, hash);
        if (row === null || row.isRevoked || row.isClosed || row.expiresAt <= now()) return null;
        await touchToken(db, hash, now());
        const person = toPerson(row, await assignedRoles(db, row.accountId), row.scope === 'WRITE');
        return { person, until: row.expiresAt, issuer: row.issuer, vouched: await vouchedFor(db, row) };
      });
      if (found === null || found.until <= now() || !isOf(issuer, found.issuer)) return null;
      const { person, vouched } = found;
      return { ...person, roles: vouched.until > now() ? vouched.roles : person.roles };
    },
    async openSession(identity, correlationId) {
      const known = readable(identity);
      if (known === null) return null;
      const { token, hash } = makeSecret('');
      const opened = await database.change(async (db) => {
        const at = now();
        const person = await meet(db, known, at);
        if (person === null) return null;
        const expiresAt = new Date(at.getTime() + SESSION_MS);
        const claims = known.claimedRoles;
        await openSession(db, { accountId: person.subject, hash, claims, now: at, expiresAt });
        await keepVouched(db, person.subject, { claims, vouchedAt: at });
        await appendAudit(db, doorEntry('SIGNED_IN', person.subject, correlationId));
        return { token, person };
      });
      // What the provider took back ends now for tokens too.
      cache.drop();
      return opened;
    },
    async personBySession(token, issuer = null) {
      if (!/^[\w-]{43}$/.test(token)) return null;
      const hash = hashOf(token);
      const found = await look(`session ${hash}`, async (db) => {
        const row = await sessionByHash(db, hash);
        if (row === null || row.isEnded || row.isClosed) return null;
        const until = new Date(Math.min(row.expiresAt.getTime(), row.lastSeenAt.getTime() + IDLE_MS));
        if (until <= now()) return null;
        await touchSession(db, hash, now());
        const roles = union(await assignedRoles(db, row.accountId), await claimedRoles(db, row.claims));
        return { person: toPerson(row, roles, true), until, issuer: row.issuer };
      });
      return found !== null && found.until > now() && isOf(issuer, found.issuer) ? found.person : null;
    },
    async closeSession(token, correlationId) {
      await database.change(async (db) => {
        const accountId = await endSession(db, hashOf(token), now());
        if (accountId !== null) await appendAudit(db, doorEntry('SIGNED_OUT', accountId, correlationId));
      });
      cache.drop();
    },
    async published() {
      const today = now().toISOString().slice(0, 10);
      const all = await look('published', publications);
      return (all ?? [])
        .filter(({ publishedOn }) => publishedOn <= today)
        .map(({ programme, kind }) => ({ programme, kind }));
    },
    recordRefusal: (refusal) => database.change((db) => appendAudit(db, refusalEntry(refusal))),
  };
}

/** People of a provider that was left behind, demo accounts above all, do not come in by what they still hold. */
const isOf = (wanted: string | null, issuer: string): boolean => wanted === null || wanted === issuer;

/** All roles of a token for as long as the word of the provider counts. */
async function vouchedFor(db: Queryable, { accountId, carriesVouched, claims, vouchedAt }: DoorToken) {
  const until = (carriesVouched ? vouchedUntil(vouchedAt) : null) ?? new Date(0);
  const roles = union(await assignedRoles(db, accountId), await claimedRoles(db, carried(claims)));
  return { until, roles };
}

/** The person behind a verified identity; makes the account at first sight. Null: it is closed. */
async function meet(db: Queryable, identity: Identity, at: Date): Promise<Person | null> {
  const account = await accountOf(db, identity, at);
  if (account.isClosed) return null;
  await see(db, account.accountId, identity, at);
  const roles = union(
    await assignedRoles(db, account.accountId),
    await claimedRoles(db, identity.claimedRoles),
  );
  if (account.isNew) await appendAudit(db, accountMade(account.accountId));
  return toPerson({ ...account, name: identity.name ?? account.name }, roles, true);
}

const toPerson = (
  { accountId, name }: Pick<DoorAccount, 'accountId' | 'name'>,
  roles: readonly RoleAssignment[],
  mayWrite: boolean,
): Person => ({ subject: accountId, name, roles, mayWrite });

const refusalEntry = ({ what, subject, reason, correlationId }: DoorRefusal) => ({
  ...doorEntry(`${what}_REFUSED`, subject ?? PUBLIC_SUBJECT, correlationId),
  objectId: subject,
  reason,
});

const LONGEST = 200;

/** An identity as it can be kept: text that PostgreSQL takes, names that are not longer than names are. */
function readable(identity: Identity): Identity | null {
  const { issuer, subject, name, email, claimedRoles: claims } = identity;
  const isText = (text: string) => text !== '' && text.isWellFormed() && !text.includes('\0');
  if (![issuer, subject].every(isText) || subject.length > 2 * LONGEST) return null;
  const kept = (text: string | null) =>
    text === null
      ? null
      : text.toWellFormed().replaceAll('\0', '').trim().slice(0, LONGEST).toWellFormed() || null;
  return { issuer, subject, name: kept(name), email: kept(email), claimedRoles: claims };
}
