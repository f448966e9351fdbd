import {
  groupBy,
  inProgrammes,
  mapBy,
  type Page,
  type PageRequest,
  pagesByParent,
  type SourceValue,
  toDomain,
} from '@kapstok/kit';
import type { Programmes } from '@kapstok/schema';
import { sql } from 'kysely';
import type { Tables } from '../database-types.ts';
import type { Phase, Programme } from './programme.ts';

/** Programmes, their phases and sources. */
export class ProgrammeStore {
  readonly #tables: Tables;

  constructor(tables: Tables) {
    this.#tables = tables;
  }

  byIds = async (ids: readonly string[]): Promise<Map<string, Programme>> => {
    const rows = await this.#tables.prisma.programme.findMany({ where: { id: { in: [...ids] } } });
    return mapBy(rows.map(toDomain<Programme>), (programme) => programme.id);
  };

  bySlugs = async (slugs: readonly string[]): Promise<Map<string, Programme>> => {
    const rows = await this.#tables.prisma.programme.findMany({ where: { slug: { in: [...slugs] } } });
    return mapBy(rows.map(toDomain<Programme>), (programme) => programme.slug);
  };

  /** The programmes among these that name these slugs as the plan before them. */
  successors = async (among: Programmes, slugs: readonly string[]): Promise<Map<string, Programme>> => {
    const rows = await this.#tables.prisma.programme.findMany({
      where: { predecessor: { in: [...slugs] }, ...(among === '*' ? {} : { id: { in: [...among] } }) },
      orderBy: [{ startsOn: 'desc' }, { id: 'asc' }],
    });
    return mapBy(rows.map(toDomain<Programme>), (programme) => programme.predecessor ?? '');
  };

  /** One page of these programmes, by first day and slug. */
  page = async (among: Programmes, request: PageRequest): Promise<Page | undefined> => {
    const all = '00000000-0000-0000-0000-000000000000';
    const rows = sql`select ${all}::uuid, id, starts_on || ' ' || slug from programme
      where ${inProgrammes(among, sql`id`)}`;
    return (await pagesByParent(this.#tables.sql, rows, request)).get(all);
  };

  phases = async (ids: readonly string[]): Promise<Map<string, Phase[]>> => {
    const rows = await this.#tables.prisma.phase.findMany({
      where: { programmeId: { in: [...ids] } },
      orderBy: [{ position: 'asc' }, { code: 'asc' }],
    });
    return groupBy(rows.map(toDomain<Phase>), (phase) => phase.programmeId);
  };

  sources = async (ids: readonly string[]): Promise<Map<string, SourceValue>> => {
    const rows = await this.#tables.prisma.source.findMany({ where: { id: { in: [...ids] } } });
    return mapBy(rows.map(toDomain<SourceValue & { id: string }>), (source) => source.id);
  };
}
