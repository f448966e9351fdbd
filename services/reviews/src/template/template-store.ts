import { groupBy, mapBy, type Page, type PageRequest, pagesByParent, toDomain } from '@kapstok/kit';
import { sql } from 'kysely';
import type { Tables } from '../database-types.ts';
import type { TemplateQuestion, TemplateSection, TestTemplate } from './template.ts';

const inOrder = [{ position: 'asc' as const }, { code: 'asc' as const }];

/** Templates, their sections and questions. */
export class TemplateStore {
  readonly #tables: Tables;

  constructor(tables: Tables) {
    this.#tables = tables;
  }

  byIds = async (ids: readonly string[]): Promise<Map<string, TestTemplate>> => {
    const rows = await this.#tables.prisma.testTemplate.findMany({ where: { id: { in: [...ids] } } });
    return mapBy(rows.map(toDomain<TestTemplate>), (template) => template.id);
  };

  /** One page of all templates, or of the versions of one, by code and newest version first. */
  page = async (code: string | null, request: PageRequest): Promise<Page | undefined> => {
    const all = '00000000-0000-0000-0000-000000000000';
    const rows = sql`
      select ${all}::uuid, id, code || ' ' || to_char(99999 - version, 'FM00000') from test_template
      where ${code}::text is null or code = ${code}`;
    return (await pagesByParent(this.#tables.sql, rows, request)).get(all);
  };

  sections = async (templateIds: readonly string[]): Promise<Map<string, TemplateSection[]>> => {
    const where = { templateId: { in: [...templateIds] } };
    const rows = await this.#tables.prisma.templateSection.findMany({ where, orderBy: inOrder });
    return groupBy(rows.map(toDomain<TemplateSection>), (section) => section.templateId);
  };

  sectionsByIds = async (ids: readonly string[]): Promise<Map<string, TemplateSection>> => {
    const rows = await this.#tables.prisma.templateSection.findMany({ where: { id: { in: [...ids] } } });
    return mapBy(rows.map(toDomain<TemplateSection>), (section) => section.id);
  };

  questions = async (sectionIds: readonly string[]): Promise<Map<string, TemplateQuestion[]>> => {
    const where = { sectionId: { in: [...sectionIds] } };
    const rows = await this.#tables.prisma.templateQuestion.findMany({ where, orderBy: inOrder });
    return groupBy(rows.map(toDomain<TemplateQuestion>), (question) => question.sectionId);
  };

  questionsByIds = async (ids: readonly string[]): Promise<Map<string, TemplateQuestion>> => {
    const rows = await this.#tables.prisma.templateQuestion.findMany({ where: { id: { in: [...ids] } } });
    return mapBy(rows.map(toDomain<TemplateQuestion>), (question) => question.id);
  };
}
