import { ChangeRefused, freeCode, idOf, notThere, type Queryable, type TypesOf, textOf } from '@kapstok/kit';
import type { Language } from '@kapstok/schema';
import { ActionGoal, ActionLevel, DirectBenefitEnum } from '../action/action-words.ts';
import { DatePrecision, Language as LanguageEnum } from '../builder.ts';
import type { Context } from '../context.ts';
import type { Programme } from '../programme/programme.ts';

export type InputBuilder = PothosSchemaTypes.InputFieldBuilder<TypesOf<Context>, 'InputObject'>;

export const languageField = (t: InputBuilder) =>
  t.field({
    type: LanguageEnum,
    description:
      'The language of the texts of this input, beside which others stay; left out: that of the programme.',
  });

const precision = (t: InputBuilder, name: string) =>
  t.field({
    type: DatePrecision,
    description: `How much of \`${name}\` is known, which is then kept as its last possible day; left out: the day.`,
  });

/** The fields of an action that a change can set, but for its title and remark. */
export const actionFields = (t: InputBuilder) => ({
  description: t.string({
    description: 'What is done, for whom, 5000 characters at most. Null: clears it in this language.',
  }),
  goal: t.field({
    type: ActionGoal,
    description: 'Which of the two basic goals it serves. Null: none is stated.',
  }),
  level: t.field({ type: ActionLevel, description: 'At which level it works. Null: none is stated.' }),
  benefitsDirectly: t.field({
    type: DirectBenefitEnum,
    description: 'Does it benefit people in poverty directly? Null: nobody answered.',
  }),
  plannedStart: t.field({ type: 'Date', description: 'Planned begin. Null: not known.' }),
  plannedStartPrecision: precision(t, 'plannedStart'),
  plannedEnd: t.field({ type: 'Date', description: 'Planned end, not before the begin. Null: not known.' }),
  plannedEndPrecision: precision(t, 'plannedEnd'),
  actualStart: t.field({ type: 'Date', description: 'Actual begin, not in the future. Null: not known.' }),
  actualStartPrecision: precision(t, 'actualStart'),
  actualEnd: t.field({ type: 'Date', description: 'Actual end, not in the future. Null: not known.' }),
  actualEndPrecision: precision(t, 'actualEnd'),
});

export const noteField = (t: InputBuilder) =>
  t.string({
    description: 'Internal remark, 5000 characters at most, for those who steer the programme. Null: none.',
  });

/** The programme of a change, for who reads its plan. */
export async function needProgramme(id: string, path: string, { programmes }: Context): Promise<Programme> {
  const programme = (await programmes.byIds([id])).get(id);
  if (programme === undefined) throw notThere(path, 'programme');
  return programme;
}

/** The language in which the texts of an input are. */
export async function languageOf(
  given: Language | null | undefined,
  programmeId: string,
  context: Context,
): Promise<Language> {
  return given ?? (await needProgramme(programmeId, 'programmeId', context)).defaultLanguage;
}

/** Whoever makes or moves something in the plan of a programme waits here for whoever does so. */
export async function takePlan(db: Queryable, programmeId: string): Promise<void> {
  await db.query(`select pg_advisory_xact_lock(hashtextextended('kapstok plan ' || $1, 0))`, [programmeId]);
}

const CODE = /^[\p{L}\p{N}][\p{L}\p{N}._+:-]{0,79}$/u;

/** The code that was asked for, if it is free, else the next one after `stem`. Take the plan before. */
export async function codeFor(
  db: Queryable,
  table: string,
  programmeId: string,
  { given, stem }: { given: string | null | undefined; stem: string },
): Promise<string> {
  const code = textOf(given, 'code', 80);
  if (code === null) return freeCode(db, table, programmeId, stem);
  if (!CODE.test(code)) {
    const message = 'A code begins with a letter or digit, then letters, digits and . _ + : -, at most 80.';
    throw new ChangeRefused('BAD_USER_INPUT', message, { path: 'code' });
  }
  const { rows } = await db.query(`select from ${table} where programme_id = $1 and code = $2`, [
    programmeId,
    code,
  ]);
  if (rows.length === 0) return code;
  const message = `The programme has a ${table.replace('_', ' ')} with the code ${code} already.`;
  throw new ChangeRefused('CONFLICT', message, { path: 'code' });
}

/** A place in an order, as imports know it. */
export function checkPosition(position: number): number {
  if (position >= 1 && position <= 1000) return position;
  throw new ChangeRefused('BAD_USER_INPUT', `position is ${position}; it is 1 to 1000.`, {
    path: 'position',
  });
}

/** A day on which something was done; today when it is left out. */
export function pastDay(given: string | null | undefined, path: string, { today }: Context): string {
  if (given == null || given <= today) return given ?? today;
  throw new ChangeRefused('BAD_USER_INPUT', `${path} is a day that has come, ${today} at the latest.`, {
    path,
  });
}

/** An organisation that an input names, which the programme lists; null when it is left out. */
export async function listedOrganisation<Given extends string | null | undefined>(
  given: Given,
  programmeId: string,
  { edits }: Context,
): Promise<Given extends string ? string : string | null> {
  if (given == null) return null as never;
  const id = idOf(given, 'organisationId', 'organisation');
  if (await edits.lists(programmeId, id)) return id as never;
  throw notThere('organisationId', 'organisation in the programme');
}
