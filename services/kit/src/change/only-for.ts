import { holdsRole, type Role, steersDomain, type Viewer } from '@kapstok/schema';
import { ChangeRefused } from './refusal.ts';

/** Refuses, with the sentence that says who may, whoever holds none of these roles in the programme. */
export function onlyFor(viewer: Viewer, roles: readonly Role[], programmeId: string, whoMay: string): void {
  if (!holdsRole(viewer, roles, programmeId)) throw new ChangeRefused('NOT_ALLOWED', whoMay);
}

/** A row of the plan, for whoever steers its domain: its coordinator, or the director of the programme. */
export function onlySteering<Row extends { readonly programmeId: string; readonly domainId: string }>(
  viewer: Viewer,
  row: Row,
): Row {
  if (steersDomain(viewer, row.programmeId, row.domainId)) return row;
  const message = 'Only the director of the programme, or the coordinator of the domain, changes this.';
  throw new ChangeRefused('NOT_ALLOWED', message);
}
