import { HUB_SETTINGS, setLocal, withOwner } from '@kapstok/kit';

/**
 * Makes everything that the city knows and told nobody another thing, behind the back of the hub: each number, whether or
 * not it was told, each remark; and adds a revision of each figure and one of a day that nobody knows of, none of them
 * released. What was told stays as it was told.
 */
export async function scramble(ownerUrl: string, programmeId: string, newId: string): Promise<void> {
  await withOwner(ownerUrl, async (owner) => {
    await owner.query(`begin; ${setLocal(HUB_SETTINGS)}`);
    for (const statement of STATEMENTS) await owner.query(statement, [programmeId]);
    await owner.query(
      "update indicators.observation set id = $2 where id = (select id from indicators.observation where code like '%-x' and programme_id = $1 limit 1)",
      [programmeId, newId],
    );
    await owner.query('commit');
  });
}

const COPIED =
  'programme_id, indicator_id, version_id, place_id, period_start, period_end, dimensions, series, value, value_reason, vintage_precision, is_break, is_estimate, is_provisional, is_confidential, is_derived, source_id';

const STATEMENTS = [
  `update indicators.observation set value = coalesce(7 * value + 13, 4), value_reason = null, numerator = 3 * numerator + 1,
     denominator = 5 * denominator + 2, is_structural_zero = false, is_confidential = not is_confidential,
     is_estimate = not is_estimate, note = 'Another remark', qualitative = '{"nl": "Iets anders"}'
   where programme_id = $1`,
  `insert into indicators.observation (id, code, vintage, ${COPIED})
   select gen_random_uuid(), code || '-x', vintage + 3, ${COPIED} from indicators.observation where programme_id = $1`,
  `update indicators.baseline set value = coalesce(3 * value + 1, 4), value_reason = null where programme_id = $1`,
  `update indicators.release_cell set numbers = array[1], shown_to = '{}', small_for = '{PARTNER,PUBLIC}' where programme_id = $1`,
  `update indicators.figure_release set report = '[]' where programme_id = $1`,
  `update indicators.observation_batch set row_count = row_count + 1 where programme_id = $1`,
];
