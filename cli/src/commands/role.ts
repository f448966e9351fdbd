import type { ListedRole } from '@kapstok/all';
import type { Role } from '@kapstok/schema';
import { withAccess } from '../access.ts';
import type { Settings } from '../settings.ts';
import type { Terminal } from '../terminal.ts';

export interface RoleAssignFlags {
  readonly issuer: string;
  readonly subject: string;
  readonly programme?: string;
  readonly organisation?: string;
  readonly reason?: string;
  readonly json?: boolean;
}

/** Gives somebody a role past the graph: the first administrator is made this way. */
export async function roleAssignCommand(
  role: Role,
  flags: RoleAssignFlags,
  settings: Settings,
  terminal: Terminal,
): Promise<void> {
  const { issuer, subject, programme = null, organisation = null, reason = null } = flags;
  const isNew = await withAccess(settings, terminal, (access) =>
    access.assign({ issuer, subject }, { role, programme, organisation }, reason),
  );
  const told = { role, issuer, subject, programme, organisation, isNew };
  const verb = isNew ? 'holds' : 'held already';
  process.stdout.write(
    flags.json ? `${JSON.stringify(told)}\n` : `${subject} of ${issuer} ${verb} ${role}${place(told)}\n`,
  );
}

/** Prints every role that is held here. */
export async function roleListCommand(
  { json = false }: { readonly json?: boolean },
  settings: Settings,
  terminal: Terminal,
): Promise<void> {
  const roles = await withAccess(settings, terminal, (access) => access.roles());
  if (json) process.stdout.write(`${JSON.stringify({ roles })}\n`);
  else for (const role of roles) process.stdout.write(`${line(role)}\n`);
}

const line = (held: ListedRole): string =>
  `${held.role}${place(held)}: ${held.name ?? 'no name yet'} (${held.subject} of ${held.issuer})${held.isClosed ? ', account closed' : ''}`;

const place = ({ programme, organisation }: Pick<ListedRole, 'programme' | 'organisation'>): string =>
  `${organisation === null ? '' : ` for ${organisation}`} in ${programme ?? 'every programme'}`;
