import type { HubIdentity } from '@kapstok/cli/testing';
import { withOwner } from '@kapstok/kit';

/** For each table of the services how many rows it holds and a hash of them, ids included; trail and history tell times. */
export async function fingerprint({ ownerUrl }: HubIdentity): Promise<Record<string, string>> {
  return withOwner(ownerUrl, async (owner) => {
    await owner.query('begin');
    // The owner is bound by row-level security like everybody else (it is forced).
    await owner.query(
      `select set_config('kapstok.programmes', '*', true), set_config('kapstok.viewer', 'test', true),
         set_config('kapstok.import', 'on', true)`,
    );
    const { rows: tables } = await owner.query<{ name: string }>(
      `select format('%I.%I', schemaname, tablename) as name from pg_tables
       where schemaname in ('actions', 'agreements', 'reviews', 'indicators') and tablename not in ('audit_entry', 'plan_history')
       order by 1`,
    );
    const counts = tables.map(
      ({ name }) =>
        `select '${name}' as name, count(*) || ' ' || md5(coalesce(string_agg(t::text, ' ' order by t::text), '')) as content from ${name} t`,
    );
    const { rows } = await owner.query<{ name: string; content: string }>(counts.join(' union all '));
    await owner.query('commit');
    return Object.fromEntries(rows.map(({ name, content }) => [name, content]));
  });
}

/** The same without what services told each other: they tell it again after every import. */
export const withoutEvents = (all: Record<string, string>): Record<string, string> =>
  Object.fromEntries(Object.entries(all).filter(([table]) => !/\.(inbox|outbox)$/.test(table)));
