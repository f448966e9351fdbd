import { ChangeRefused, type Queryable } from '@kapstok/kit';
import { builder } from '../builder.ts';
import { type KnownAction, needAction } from '../change/needs-type.ts';

export const AllocationInput = builder.inputType('AllocationInput', {
  description: 'Which share of an agreement is for which action.',
  fields: (t) => ({
    actionId: t.id({ required: true, description: 'The action, of the same programme.' }),
    sharePercent: t.field({
      type: 'Decimal',
      required: true,
      description: 'Its share in percent, more than 0, at most two decimals.',
    }),
  }),
});
type Given = typeof AllocationInput.$inferInput;

export interface NewAllocation {
  readonly action: KnownAction;
  readonly basisPoints: number;
}

/** The shares of an agreement, which add to 100 % exactly; none at all is allowed too. */
export async function readAllocations(
  db: Queryable,
  programmeId: string,
  given: readonly Given[],
): Promise<NewAllocation[]> {
  const read: NewAllocation[] = [];
  for (const { actionId, sharePercent } of given) {
    const action = await needAction(db, actionId, 'allocations', programmeId);
    if (read.some((other) => other.action.id === action.id))
      throw bad('An action has one share: name it once.');
    read.push({ action, basisPoints: basisPointsOf(sharePercent) });
  }
  const sum = read.reduce((total, { basisPoints }) => total + basisPoints, 0);
  if (read.length === 0 || sum === 10_000) return read;
  throw bad(`The shares add to ${sum / 100} %; they must add to 100 %.`);
}

function basisPointsOf(percent: string): number {
  const [, whole, rest = ''] = /^(\d{1,3})(?:\.(\d{1,2}))?$/.exec(percent) ?? [];
  const points = whole === undefined ? 0 : Number(whole) * 100 + Number(rest.padEnd(2, '0'));
  if (points > 0 && points <= 10_000) return points;
  throw bad(`${percent} is no share: more than 0, at most 100, at most two decimals.`);
}

const bad = (message: string) => new ChangeRefused('BAD_USER_INPUT', message, { path: 'allocations' });

export const allocationRow = ({ action, basisPoints }: NewAllocation) => ({
  action_id: action.id,
  share_basis_points: basisPoints,
});
