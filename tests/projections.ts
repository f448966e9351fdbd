import { catchUpFully, type openDatabases } from '@kapstok/cli/testing';
import { forgetEvents, withOwner } from '@kapstok/kit';

/** What services keep of what the others said. */
const PROJECTIONS = {
  actions: ['action_money', 'action_test', 'action_effect', 'known_organisation'],
  agreements: [
    'plan_action',
    'plan_part',
    'known_programme',
    'programme_name',
    'money_entry',
    'money_sum',
    'action_gate',
    'gate_override',
  ],
  reviews: ['plan_action', 'plan_part', 'action_subject', 'action_money'],
  indicators: ['plan_action', 'plan_part', 'known_programme', 'programme_name'],
} as const;
const SCHEMAS = Object.keys(PROJECTIONS) as (keyof typeof PROJECTIONS)[];
const TABLES = SCHEMAS.flatMap((schema) => PROJECTIONS[schema].map((table) => `${schema}.${table}`));

/** All rows of all projections, as text in one order. */
export async function projections(ownerUrl: string): Promise<string> {
  return withOwner(ownerUrl, async (owner) => {
    const parts: string[] = [];
    for (const table of TABLES) {
      const { rows } = await owner.query<{ row: string }>(`select t::text as row from ${table} t order by 1`);
      parts.push(table, ...rows.map(({ row }) => row));
    }
    return parts.join('\n');
  });
}

/** The rows of one of them. */
export function rowsOf(all: string, table: string): string[] {
  const lines = all.split('\n');
  const from = lines.indexOf(table) + 1;
  const length = lines.slice(from).findIndex((line) => TABLES.includes(line));
  return lines.slice(from, length < 0 ? undefined : from + length);
}

/** Takes every row out of every projection. */
export async function emptyProjections(ownerUrl: string): Promise<void> {
  await withOwner(ownerUrl, async (owner) => {
    for (const table of TABLES) await owner.query(`delete from ${table}`);
  });
}

/** Applies every event again, from the first. */
export async function replayAll(databases: ReturnType<typeof openDatabases>): Promise<void> {
  for (const schema of SCHEMAS) await forgetEvents(databases.of(schema));
  await catchUpFully(databases);
}
