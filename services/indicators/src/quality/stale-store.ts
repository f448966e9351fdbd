import { mapBy, type Page, type PageRequest, pagesByParent } from '@kapstok/kit';
import { MAIN_SERIES } from '@kapstok/schema';
import { type RawBuilder, sql } from 'kysely';
import type { Tables } from '../database-types.ts';
import { STALE_AFTER, type StaleIndicator } from './stale-indicator.ts';

const RULES = Object.entries(STALE_AFTER).filter(([, days]) => days !== null);

/** Indicators against how often a new value is expected. */
export class StaleStore {
  readonly #tables: Tables;

  constructor(tables: Tables) {
    this.#tables = tables;
  }

  /** One page of the stale indicators of each programme: those without any number first, then the longest silent. */
  pages = (
    today: string,
    request: PageRequest,
    programmeIds: readonly string[],
  ): Promise<Map<string, Page>> => {
    const rows = sql`
      select programme_id, id, concat_ws(chr(1), coalesce(period_end::text, ''), code)
      from (${stale(sql`indicator.programme_id = any (${programmeIds}::uuid[])`)}) one
      where since is null or since <= ${today}::date`;
    return pagesByParent(this.#tables.sql, rows, request);
  };

  byIds = async (ids: readonly string[]): Promise<Map<string, StaleIndicator>> => {
    const { rows } = await sql<StaleIndicator>`
      select id as "indicatorId", period_end::text as "lastPeriodEnd", since::text as "staleSince"
      from (${stale(sql`indicator.id = any (${ids}::uuid[])`)}) one`.execute(this.#tables.sql);
    return mapBy(rows, ({ indicatorId }) => indicatorId);
  };
}

/** Since when each indicator is stale or will be, without a newer figure; one that is withheld is a figure. What is calculated is as old as its inputs. */
const stale = (condition: RawBuilder<unknown>): RawBuilder<unknown> => sql`
  select indicator.programme_id, indicator.id, indicator.code, last.period_end, last.period_end + rule.days + 1 as since
  from indicator
  join unnest(${RULES.map(([name]) => name)}::text[], ${RULES.map(([, days]) => days)}::int[]) as rule (frequency, days)
    using (frequency)
  left join lateral (
    select max(o.period_end) as period_end from known_observation o
    where o.indicator_id = indicator.id and o.series = ${MAIN_SERIES}
      and (o.value is not null or o.value_reason = 'SUPPRESSED')) last on true
  left join lateral (
    select calculation from indicator_version version where version.indicator_id = indicator.id
    order by version.version desc limit 1) newest on true
  where ${condition} and newest.calculation is null`;
