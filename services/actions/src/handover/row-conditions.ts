import { type RawBuilder, sql } from 'kysely';

/** The last day, not after today, on which something was done about an action that may be read with the plan. */
export const lastTouched = (today: string): RawBuilder<string | null> => sql`(
  select max(day) from (
    select action.actual_start union all
    select changed_on from status_change where action_id = action.id union all
    select adjusted_on from adjustment where action_id = action.id union all
    select actual_on from milestone where action_id = action.id union all
    select touched_on from action_touch where action_id = action.id) touch (day)
  where day <= ${today}::date)`;
