import { newId, type Queryable } from '@kapstok/kit';
import type { Role, RoleAssignment } from '@kapstok/schema';

// What the command line does with roles, in transactions of the hub itself.

/** A role for an account, by ids. */
export interface Grant {
  readonly accountId: string;
  readonly role: Role;
  readonly programmeId: string | null;
  readonly organisationId: string | null;
}

/** Gives a role unless the account holds it already; whether it was given. */
export async function give(
  db: Queryable,
  grant: Grant,
  reason: string | null,
  now: Date,
): Promise<string | null> {
  const { rows } = await db.query<{ id: string }>(
    `insert into role_assignment (id, account_id, role, programme_id, organisation_id, granted_by, granted_at, reason)
     values ($1, $2, $3, $4, $5, 'hub', $6, $7) on conflict do nothing returning id`,
    [newId(), grant.accountId, grant.role, grant.programmeId, grant.organisationId, now, reason],
  );
  return rows[0]?.id ?? null;
}

/** A programme by its name in addresses. */
export async function programmeBySlug(db: Queryable, slug: string): Promise<string | null> {
  const { rows } = await db.query<{ id: string }>(
    'select programme_id as id from known_programme where slug = $1',
    [slug],
  );
  return rows[0]?.id ?? null;
}

/** Slugs of all programmes. */
export async function allSlugs(db: Queryable): Promise<string[]> {
  const { rows } = await db.query<{ slug: string }>('select slug from known_programme order by slug');
  return rows.map(({ slug }) => slug);
}

/** The programmes that list an organisation under this code, and its id there. */
export async function listingsOf(
  db: Queryable,
  code: string,
): Promise<{ programmeId: string; organisationId: string }[]> {
  const { rows } = await db.query<{ programmeId: string; organisationId: string }>(
    `select programme_id as "programmeId", organisation_id as "organisationId" from known_organisation
     where code = $1 order by programme_id`,
    [code],
  );
  return rows;
}

/** A role as the command line lists it. */
export interface ListedRole {
  readonly role: Role;
  /** Slug; null: every programme. */
  readonly programme: string | null;
  /** Code; null: for no organisation. */
  readonly organisation: string | null;
  readonly domainId: string | null;
  readonly name: string | null;
  readonly issuer: string;
  readonly subject: string;
  readonly isClosed: boolean;
  readonly grantedAt: Date;
}

export async function allRoles(db: Queryable): Promise<ListedRole[]> {
  const { rows } = await db.query<ListedRole>(
    `select role, coalesce(slug, held.programme_id::text) as programme,
       coalesce((select min(code) from known_organisation known where known.organisation_id = held.organisation_id),
         held.organisation_id::text) as organisation,
       held.domain_id as "domainId", name, issuer, subject, closed_at is not null as "isClosed",
       held.granted_at as "grantedAt"
     from role_assignment held join account on account.id = held.account_id
     join account_identity person on person.account_id = account.id
     left join known_programme known on known.programme_id = held.programme_id
     where withdrawn_at is null
     order by role, programme nulls first, issuer, subject`,
  );
  return rows;
}

/** Somebody with an account in the hub. */
export interface HubPerson {
  readonly subject: string;
  readonly name: string | null;
  readonly roles: readonly RoleAssignment[];
}

/** Whose account is open, with the roles that were given here; what a provider says lasts for a session only. */
export async function allPeople(db: Queryable): Promise<HubPerson[]> {
  const { rows } = await db.query<HubPerson>(
    `select account.id as subject, name, jsonb_agg(jsonb_strip_nulls(jsonb_build_object('role', role,
       'programme', coalesce(programme_id::text, '*'), 'organisation', organisation_id, 'domain', domain_id))
       order by held.id) as roles
     from account join role_assignment held on held.account_id = account.id
     where closed_at is null and withdrawn_at is null group by account.id order by account.id`,
  );
  return rows;
}

/** Keeps the name of an account that has none yet. */
export async function nameAccount(db: Queryable, accountId: string, name: string): Promise<void> {
  await db.query('update account set name = $2 where id = $1 and name is null', [accountId, name]);
}

/** Makes an API token; only its hash is kept. */
export async function makeToken(
  db: Queryable,
  row: {
    readonly accountId: string;
    readonly name: string;
    readonly hash: string;
    readonly start: string;
    readonly scope: string;
    readonly createdAt: Date;
    readonly expiresAt: Date;
  },
): Promise<string> {
  const id = newId();
  await db.query(
    `insert into api_token (id, account_id, name, hash, start, scope, created_at, expires_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [id, row.accountId, row.name, row.hash, row.start, row.scope, row.createdAt, row.expiresAt],
  );
  return id;
}
