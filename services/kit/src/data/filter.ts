import { type WordList, wordsOf } from '@kapstok/schema';
import { sqlText, sqlTexts } from '../bulk/bulk-session.ts';
import { parsePartialDate } from '../import/dates.ts';

/** A filter of a data set: which values it takes, and the condition that they are in SQL. */
export interface Filter {
  /** What it leaves, for a stranger. */
  readonly about: string;
  /** What a value looks like, to end the sentence "must be …". */
  readonly shape: string;
  /** Whether several can be given, with commas between or one by one. */
  readonly isList: boolean;
  isValue(value: string): boolean;
  where(values: readonly string[]): string;
}

const SLUG = /^[a-z0-9](?:[a-z0-9-]{0,58}[a-z0-9])?$/;
/** Codes as people write them: of indicators, series. */
const CODE = /^[\p{L}\p{N}][\p{L}\p{N}._+:-]{0,79}$/u;

export const list = (
  about: string,
  shape: string,
  isValue: (value: string) => boolean,
  where: (values: string) => string,
): Filter => ({ about, shape, isList: true, isValue, where: (values) => where(sqlTexts(values)) });

const one = (
  about: string,
  shape: string,
  isValue: (value: string) => boolean,
  where: (value: string) => string,
): Filter => ({ about, shape, isList: false, isValue, where: ([value = '']) => where(value) });

/** `known` has the programmes with their names, as the service knows them. */
export const programmes = (column: string, known = 'programme_name'): Filter =>
  list(
    'Programmes, by their name in addresses.',
    'names of programmes, such as kortrijk-2020',
    (value) => SLUG.test(value),
    (slugs) => `${column} in (select programme_id from ${known} where slug = any (${slugs}))`,
  );

export const codes = (what: string, where: (codes: string) => string): Filter =>
  list(`${what}, by code.`, 'codes: letters, digits and . _ + : -', (value) => CODE.test(value), where);

export function words(what: string, all: WordList, where: (words: string) => string): Filter {
  const known = wordsOf(all);
  return list(`${what}.`, `one or more of ${known.join(', ')}`, (value) => known.includes(value), where);
}

const DAY_SHAPE = 'a day YYYY-MM-DD, a month YYYY-MM or a year YYYY';
const isDay = (value: string): boolean => parsePartialDate(value) !== null;
const lastDay = (value: string): string => parsePartialDate(value)?.date ?? '';
const firstDay = (value: string): string => `${value}-01-01`.slice(0, 10);

/** From the first day that is meant on. */
export const since = (about: string, column: string): Filter =>
  one(about, DAY_SHAPE, isDay, (value) => `${column} >= ${sqlText(firstDay(value))}::date`);

/** Until the last day that is meant. */
export const until = (about: string, column: string): Filter =>
  one(about, DAY_SHAPE, isDay, (value) => `${column} <= ${sqlText(lastDay(value))}::date`);

export const number = (about: string, where: (value: string) => string): Filter =>
  one(about, 'a whole number', (value) => /^\d{1,6}$/.test(value), where);

/** One of a few words of the file itself; it is read apart and is no condition. */
export const choice = (about: string, among: readonly string[]): Filter =>
  one(
    about,
    among.join(' or '),
    (value) => among.includes(value),
    () => 'true',
  );
