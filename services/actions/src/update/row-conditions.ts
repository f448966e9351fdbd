import type { Viewer } from '@kapstok/schema';
import { type RawBuilder, sql } from 'kysely';

/** Where a viewer steers, as `programme@domain`; `*` for every one. */
const steered = ({ roles }: Viewer): string[] =>
  roles
    .filter(({ role }) => role === 'DIRECTOR' || role === 'COORDINATOR')
    .map(({ role, programme, domain }) => `${programme}@${role === 'DIRECTOR' ? '*' : (domain ?? '*')}`);

/** `steers` of who.ts for a WHERE. */
export function isSteered(
  viewer: Viewer,
  programme: RawBuilder<unknown>,
  domain: RawBuilder<unknown>,
): RawBuilder<unknown> {
  const where = steered(viewer);
  if (where.length === 0) return sql`false`;
  return sql`array[${programme} || '@' || ${domain}, ${programme} || '@*', '*@*', '*@' || ${domain}] && ${where}::text[]`;
}
