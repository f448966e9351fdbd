import { groupBy, toDomain } from '@kapstok/kit';
import type { Tables } from '../database-types.ts';
import type { Claim } from './claim.ts';

/** Published figures about programmes and actions. */
export class ClaimStore {
  readonly #tables: Tables;

  constructor(tables: Tables) {
    this.#tables = tables;
  }

  byProgrammes = async (ids: readonly string[]): Promise<Map<string, Claim[]>> =>
    groupBy(await this.#read({ programmeId: { in: [...ids] } }), (claim) => claim.programmeId);

  byActions = async (ids: readonly string[]): Promise<Map<string, Claim[]>> =>
    groupBy(await this.#read({ actionId: { in: [...ids] } }), (claim) => claim.actionId ?? '');

  async #read(where: object): Promise<Claim[]> {
    const rows = await this.#tables.prisma.claim.findMany({
      where,
      orderBy: [{ code: 'asc' }, { id: 'asc' }],
    });
    return rows.map((row) => toDomain<Claim>({ ...row, value: row.value?.toFixed() ?? null }));
  }
}
