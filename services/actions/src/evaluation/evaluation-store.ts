import { groupBy, mapBy, toDomain } from '@kapstok/kit';
import type { Adjustment } from '../action/action.ts';
import type { Tables } from '../database-types.ts';
import type { Evaluation, Finding } from './evaluation.ts';

/** Evaluations of actions and what they found. */
export class EvaluationStore {
  readonly #tables: Tables;

  constructor(tables: Tables) {
    this.#tables = tables;
  }

  byIds = async (ids: readonly string[]): Promise<Map<string, Evaluation>> => {
    const rows = await this.#tables.prisma.evaluation.findMany({ where: { id: { in: [...ids] } } });
    return mapBy(rows.map(toDomain<Evaluation>), ({ id }) => id);
  };

  byActions = async (ids: readonly string[]): Promise<Map<string, Evaluation[]>> => {
    const rows = await this.#tables.prisma.evaluation.findMany({
      where: { actionId: { in: [...ids] } },
      orderBy: [{ evaluatedOn: 'asc' }, { code: 'asc' }],
    });
    return groupBy(rows.map(toDomain<Evaluation>), ({ actionId }) => actionId);
  };

  findingsByIds = async (ids: readonly string[]): Promise<Map<string, Finding>> => {
    const rows = await this.#tables.prisma.finding.findMany({ where: { id: { in: [...ids] } } });
    return mapBy(rows.map(toDomain<Finding>), ({ id }) => id);
  };

  findings = async (ids: readonly string[]): Promise<Map<string, Finding[]>> => {
    const rows = await this.#tables.prisma.finding.findMany({
      where: { evaluationId: { in: [...ids] } },
      orderBy: [{ position: 'asc' }, { id: 'asc' }],
    });
    return groupBy(rows.map(toDomain<Finding>), ({ evaluationId }) => evaluationId);
  };

  /** The adjustments that came from findings. */
  adjustments = async (ids: readonly string[]): Promise<Map<string, Adjustment[]>> => {
    const rows = await this.#tables.prisma.adjustment.findMany({
      where: { findingId: { in: [...ids] } },
      orderBy: [{ adjustedOn: 'asc' }, { code: 'asc' }],
    });
    return groupBy(rows.map(toDomain<Adjustment>), ({ findingId }) => findingId ?? '');
  };
}
