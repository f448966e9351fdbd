import { ChangeRefused } from '@kapstok/kit';
import type { AgreementStatus } from '@kapstok/schema';
import type { Agreement } from './agreement.ts';

/** Which status can follow which. What ended or was broken off stays so: who goes on makes a new agreement. */
export const TRANSITIONS: Readonly<Record<AgreementStatus, readonly AgreementStatus[]>> = {
  DRAFT: ['SIGNED', 'IN_FORCE'],
  SIGNED: ['IN_FORCE', 'TERMINATED'],
  IN_FORCE: ['ENDED', 'TERMINATED'],
  ENDED: [],
  TERMINATED: [],
};

/** Refuses what cannot follow, and says what can. */
export function checkTransition({ id, status }: Agreement, to: AgreementStatus): void {
  const next = TRANSITIONS[status];
  if (next.includes(to)) return;
  const right = next.length === 0 ? 'stays so' : `becomes ${next.join(' or ')}`;
  throw new ChangeRefused('CONFLICT', `An agreement that is ${status} ${right}, not ${to}.`, {
    objectId: id,
  });
}

/** Refuses a change of an agreement that is over. */
export function onlyOpen({ id, status }: Agreement): void {
  if (TRANSITIONS[status].length > 0) return;
  const message = `The agreement is ${status}: what was agreed stays as it was. Make a new one.`;
  throw new ChangeRefused('CONFLICT', message, { objectId: id });
}
