import { CHANGE_INPUT, textOf } from '@kapstok/kit';
import { mutation } from '../builder.ts';
import { replaceDetails } from '../change/rows.ts';
import { lockAgreement, onlySteeringPlace } from '../change/steering-type.ts';
import { commit } from '../ledger/commit.ts';
import { actionsOfAgreement, divideRows, rowsOfAgreement } from '../ledger/divide.ts';
import { AGREEMENT_INPUT, SHOWS_AGREEMENT } from './agreement-input-type.ts';
import { AllocationInput, allocationRow, readAllocations } from './allocation-input-type.ts';
import { onlyOpen } from './lifecycle.ts';

mutation({
  name: 'allocateAgreement',
  description:
    'Says which shares of an agreement are for which actions, instead of those before; its money is divided anew. For the director of the programme, or the coordinator of every domain that it is for, before and after.',
  asks: 'All shares of the agreement.',
  input: (t) => ({
    agreementId: t.id({ required: true, description: AGREEMENT_INPUT.agreementId }),
    allocations: t.field({
      type: [AllocationInput],
      required: true,
      description: 'All shares, together 100 % exactly; an empty list: for no action.',
    }),
    reason: t.string({ description: CHANGE_INPUT.reason }),
    expectedVersion: t.int({ description: AGREEMENT_INPUT.expectedVersion }),
  }),
  objectType: 'Agreement',
  shows: SHOWS_AGREEMENT,
  async change(input, context, db) {
    const agreement = await lockAgreement(input.agreementId, input.expectedVersion, context, db);
    const { id, programmeId } = agreement;
    onlyOpen(agreement);
    const allocations = await readAllocations(db, programmeId, input.allocations);
    const wanted = allocations.map(({ action }) => action.id);
    await onlySteeringPlace(context, db, programmeId, { agreementId: id, actionIds: wanted });
    const before = await actionsOfAgreement(db, id);
    const earlier = (await context.details.allocations([id])).get(id) ?? [];
    const replace = () => replaceDetails(db, 'allocation', agreement, allocations.map(allocationRow));
    const had = new Set(earlier.map(({ actionId }) => actionId));
    // Money that is committed under it goes to actions that had none of it.
    if (await hasCommitted(id))
      await commit(
        db,
        { programmeId, actionIds: wanted.filter((action) => !had.has(action)), today: context.today },
        replace,
      );
    else await replace();
    await divideRows(db, programmeId, await rowsOfAgreement(db, id));
    return {
      objectId: id,
      audit: {
        what: 'AGREEMENT_ALLOCATED',
        programmeId,
        before: {
          allocations: earlier.map(({ actionId, shareBasisPoints }) => ({ actionId, shareBasisPoints })),
        },
        after: { allocations: allocations.map(allocationRow) },
        reason: textOf(input.reason, 'reason', 1000),
      },
      tells: { programmeId, actionIds: [...before, ...(await actionsOfAgreement(db, id))] },
    };

    /** Whether money that its shares divide is committed. */
    async function hasCommitted(agreementId: string): Promise<boolean> {
      const { rows } = await db.query<{ found: boolean }>(
        `select exists (select from money_row row where row.agreement_id = $1 and row.programme_id = $2
           and row.action_id is null and row.domain_id is null
           and (row.measure = 'COMMITMENT' or row.measure = 'COST' and row.certainty = 'COMMITTED')) as found`,
        [agreementId, programmeId],
      );
      return rows[0]?.found ?? false;
    }
  },
});
