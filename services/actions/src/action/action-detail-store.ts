import { groupBy, mapBy, toDomain } from '@kapstok/kit';
import type { Tables } from '../database-types.ts';
import { readCrosswalks } from '../domain/domain-store.ts';
import type {
  Adjustment,
  Delivery,
  DialogueSession,
  Milestone,
  Participation,
  StatusChange,
  TargetGroup,
  UserParticipation,
} from './action.ts';

const ofAction = (row: { readonly actionId: string }): string => row.actionId;

/** What belongs to actions: who takes part, for whom, where, when, and what was changed. */
export class ActionDetailStore {
  readonly #tables: Tables;

  constructor(tables: Tables) {
    this.#tables = tables;
  }

  participations = async (ids: readonly string[]): Promise<Map<string, Participation[]>> => {
    const where = { actionId: { in: [...ids] } };
    const orderBy = [{ role: 'asc' as const }, { organisationId: 'asc' as const }];
    const rows = await this.#tables.prisma.participation.findMany({ where, orderBy });
    return groupBy(rows.map(toDomain<Participation>), ofAction);
  };

  targetGroups = async (ids: readonly string[]): Promise<Map<string, TargetGroup[]>> => {
    const rows = await this.#tables.prisma.targetGroup.findMany({
      where: { actionId: { in: [...ids] } },
      include: { peopleGroup: true },
      orderBy: { peopleGroup: { code: 'asc' } },
    });
    return groupBy(rows.map(toDomain<TargetGroup>), ofAction);
  };

  placeIds = async (
    ids: readonly string[],
  ): Promise<Map<string, { actionId: string; placeId: string }[]>> => {
    const where = { actionId: { in: [...ids] } };
    const rows = await this.#tables.prisma.actionPlace.findMany({ where, orderBy: { placeId: 'asc' } });
    return groupBy(rows, ofAction);
  };

  crosswalks = (ids: readonly string[]) => readCrosswalks(this.#tables, 'action_crosswalk', 'action_id', ids);

  userParticipations = async (ids: readonly string[]): Promise<Map<string, UserParticipation[]>> => {
    const where = { actionId: { in: [...ids] } };
    const rows = await this.#tables.prisma.userParticipation.findMany({ where, orderBy: { code: 'asc' } });
    return groupBy(rows.map(toDomain<UserParticipation>), (row) => row.actionId ?? '');
  };

  /** All of a programme: those of the plan as a whole and those of its actions. */
  userParticipationsOfProgrammes = async (
    ids: readonly string[],
  ): Promise<Map<string, UserParticipation[]>> => {
    const where = { programmeId: { in: [...ids] } };
    const rows = await this.#tables.prisma.userParticipation.findMany({ where, orderBy: { code: 'asc' } });
    return groupBy(rows.map(toDomain<UserParticipation>), (row) => row.programmeId);
  };

  milestones = async (ids: readonly string[]): Promise<Map<string, Milestone[]>> => {
    const where = { actionId: { in: [...ids] } };
    const orderBy = [{ plannedOn: 'asc' as const }, { code: 'asc' as const }];
    const rows = await this.#tables.prisma.milestone.findMany({ where, orderBy });
    return groupBy(rows.map(toDomain<Milestone>), ofAction);
  };

  deliveries = async (ids: readonly string[]): Promise<Map<string, Delivery[]>> => {
    const where = { actionId: { in: [...ids] } };
    const rows = await this.#tables.prisma.delivery.findMany({ where, orderBy: { code: 'asc' } });
    return groupBy(rows.map(toDomain<Delivery>), ofAction);
  };

  statusChanges = async (ids: readonly string[]): Promise<Map<string, StatusChange[]>> => {
    const where = { actionId: { in: [...ids] } };
    const orderBy = [{ changedOn: 'asc' as const }, { code: 'asc' as const }];
    const rows = await this.#tables.prisma.statusChange.findMany({ where, orderBy });
    return groupBy(rows.map(toDomain<StatusChange>), ofAction);
  };

  adjustments = async (ids: readonly string[]): Promise<Map<string, Adjustment[]>> => {
    const where = { actionId: { in: [...ids] } };
    const orderBy = [{ adjustedOn: 'asc' as const }, { code: 'asc' as const }];
    const rows = await this.#tables.prisma.adjustment.findMany({ where, orderBy });
    return groupBy(rows.map(toDomain<Adjustment>), ofAction);
  };

  adjustmentsByIds = async (ids: readonly string[]): Promise<Map<string, Adjustment>> => {
    const rows = await this.#tables.prisma.adjustment.findMany({ where: { id: { in: [...ids] } } });
    return mapBy(rows.map(toDomain<Adjustment>), ({ id }) => id);
  };

  sessions = async (ids: readonly string[]): Promise<Map<string, DialogueSession>> => {
    const rows = await this.#tables.prisma.dialogueSession.findMany({ where: { id: { in: [...ids] } } });
    return mapBy(rows.map(toDomain<DialogueSession & { id: string }>), (session) => session.id);
  };
}
