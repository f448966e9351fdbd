import { appendAudit, type Database, HUB_SUBJECT, HubError, newId, type Queryable } from '@kapstok/kit';
import { API_TOKEN_PREFIX, type ApiTokenScope, type IdentityPort, type Role } from '@kapstok/schema';
import { createIdentityPort } from './identity-port.ts';
import { speaksForOrganisation } from './person/claims.ts';
import { cacheOf } from './person/person-cache.ts';
import { accountOf, forgetSessions } from './person/person-store.ts';
import {
  allPeople,
  allRoles,
  allSlugs,
  type Grant,
  give,
  type HubPerson,
  type ListedRole,
  listingsOf,
  makeToken,
  nameAccount,
  programmeBySlug,
} from './role/grant-store.ts';
import { daysFrom, makeSecret } from './token/secret.ts';

export interface AccessOptions {
  readonly database: Database;
  /** The clock; tests set it. */
  readonly now?: () => Date;
}

/** A role as people name it. */
export interface RoleGrant {
  readonly role: Role;
  /** Slug; null: every programme, or for a partner or association every one that lists the organisation. */
  readonly programme: string | null;
  /** Code, as programmes list it; null: for no organisation. */
  readonly organisation: string | null;
}

/** What the composition root does with accounts, beside what people do through the graph. */
export interface Access {
  /** For the gateway. */
  readonly identity: IdentityPort;
  /** Gives somebody a role; makes the account when there is none. Throws HubError. False: held already. */
  assign(who: { issuer: string; subject: string }, grant: RoleGrant, reason: string | null): Promise<boolean>;
  /** Every role that is held. */
  roles(): Promise<readonly ListedRole[]>;
  /** Everybody whose account is open, with the roles that were given to them in the hub. */
  people(): Promise<readonly HubPerson[]>;
  /** Forgets browser sessions that ended or expired more than 30 days ago. */
  forgetSessions(): Promise<void>;
  /** A demo account that holds this role and no other, and a token for it. Throws HubError. */
  demoToken(grant: RoleGrant, options: { days: number; scope: ApiTokenScope }): Promise<string>;
}

const DEMO_ISSUER = 'urn:kapstok:demo';

export function createAccess({ database, now = () => new Date() }: AccessOptions): Access {
  const cache = cacheOf(database);
  const change = async <T>(work: (db: Queryable) => Promise<T>): Promise<T> => {
    const result = await database.change(work);
    cache.drop();
    return result;
  };
  return {
    identity: createIdentityPort(database, now),
    assign: (who, grant, reason) =>
      change(async (db) => {
        const { accountId, isNew } = await accountOf(db, who, now());
        if (isNew) await appendAudit(db, hubEntry('ACCOUNT_MADE', 'Account', accountId, null, {}));
        const given = await giveAll(db, accountId, grant, reason, now());
        return given > 0;
      }),
    roles: () => change(allRoles),
    people: () => database.change(allPeople),
    forgetSessions: () => database.change((db) => forgetSessions(db, now())),
    demoToken: (grant, { days, scope }) =>
      change(async (db) => {
        const subject = [grant.role.toLowerCase(), grant.programme, grant.organisation]
          .filter(Boolean)
          .join(':');
        const { accountId, isNew } = await accountOf(db, { issuer: DEMO_ISSUER, subject }, now());
        if (isNew) await appendAudit(db, hubEntry('ACCOUNT_MADE', 'Account', accountId, null, {}));
        await nameAccount(db, accountId, `Demo ${subject}`);
        await giveAll(db, accountId, grant, 'demo account', now());
        const { token, ...kept } = makeSecret(API_TOKEN_PREFIX);
        const createdAt = now();
        const expiresAt = daysFrom(createdAt, days);
        const id = await makeToken(db, { accountId, name: 'demo', ...kept, scope, createdAt, expiresAt });
        await appendAudit(db, hubEntry('API_TOKEN_MADE', 'ApiToken', id, null, { scope, expiresAt }));
        return token;
      }),
  };
}

/** Gives a role in each programme that it is for; how many were not held yet. */
async function giveAll(
  db: Queryable,
  accountId: string,
  { role, programme, organisation }: RoleGrant,
  reason: string | null,
  now: Date,
): Promise<number> {
  let given = 0;
  for (const place of await placesOf(db, role, programme, organisation)) {
    const grant: Grant = { accountId, role, ...place };
    const id = await give(db, grant, reason, now);
    if (id === null) continue;
    given += 1;
    await appendAudit(
      db,
      hubEntry('ROLE_ASSIGNED', 'RoleAssignment', id, place.programmeId, { ...grant }, reason),
    );
  }
  return given;
}

async function placesOf(db: Queryable, role: Role, slug: string | null, code: string | null) {
  const programmeId = slug === null ? null : await programmeBySlug(db, slug);
  if (slug !== null && programmeId === null) {
    const slugs = await allSlugs(db);
    throw new HubError(
      'NOT_FOUND',
      `This hub has no programme ${slug}; ${slugs.length === 0 ? 'it has none yet' : `it has ${slugs.join(', ')}`}.`,
    );
  }
  if (role === 'ADMINISTRATOR' && programmeId !== null)
    throw new HubError('BAD_USER_INPUT', 'An administrator keeps the whole hub: leave the programme out.');
  if (!speaksForOrganisation(role)) {
    if (code !== null)
      throw new HubError('BAD_USER_INPUT', `${role} is held for no organisation: leave it out.`);
    return [{ programmeId, organisationId: null }];
  }
  if (code === null)
    throw new HubError('BAD_USER_INPUT', `${role} is held for an organisation: give its code.`);
  const places = (await listingsOf(db, code)).filter(
    (one) => programmeId === null || one.programmeId === programmeId,
  );
  if (places.length === 0)
    throw new HubError(
      'NOT_FOUND',
      `No programme${slug === null ? '' : ` ${slug}`} lists an organisation ${code}.`,
    );
  return places;
}

const hubEntry = (
  what: string,
  objectType: string,
  objectId: string,
  programmeId: string | null,
  after: Readonly<Record<string, unknown>>,
  reason: string | null = null,
) => ({
  subject: HUB_SUBJECT,
  what,
  objectType,
  objectId,
  programmeId,
  before: null,
  after,
  reason,
  correlationId: `hub-${newId()}`,
});
