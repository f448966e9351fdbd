import { type CsvFile, sourcesFile } from '@kapstok/kit';
import { actionPlaces, deliveries, milestones } from './files/action-details.ts';
import { actions } from './files/actions.ts';
import { adjustments, statusChanges } from './files/changes.ts';
import { claims } from './files/claims.ts';
import { actionCrosswalks, crosswalks, domainCrosswalks } from './files/crosswalks.ts';
import { blocks, domains } from './files/domains.ts';
import { lineage } from './files/lineage.ts';
import { dialogueSessions, participations, userParticipations } from './files/participation.ts';
import { phases, programme } from './files/programme.ts';
import { peopleGroups, targetGroups } from './files/target-groups.ts';

/** The files of a programme folder that this service keeps. */
export const files: readonly CsvFile[] = [
  programme,
  sourcesFile,
  phases,
  domains,
  blocks,
  peopleGroups,
  crosswalks,
  domainCrosswalks,
  dialogueSessions,
  actions,
  actionCrosswalks,
  participations,
  userParticipations,
  targetGroups,
  actionPlaces,
  milestones,
  deliveries,
  statusChanges,
  adjustments,
  lineage,
  claims,
];
