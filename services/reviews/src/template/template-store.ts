import { groupBy, mapBy, newId, type Page, type PageRequest, pagesByParent, toDomain } from '@kapstok/kit';
import { sql } from 'kysely';
import type { Tables } from '../database-types.ts';
import type { TemplateDraft, TemplateQuestion, TemplateSection, TestTemplate } from './template.ts';

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

  /** Every question of a template, in order. */
  allQuestions = async (templateId: string): Promise<TemplateQuestion[]> => {
    const rows = await this.#tables.prisma.templateQuestion.findMany({
      where: { templateId },
      orderBy: inOrder,
    });
    return rows.map(toDomain<TemplateQuestion>);
  };

  /** The number after the latest version of a template. */
  nextVersion = async (code: string): Promise<number> => {
    const { rows } = await sql<{ next: number }>`
      select coalesce(max(version), 0) + 1 as next from test_template where code = ${code}`.execute(
      this.#tables.sql,
    );
    return rows[0]?.next ?? 1;
  };

  /** Adds a version with its sections and questions, and lists it with the programme; false when there is one. */
  add = async (draft: TemplateDraft): Promise<boolean> => {
    const { sql: db } = this.#tables;
    const { id, ownProgrammeId } = draft;
    const made = await db
      .insertInto('test_template')
      .values({
        id,
        own_programme_id: ownProgrammeId,
        code: draft.code,
        version: draft.version,
        title: JSON.stringify(draft.title),
        description: draft.description === null ? null : JSON.stringify(draft.description),
        source_key: draft.sourceKey,
      })
      .onConflict((same) => same.columns(['code', 'version']).doNothing())
      .executeTakeFirst();
    if (made.numInsertedOrUpdatedRows !== 1n) return false;
    await db
      .insertInto('shared_listing')
      .values({ programme_id: ownProgrammeId, table_name: 'test_template', row_id: id })
      .execute();
    await this.#addSections(draft);
    return true;
  };

  async #addSections({ id, sections, questions }: TemplateDraft): Promise<void> {
    const { sql: db } = this.#tables;
    const ids = new Map(sections.map((section) => [section.id, newId()]));
    const sectionRows = sections.map(({ id: old, code, position, title }) => ({
      id: ids.get(old) ?? newId(),
      template_id: id,
      code,
      position,
      title: JSON.stringify(title),
    }));
    const questionRows = questions.map((question, index) => ({
      id: newId(),
      template_id: id,
      section_id: ids.get(question.sectionId) ?? '',
      code: question.code,
      position: index + 1,
      text: JSON.stringify(question.text),
      answer_type: question.answerType,
      origins: question.origins,
      routes_to_full_test: question.routesToFullTest,
    }));
    if (sectionRows.length > 0) await db.insertInto('template_section').values(sectionRows).execute();
    if (questionRows.length > 0) await db.insertInto('template_question').values(questionRows).execute();
  }

  questionsByIds = async (ids: readonly string[]): Promise<Map<string, TemplateQuestion>> => {
    const rows = await this.#tables.prisma.templateQuestion.findMany({ where: { id: { in: [...ids] } } });
    return mapBy(rows.map(toDomain<TemplateQuestion>), (question) => question.id);
  };
}
