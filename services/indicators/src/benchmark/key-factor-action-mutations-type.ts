import { ChangeRefused, idOf, notThere, type Queryable } from '@kapstok/kit';
import { mutation } from '../builder.ts';
import { type InputBuilder, takeDefinitions, WHO_STEERS } from '../change/needs-type.ts';
import { insertRow } from '../change/rows.ts';
import type { Context } from '../context.ts';
import type { KeyFactor } from './benchmark.ts';
import { showFactor } from './key-factor-mutations-type.ts';
import { steeredFactor } from './steered-benchmark-type.ts';

const fields = (t: InputBuilder) => ({
  keyFactorId: t.id({ required: true, description: 'The key factor that is worked on.' }),
  actionId: t.id({ required: true, description: 'The action, of the same programme.' }),
});

mutation({
  name: 'linkKeyFactorAction',
  description: `Says that an action works on a key factor. ${WHO_STEERS}`,
  asks: 'Which action works on which key factor.',
  input: fields,
  objectType: 'KeyFactor',
  shows: showFactor,
  async change(input, context, db) {
    const { factor, actionId, isLinked } = await pairOf(input, context, db);
    const { id: factorId, programmeId } = factor;
    if (isLinked)
      throw new ChangeRefused('CONFLICT', 'They are linked already.', {
        path: 'actionId',
        objectId: factorId,
      });
    await needAction(actionId, programmeId, db);
    const after = { factorId, actionId };
    await insertRow(db, 'key_factor_action', { programmeId, ...after });
    return {
      objectId: factorId,
      audit: { what: 'KEY_FACTOR_ACTION_LINKED', programmeId, before: null, after },
    };
  },
});

mutation({
  name: 'unlinkKeyFactorAction',
  description: `Says that an action does not work on a key factor after all; the audit trail keeps that it was said. ${WHO_STEERS}`,
  asks: 'Which action does not work on which key factor.',
  input: fields,
  objectType: 'KeyFactor',
  shows: showFactor,
  async change(input, context, db) {
    const { factor, actionId, isLinked } = await pairOf(input, context, db);
    const { id: factorId, programmeId } = factor;
    if (!isLinked)
      throw new ChangeRefused('CONFLICT', 'They are not linked.', { path: 'actionId', objectId: factorId });
    const before = { factorId, actionId };
    await db.query('delete from key_factor_action where factor_id = $1 and action_id = $2', [
      factorId,
      actionId,
    ]);
    return {
      objectId: factorId,
      audit: { what: 'KEY_FACTOR_ACTION_UNLINKED', programmeId, before, after: null },
    };
  },
});

/** The two of an input, with whether they are linked; until the change ends nobody else links or unlinks. */
async function pairOf(
  input: { readonly keyFactorId: string; readonly actionId: string },
  context: Context,
  db: Queryable,
): Promise<{ readonly factor: KeyFactor; readonly actionId: string; readonly isLinked: boolean }> {
  const factor = await steeredFactor(input.keyFactorId, context);
  const actionId = idOf(input.actionId, 'actionId', 'action');
  await takeDefinitions(db, factor.programmeId);
  const linked = (await context.benchmarks.actions([factor.id])).get(factor.id) ?? [];
  return { factor, actionId, isLinked: linked.some((one) => one.actionId === actionId) };
}

async function needAction(actionId: string, programmeId: string, db: Queryable): Promise<void> {
  const { rows } = await db.query<{ id: string }>(
    'select action_id as id from plan_action where action_id = $1 and programme_id = $2',
    [actionId, programmeId],
  );
  if (rows.length === 0) throw notThere('actionId', 'action in the programme');
}
