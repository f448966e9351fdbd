import { createHash, createHmac, pbkdf2Sync } from 'node:crypto';
import type pg from 'pg';
import { identifier, inTransaction, sqlState } from './owner-client.ts';

export interface RoleSet {
  /** Keeps hubs apart that share a server. */
  prefix: string;
  services: readonly string[];
  /** What the passwords derive from. */
  secret: string;
}

export interface ServiceGrant {
  schema: string;
  role: string;
  /** Tables (an audit trail) in which the service may add and read, never change or remove. */
  appendOnly?: readonly string[];
  /** Whether it may make temporary tables; then nothing of it may run as the owner without `pg_temp` at the end of its path. */
  hasScratch?: boolean;
}

/** `kapstok` + `actions` = `kapstok_actions`. */
export const serviceRole = (prefix: string, service: string): string => `${prefix}_${service}`;

/** The role of bulk import: a member of every service role, able to do nothing until it takes one on. */
export const importRole = (prefix: string): string => `${prefix}_import`;

/** Derived, so that nothing is stored and every process knows it from the one secret. */
export function rolePassword(role: string, secret: string): string {
  return createHmac('sha256', secret).update(role).digest('hex');
}

/**
 * Makes the login roles of this hub, or sets them right, and closes the current database to everyone else.
 * May run in several processes at once. Needs CREATEROLE, not superuser.
 */
export async function ensureRoles(
  owner: pg.ClientBase,
  { prefix, services, secret }: RoleSet,
): Promise<void> {
  const serviceRoles = services.map((service) => serviceRole(prefix, service));
  const importer = importRole(prefix);
  const roles = [...serviceRoles, importer];
  for (const role of roles) await whileConcurrent(() => ensureRole(owner, role, secret));
  for (const role of serviceRoles) await whileConcurrent(() => ensureMember(owner, role, importer));
  await whileConcurrent(() => closeDatabase(owner, roles));
}

/** Everything the service needs in its own schema, and nothing else. Run it after each migration. */
export async function grantService(owner: pg.ClientBase, grant: ServiceGrant): Promise<void> {
  await whileConcurrent(() => inTransaction(owner, () => owner.query(grantStatements(grant).join(';\n'))));
}

function grantStatements({ schema, role, appendOnly = [], hasScratch = false }: ServiceGrant): string[] {
  const all = `in schema ${identifier(schema)}`;
  const to = `to ${identifier(role)}`;
  const from = `from ${identifier(role)}`;
  const table = (name: string) => `${identifier(schema)}.${identifier(name)}`;
  return [
    `revoke all on schema ${identifier(schema)} from public, ${identifier(role)}`,
    `revoke all on all tables ${all} from public, ${identifier(role)}`,
    `revoke all on all sequences ${all} from public, ${identifier(role)}`,
    `revoke all on all routines ${all} from public, ${identifier(role)}`,
    `grant usage on schema ${identifier(schema)} ${to}`,
    `grant select, insert, update, delete on all tables ${all} ${to}`,
    `grant usage on all sequences ${all} ${to}`,
    `grant execute on all routines ${all} ${to}`,
    `revoke all on ${table('_prisma_migrations')} ${from}`,
    ...appendOnly.map((name) => `revoke update, delete on ${table(name)} ${from}`),
    ...(hasScratch
      ? [`do $$ begin execute format('grant temporary on database %I ${to}', current_database()); end $$`]
      : []),
  ];
}

/** The same database, signed in as this role. Sockets (`?host=`), `sslmode` and the like stay. */
export function roleUrl(databaseUrl: string, role: string, secret: string): string {
  const url = new URL(databaseUrl);
  if (!/^postgres(ql)?:$/.test(url.protocol)) throw new Error('A database URL begins with postgresql://');
  if (url.host === '') url.hostname = 'localhost'; // without a host a URL cannot carry a user; ?host= still wins
  url.searchParams.delete('user'); // these two would win over the ones before the @
  url.searchParams.delete('password');
  url.username = encodeURIComponent(role);
  url.password = rolePassword(role, secret);
  return url.href;
}

async function ensureRole(owner: pg.ClientBase, role: string, secret: string): Promise<void> {
  const { rows } = await owner.query<{ powerful: boolean }>(
    `select rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolreplication as powerful
     from pg_roles where rolname = $1`,
    [role],
  );
  if (!rows[0]) await owner.query(`create role ${identifier(role)} noinherit login`).catch(unlessExists);
  // said only where it changes something: to name these attributes at all takes a superuser
  else if (rows[0].powerful) {
    await owner.query(
      `alter role ${identifier(role)} nosuperuser nobypassrls nocreaterole nocreatedb noreplication`,
    );
  }
  const verifier = scramVerifier(rolePassword(role, secret), `${secret}:${role}`);
  await owner.query(`alter role ${identifier(role)} noinherit login password '${verifier}'`);
}

async function ensureMember(owner: pg.ClientBase, role: string, member: string): Promise<void> {
  const { rows } = await owner.query(
    `select from pg_auth_members where roleid = $1::regrole and member = $2::regrole`,
    [identifier(role), identifier(member)],
  );
  if (rows.length === 0) await owner.query(`grant ${identifier(role)} to ${identifier(member)}`);
}

/**
 * The current database only; others on the server are not ours. The ones every server comes with stay open
 * too: other programs connect to them first.
 */
async function closeDatabase(owner: pg.ClientBase, roles: string[]): Promise<void> {
  const { rows } = await owner.query<{ name: string; is_ours: boolean }>(
    `select datname as name, datname not in ('postgres', 'template1') as is_ours
     from pg_database where datname = current_database()`,
  );
  const [current] = rows;
  if (!current?.is_ours) return;
  const database = identifier(current.name);
  await owner.query(`revoke create on schema public from public`);
  await owner.query(`grant connect on database ${database} to ${roles.map(identifier).join(', ')}`);
  await owner.query(`revoke all on database ${database} from public`);
}

/**
 * What the server would store for this password. Sent instead of the password, which a server that logs
 * statements would write down. The salt is derived too: the same secret always gives the same verifier.
 */
function scramVerifier(password: string, saltFrom: string): string {
  const iterations = 4_096;
  const salt = createHash('sha256').update(saltFrom).digest().subarray(0, 16);
  const salted = pbkdf2Sync(password, salt, iterations, 32, 'sha256');
  const key = (name: string) => createHmac('sha256', salted).update(name).digest();
  const storedKey = createHash('sha256').update(key('Client Key')).digest('base64');
  const parts = [
    `${iterations}:${salt.toString('base64')}`,
    `${storedKey}:${key('Server Key').toString('base64')}`,
  ];
  return `SCRAM-SHA-256$${parts.join('$')}`;
}

function unlessExists(error: unknown): void {
  if (!['42710', '23505'].includes(sqlState(error) ?? '')) throw error;
}

/** Two processes that change one row of the catalogue: the second is told to come back, not made to wait. */
async function whileConcurrent(work: () => Promise<unknown>): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await work();
      return;
    } catch (error) {
      const isConcurrent = sqlState(error) === 'XX000' && /concurrently/.test((error as Error).message);
      if ((!isConcurrent && sqlState(error) !== '23505') || attempt === 20) throw error;
    }
  }
}
