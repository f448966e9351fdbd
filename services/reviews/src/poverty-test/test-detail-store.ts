import { groupBy, mapBy, type Page, type PageRequest, pagesByParent, toDomain } from '@kapstok/kit';
import { QUICKSCAN_AREA, TEST_STAGE, wordsOf } from '@kapstok/schema';
import { type Insertable, sql } from 'kysely';
import type { Tables } from '../database-types.ts';
import type { DB } from '../generated/kysely/types.ts';
import type { AreaEffect, KnowledgeContribution, StageQuality, TestAnswer } from './poverty-test.ts';

const ofTest = (row: { readonly testId: string }): string => row.testId;

/** Sorts by the order in which a list of words is written. */
const inOrderOf = <Word extends string>(words: readonly Word[]) => {
  return (a: Word, b: Word): number => words.indexOf(a) - words.indexOf(b);
};
const byArea = inOrderOf(wordsOf(QUICKSCAN_AREA));
const byStage = inOrderOf(wordsOf(TEST_STAGE));

/** What belongs to tests: quickscan, answers, knowledge, quality. */
export class TestDetailStore {
  readonly #tables: Tables;

  constructor(tables: Tables) {
    this.#tables = tables;
  }

  quickscans = async (testIds: readonly string[]): Promise<Map<string, AreaEffect[]>> => {
    const where = { testId: { in: [...testIds] } };
    const rows = await this.#tables.prisma.quickscanEffect.findMany({ where });
    const effects = rows.map(toDomain<AreaEffect>).sort((a, b) => byArea(a.area, b.area));
    return groupBy(effects, ofTest);
  };

  contributions = async (testIds: readonly string[]): Promise<Map<string, KnowledgeContribution[]>> => {
    const rows = await this.#tables.prisma.knowledgeContribution.findMany({
      where: { testId: { in: [...testIds] } },
      orderBy: [{ contributedOn: { sort: 'asc', nulls: 'last' } }, { code: 'asc' }, { id: 'asc' }],
    });
    return groupBy(rows.map(toDomain<KnowledgeContribution>), ofTest);
  };

  qualities = async (testIds: readonly string[]): Promise<Map<string, StageQuality[]>> => {
    const where = { testId: { in: [...testIds] } };
    const rows = await this.#tables.prisma.stageQuality.findMany({ where });
    const qualities = rows.map(toDomain<StageQuality>).sort((a, b) => byStage(a.stage, b.stage));
    return groupBy(qualities, ofTest);
  };

  /** Writes what the quickscan expects in one area; what it said before is replaced. */
  putEffect = async (row: Insertable<DB['quickscan_effect']>): Promise<void> => {
    const { effect = null, note = null } = row;
    await this.#tables.sql
      .insertInto('quickscan_effect')
      .values(row)
      .onConflict((same) => same.columns(['test_id', 'area']).doUpdateSet({ effect, note }))
      .execute();
  };

  /** Writes the answer to one question; what it was before is replaced. */
  putAnswer = async (row: Insertable<DB['test_answer']>): Promise<void> => {
    const { answer, note = null } = row;
    await this.#tables.sql
      .insertInto('test_answer')
      .values(row)
      .onConflict((same) => same.columns(['test_id', 'question_code']).doUpdateSet({ answer, note }))
      .execute();
  };

  /** Writes how well a stage was done; what was said before is replaced. */
  putQuality = async (row: Insertable<DB['stage_quality']>): Promise<void> => {
    const { score, note = null } = row;
    await this.#tables.sql
      .insertInto('stage_quality')
      .values(row)
      .onConflict((same) => same.columns(['test_id', 'stage']).doUpdateSet({ score, note }))
      .execute();
  };

  addContribution = async (row: Insertable<DB['knowledge_contribution']>): Promise<void> => {
    await this.#tables.sql.insertInto('knowledge_contribution').values(row).execute();
  };

  /** Answers of a test to questions that can lead to the full test. */
  routingAnswers = async (testId: string): Promise<string[]> => {
    const { rows } = await sql<{ answer: string }>`
      select answer.answer from test_answer answer
      join poverty_test test on test.id = answer.test_id
      join template_question question
        on question.template_id = test.template_id and question.code = answer.question_code
      where test.id = ${testId} and question.routes_to_full_test`.execute(this.#tables.sql);
    return rows.map(({ answer }) => answer);
  };

  answers = async (ids: readonly string[]): Promise<Map<string, TestAnswer>> => {
    const { rows } = await sql<TestAnswer>`
      select answer.id, answer.programme_id as "programmeId", answer.question_code as "questionCode", question.id as "questionId", answer.answer, answer.note
      from test_answer answer
      join poverty_test test on test.id = answer.test_id
      left join template_question question
        on question.template_id = test.template_id and question.code = answer.question_code
      where answer.id = any (${ids}::uuid[])`.execute(this.#tables.sql);
    return mapBy(rows, (answer) => answer.id);
  };

  /** One page of the answers of each test, in the order of the questionnaire. */
  answerPages = (request: PageRequest, testIds: readonly string[]): Promise<Map<string, Page>> => {
    const rows = sql`
      select answer.test_id, answer.id, to_char(coalesce(question.position, 99999), 'FM00000')
      from test_answer answer
      join poverty_test test on test.id = answer.test_id
      left join template_question question
        on question.template_id = test.template_id and question.code = answer.question_code
      where answer.test_id = any (${testIds}::uuid[])`;
    return pagesByParent(this.#tables.sql, rows, request);
  };
}
