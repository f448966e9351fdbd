import { CHANGE_INPUT, ChangeRefused, lockRow, needRow, needText, onlyFor } from '@kapstok/kit';
import { mutation } from '../builder.ts';
import { holdPeriod } from './hold-period.ts';
import { ONLY_DIRECTORS, SHOWS_PERIOD } from './open-period-type.ts';
import { checkDays, checkMove, type ReportingPeriod, type StoredPeriodState } from './period.ts';
import type { PeriodStore } from './period-store.ts';

interface Move {
  readonly name: string;
  readonly to: StoredPeriodState;
  readonly what: string;
  readonly does: string;
}

const MOVES: readonly Move[] = [
  {
    name: 'closePeriod',
    to: 'CLOSED',
    what: 'PERIOD_CLOSED',
    does: 'Closes a period: no more reports are taken, and those submitted are still decided on.',
  },
  {
    name: 'lockPeriod',
    to: 'LOCKED',
    what: 'PERIOD_LOCKED',
    does: 'Locks a period that is closed, for good. Nothing may wait for approval in it.',
  },
  {
    name: 'reopenPeriod',
    to: 'OPEN',
    what: 'PERIOD_REOPENED',
    does: 'Opens a period that was closed, but not locked, for everybody again.',
  },
];

for (const { name, to, what, does } of MOVES)
  mutation({
    name,
    description: `${does} For the director of the programme.`,
    asks: 'Which period, and why.',
    input: (t) => ({
      periodId: t.id({ required: true, description: 'The period that it is about.' }),
      ...(to === 'OPEN'
        ? { dueOn: t.field({ type: 'Date', description: 'A new day due, UTC. Left out: the one it had.' }) }
        : {}),
      reason: t.string({ required: true, description: CHANGE_INPUT.reason }),
      expectedVersion: t.int({ description: CHANGE_INPUT.expectedVersion }),
    }),
    objectType: 'ReportingPeriod',
    shows: SHOWS_PERIOD,
    async change(input, { viewer, periods }, db) {
      const { id, programmeId } = await needRow(
        input.periodId,
        'periodId',
        'reporting period',
        periods.byIds,
      );
      onlyFor(viewer, ['DIRECTOR'], programmeId, ONLY_DIRECTORS);
      const reason = needText(input.reason, 'reason', 1000);
      await holdPeriod(db, id, 'ALONE');
      const period = await lockRow(
        db,
        'reporting_period',
        { id, byIds: periods.byIds },
        input.expectedVersion,
      );
      checkMove(period, to);
      if (to === 'LOCKED') await checkNothingWaits(period, periods);
      const { dueOn = null } = input as { dueOn?: string | null };
      const moved = dueOn === null ? { state: to } : { state: to, dueOn };
      checkDays({ ...period, ...moved });
      await periods.move(id, moved);
      const before = { state: period.state, ...(dueOn === null ? {} : { dueOn: period.dueOn }) };
      return { objectId: id, audit: { what, programmeId, before, after: moved, reason } };
    },
  });

async function checkNothingWaits({ id, code }: ReportingPeriod, periods: PeriodStore): Promise<void> {
  const waiting = (await periods.counts([id])).get(id)?.submitted ?? 0;
  if (waiting === 0) return;
  const message = `${waiting} progress updates of period ${code} wait for approval. Approve or return them first.`;
  throw new ChangeRefused('CONFLICT', message, { objectId: id });
}
