import {
  ChangeRefused,
  idOf,
  needRow,
  needText,
  notThere,
  parsePartialDate,
  type Queryable,
  type TypesOf,
  textOf,
  writePartialDate,
} from '@kapstok/kit';
import { type DatePrecision, type Language, type LocalText, steersDomain } from '@kapstok/schema';
import { DatePrecision as DatePrecisionEnum, Language as LanguageEnum } from '../builder.ts';
import type { Context } from '../context.ts';
import type { Indicator } from '../indicator/indicator.ts';
import { isNisCode, type Place } from '../place/place.ts';

export type InputBuilder = PothosSchemaTypes.InputFieldBuilder<TypesOf<Context>, 'InputObject'>;

export const languageField = (t: InputBuilder) =>
  t.field({
    type: LanguageEnum,
    description: 'The language of the texts of this input; left out: that of the programme.',
  });
export const precisionField = (t: InputBuilder, name: string) =>
  t.field({
    type: DatePrecisionEnum,
    description: `How much of \`${name}\` is known, which is then kept as its last possible day; left out: the day.`,
  });
export const sourceField = (t: InputBuilder, about: string) =>
  t.string({ description: `Key of a source of the programme; \`recordFigureSource\` adds one. ${about}` });

export const WHO_STEERS = 'For the director of the programme and the coordinator of its domain.';
const refused = (message: string, path: string | readonly string[]) =>
  new ChangeRefused('BAD_USER_INPUT', message, { path });

/** A programme as this service knows it. */
export interface KnownProgramme {
  readonly id: string;
  readonly language: Language;
  readonly domainIds: readonly string[];
}

/** The programme of a change, for who reads its figures. */
export async function needProgramme(db: Queryable, given: string): Promise<KnownProgramme> {
  const id = idOf(given, 'programmeId', 'programme');
  const { rows } = await db.query<KnownProgramme>(
    `select programme_id as id, language, domain_ids as "domainIds" from known_programme where programme_id = $1`,
    [id],
  );
  const [programme] = rows;
  if (programme === undefined) throw notThere('programmeId', 'programme');
  return programme;
}

/** The language in which the texts of an input are. */
export async function languageOf(
  given: Language | null | undefined,
  programmeId: string,
  db: Queryable,
): Promise<Language> {
  if (given != null) return given;
  const { rows } = await db.query<{ language: Language }>(
    'select language from known_programme where programme_id = $1',
    [programmeId],
  );
  return rows[0]?.language ?? 'nl';
}

/** A text that must be given, kept in one language. */
export const needLocal = (given: string, path: string, longest: number, language: Language): LocalText => ({
  [language]: needText(given, path, longest),
});
/** As `needLocal`, null when it is left out or empty. */
export function localOf(
  given: string | null | undefined,
  path: string,
  longest: number,
  language: Language,
): LocalText | null {
  const text = textOf(given, path, longest);
  return text === null ? null : { [language]: text };
}

/**
 * Refuses whoever does not steer an indicator: the director, or the coordinator of its domain. What is about the whole
 * programme is the director's, or of a coordinator of all domains.
 */
export function onlySteeringFigures(
  { viewer }: Context,
  programmeId: string,
  domainId: string | null | undefined,
): void {
  if (steersDomain(viewer, programmeId, domainId ?? '')) return;
  const message =
    'Only the director of the programme, or the coordinator of the domain that the indicator is of, changes this; evaluators read figures and export them.';
  throw new ChangeRefused('NOT_ALLOWED', message);
}

/** An indicator that the viewer steers. */
export async function steeredIndicator(
  given: string,
  context: Context,
  path = 'indicatorId',
): Promise<Indicator> {
  const indicator = await needRow(given, path, 'indicator', context.indicators.byIds);
  onlySteeringFigures(context, indicator.programmeId, indicator.domainId);
  return indicator;
}

/** The indicator that something is about, which the viewer steers; null: the whole programme, which the viewer steers. */
export async function steeredSubject(
  given: string | null | undefined,
  programmeId: string,
  context: Context,
): Promise<string | null> {
  if (given == null) {
    onlySteeringFigures(context, programmeId, null);
    return null;
  }
  const ofProgramme = async (ids: readonly string[]) =>
    new Map([...(await context.indicators.byIds(ids))].filter(([, one]) => one.programmeId === programmeId));
  const indicator = await needRow(given, 'indicatorId', 'indicator in the programme', ofProgramme);
  onlySteeringFigures(context, programmeId, indicator.domainId);
  return indicator.id;
}

/** Whoever adds or changes figures of an indicator waits here for whoever does so. */
export async function takeFigures(db: Queryable, indicatorIds: readonly string[]): Promise<void> {
  for (const id of [...new Set(indicatorIds)].sort())
    await db.query(`select pg_advisory_xact_lock(hashtextextended('kapstok figures ' || $1, 0))`, [id]);
}
/** Whoever defines something in a programme, or needs a free code in it, waits here for whoever does so. */
export async function takeDefinitions(db: Queryable, programmeId: string): Promise<void> {
  await db.query(`select pg_advisory_xact_lock(hashtextextended('kapstok definitions ' || $1, 0))`, [
    programmeId,
  ]);
}

/** A place by its NIS code. From now on the programme lists it, so that its folder names it. */
export async function needPlace(
  given: string,
  path: string,
  programmeId: string,
  { places }: Context,
  db: Queryable,
): Promise<Place> {
  const place = isNisCode(given) ? (await places.byNisCodes([given])).get(given) : undefined;
  if (place === undefined) throw notThere(path, 'place: NIS codes have five digits, such as 34022');
  await listPlaces(db, programmeId, [place.id]);
  return place;
}

export async function listPlaces(db: Queryable, programmeId: string, ids: readonly string[]): Promise<void> {
  await db.query(
    `insert into shared_listing (programme_id, table_name, row_id) select $1, 'place', unnest($2::uuid[])
     on conflict do nothing`,
    [programmeId, [...new Set(ids)]],
  );
}

/** The id of a source of the programme, by its key; null when it is left out. */
export async function sourceOf(
  given: string | null | undefined,
  programmeId: string,
  { sources }: Context,
): Promise<string | null> {
  if (given == null || given.trim() === '') return null;
  const found = (await sources.idsByKeys(programmeId, [given])).get(given);
  if (found === undefined) throw notThere('sourceKey', 'source of the programme');
  return found;
}

/** As `sourceOf`, where it must be given. */
export async function needSource(given: string, programmeId: string, context: Context): Promise<string> {
  const id = await sourceOf(given, programmeId, context);
  if (id === null) throw refused('A figure has a source: give its key.', 'sourceKey');
  return id;
}

export function checkPeriod(start: string, end: string): void {
  if (start > end) throw refused(`The period ends, on ${end}, before it begins, on ${start}.`, 'periodEnd');
}

/** A day that may be partly known, as the last day that it can be; it must not lie wholly in the future. */
export function pastDay(
  given: string,
  precision: DatePrecision | null | undefined,
  path: string,
  { today }: Context,
): { readonly day: string; readonly precision: DatePrecision } {
  const known = precision ?? 'DAY';
  const short = writePartialDate(given, known);
  if (short > today.slice(0, short.length))
    throw refused(`${path} is a day that has come, ${today} at the latest.`, path);
  return { day: parsePartialDate(short)?.date ?? given, precision: known };
}

/** A web address that a browser opens; null when it is left out. */
export function urlOf(given: string | null | undefined, path: string): string | null {
  const text = textOf(given, path, 2000);
  if (text === null) return null;
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url !== null && ['http:', 'https:'].includes(url.protocol)) return url.href;
  throw refused(`${path} is a web address that begins with https:// or http://.`, path);
}

const CODE = /^[\p{L}\p{N}][\p{L}\p{N}._+:-]{0,79}$/u;

/** A code in the form in which files know it. */
export function codeOf(given: string, path: string): string {
  const code = needText(given, path, 80);
  if (CODE.test(code)) return code;
  throw refused(
    `${path} begins with a letter or digit, then letters, digits and . _ + : -, at most 80.`,
    path,
  );
}

/** Refuses a code that a row of the programme has; `table` is a literal of ours. */
export async function needFreeCode(
  db: Queryable,
  table: string,
  programmeId: string,
  code: string,
): Promise<void> {
  const { rows } = await db.query<{ id: string }>(
    `select id from ${table} where programme_id = $1 and code = $2`,
    [programmeId, code],
  );
  const [there] = rows;
  if (there === undefined) return;
  throw new ChangeRefused('CONFLICT', `The programme has ${code} already; give it another code.`, {
    path: 'code',
    objectId: there.id,
  });
}

/** A number within bounds. */
export function numberIn(
  given: number | null | undefined,
  path: string,
  [least, most]: readonly [number, number],
): number | null {
  if (given == null || (given >= least && given <= most)) return given ?? null;
  throw refused(`${path} is ${given}; it is ${least} to ${most}.`, path);
}
