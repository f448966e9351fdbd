import {
  type Changed,
  ChangeRefused,
  freeCode,
  holdGates,
  lockRow,
  needRow,
  needText,
  type Queryable,
} from '@kapstok/kit';
import type { Approver } from '@kapstok/schema';
import { TRANSITIONS } from '../action/lifecycle.ts';
import type { Context } from '../context.ts';
import { passGate } from '../gate/pass-gate-type.ts';
import { holdPeriod, holdUpdate } from '../period/hold-period.ts';
import { needUnlocked } from './load-period.ts';
import { awaited, type ProgressUpdate } from './update.ts';
import { approverRoles, needSteering } from './who.ts';

/** What a decision is about. */
export interface DecisionInput {
  readonly progressUpdateId: string;
  readonly expectedVersion?: number | null | undefined;
}

/** The update of an input, for who steers its domain to decide on, locked in a period that is not locked. */
export async function needDecider(
  input: DecisionInput,
  context: Context,
  db: Queryable,
): Promise<ProgressUpdate> {
  const { viewer, updates, periods } = context;
  const { byIds } = updates;
  const found = await needRow(input.progressUpdateId, 'progressUpdateId', 'progress update', byIds);
  needSteering(viewer, found);
  if (found.state === 'RETURNED')
    throw new ChangeRefused('CONFLICT', 'This update was returned: it is for the organisation to improve.', {
      objectId: found.id,
    });
  await holdPeriod(db, found.periodId, 'TOGETHER');
  const period = await needRow(found.periodId, 'progressUpdateId', 'reporting period', periods.byIds);
  await needUnlocked(period, found.organisationId, context);
  await holdUpdate(db, found.id);
  const update = (await byIds([found.id])).get(found.id);
  // Taken back or returned meanwhile: it can no longer be locked by who steers.
  if (update === undefined || (update.state !== 'SUBMITTED' && update.state !== 'APPROVED'))
    throw new ChangeRefused('CONFLICT', 'Somebody took it back or returned it meanwhile.', {
      objectId: found.id,
    });
  return lockRow(db, 'progress_update', { id: found.id, byIds }, input.expectedVersion);
}

const needSubmitted = ({ id, state }: ProgressUpdate): void => {
  if (state === 'SUBMITTED') return;
  throw new ChangeRefused('CONFLICT', `This update is ${state}: only what is SUBMITTED is decided on.`, {
    objectId: id,
  });
};

/** Sends an update back to its organisation with a remark. */
export async function returnUpdate(
  input: DecisionInput & { readonly reason: string },
  context: Context,
  db: Queryable,
): Promise<Changed> {
  const reason = needText(input.reason, 'reason', 2000);
  const update = await needDecider(input, context, db);
  needSubmitted(update);
  const { id, programmeId, state } = update;
  await context.updates.move(id, { state: 'RETURNED', returnedReason: reason, decidedAt: context.now });
  const after = { state: 'RETURNED' };
  return {
    objectId: id,
    audit: { what: 'PROGRESS_RETURNED', programmeId, before: { state }, after, reason },
  };
}

/** Gives the approval of the viewer; the last one that is awaited makes what is reported the values of the action. */
export async function approveUpdate(input: DecisionInput, context: Context, db: Queryable): Promise<Changed> {
  const { viewer, approvals, updates, now } = context;
  const update = await needDecider(input, context, db);
  needSubmitted(update);
  const { id, programmeId, actionId } = update;
  const rule = await approvals.ruleFor(update);
  const role = await roleToApproveIn(update, context);
  await approvals.approve(update, { role, approvedBy: viewer.subject, approvedAt: now });
  const given = (await approvals.standing(update)).map((one) => one.role);
  if (awaited(rule, given).length > 0) {
    // The version counts approvals too: whoever looked before sees that something happened.
    await updates.move(id, { decidedAt: now });
    return { objectId: id, audit: { what: 'PROGRESS_APPROVED', programmeId, before: null, after: { role } } };
  }
  await updates.move(id, { state: 'APPROVED', decidedAt: now });
  const changed = await applyStatus(update, context, db);
  return {
    objectId: id,
    audit: {
      what: 'PROGRESS_APPROVED',
      programmeId,
      before: { state: update.state, ...(changed === null ? {} : { status: changed }) },
      after: { state: 'APPROVED', role, ...(changed === null ? {} : { status: update.reportedStatus }) },
    },
    ...(changed === null ? {} : { tells: { programmeId, actionIds: [actionId] } }),
  };
}

/** The awaited role in which the viewer approves. Nobody approves their own report, nor in two roles. */
async function roleToApproveIn(update: ProgressUpdate, { viewer, approvals }: Context): Promise<Approver> {
  const standing = await approvals.standing(update);
  const about = { objectId: update.id };
  if (update.submittedBy === viewer.subject)
    throw new ChangeRefused('NOT_ALLOWED', 'You submitted it yourself: somebody else approves it.', about);
  if (standing.some(({ approvedBy }) => approvedBy === viewer.subject))
    throw new ChangeRefused('CONFLICT', 'You approved it already; somebody else must approve it too.', about);
  const rule = await approvals.ruleFor(update);
  const waiting = awaited(
    rule,
    standing.map(({ role }) => role),
  );
  const role = approverRoles(viewer, update).find((one) => waiting.includes(one));
  if (role !== undefined) return role;
  throw new ChangeRefused(
    'NOT_ALLOWED',
    `It waits for the approval of the ${waiting.join(' and the ')}.`,
    about,
  );
}

/** Moves the action on when the report of its latest period says so; what it was before, null when it stays. */
async function applyStatus(update: ProgressUpdate, context: Context, db: Queryable): Promise<string | null> {
  const { actions, updates, today } = context;
  const { id, actionId, reportedStatus } = update;
  const latest = (await updates.approved([actionId])).get(actionId)?.at(-1);
  if (reportedStatus === null || latest?.id !== id) return null;
  if (reportedStatus === 'RUNNING') await holdGates(db, update.programmeId);
  const action = await lockRow(db, 'action', { id: actionId, byIds: actions.byIds });
  const { status, programmeId, code } = action;
  if (status === reportedStatus) return null;
  if (!TRANSITIONS[status].includes(reportedStatus)) {
    const next = TRANSITIONS[status].join(' or ');
    const message = `The action is ${status} and becomes ${next}, not ${reportedStatus} as reported. Change its status first (changeActionStatus), correct the report (correctProgress) or return it.`;
    throw new ChangeRefused('CONFLICT', message, { objectId: id });
  }
  const passedGate = reportedStatus === 'RUNNING' ? await passGate(action, context) : null;
  const change = {
    status: reportedStatus,
    changedOn: today,
    note: `As reported in progress update ${id}.`,
    passedGate,
  };
  await actions.changeStatus(action, {
    ...change,
    code: await freeCode(db, 'status_change', programmeId, `${code}-s`),
  });
  return status;
}
