import { ChangeRefused, speaksFor } from '@kapstok/kit';
import { steersDomain } from '@kapstok/schema';
import type { Action } from '../action/action.ts';
import type { Context } from '../context.ts';

/** Refuses whoever neither steers the domain of an action nor speaks for an organisation that takes part in it. */
export async function needTakingPart(action: Action, { viewer, details }: Context): Promise<void> {
  const { id, programmeId, domainId } = action;
  if (steersDomain(viewer, programmeId, domainId)) return;
  const participants = (await details.participations([id])).get(id) ?? [];
  if (participants.some(({ organisationId }) => speaksFor(viewer, organisationId, programmeId))) return;
  const message =
    'Only who speaks for an organisation that takes part in the action, or who steers its domain, changes this.';
  throw new ChangeRefused('NOT_ALLOWED', message);
}
