import { ChangeRefused, needText, textOf } from '@kapstok/kit';
import type {
  ActionGoal,
  ActionLevel,
  DatePrecision,
  DirectBenefit,
  Language,
  LocalText,
} from '@kapstok/schema';
import type { Action } from '../action/action.ts';

type DateName = 'plannedStart' | 'plannedEnd' | 'actualStart' | 'actualEnd';
type Maybe<T> = T | null | undefined;

/** What a change says of the fields of an action: null clears, what is left out stays. */
export interface ActionInput extends DateInput<DateName> {
  readonly title?: Maybe<string>;
  readonly description?: Maybe<string>;
  readonly goal?: Maybe<ActionGoal>;
  readonly level?: Maybe<ActionLevel>;
  readonly benefitsDirectly?: Maybe<DirectBenefit>;
  readonly note?: Maybe<string>;
}
type DateInput<Name extends string> = { readonly [K in Name]?: Maybe<string> } & {
  readonly [K in `${Name}Precision`]?: Maybe<DatePrecision>;
};

const DATES: readonly DateName[] = ['plannedStart', 'plannedEnd', 'actualStart', 'actualEnd'];
const WORDS = ['goal', 'level', 'benefitsDirectly'] as const;

/** The fields of an action that people edit. */
export type ActionPatch = Partial<
  Pick<
    Action,
    | 'title'
    | 'description'
    | 'note'
    | (typeof WORDS)[number]
    | DateName
    | 'plannedStartPrecision'
    | 'plannedEndPrecision'
    | 'actualStartPrecision'
    | 'actualEndPrecision'
  >
>;

/** The fields of an action as a change leaves them; refuses what makes no sense. */
export function patchOf(
  input: ActionInput,
  action: ActionPatch,
  language: Language,
  today: string,
): ActionPatch {
  const words = WORDS.filter((name) => input[name] !== undefined).map((name) => [name, input[name]]);
  const dates = DATES.flatMap((name) => dateOf(input, name));
  const patch: ActionPatch = {
    ...Object.fromEntries([...words, ...dates]),
    ...textsOf(input, action, language),
  };
  checkDates({ ...action, ...patch }, today);
  return patch;
}

function textsOf(input: ActionInput, action: ActionPatch, language: Language): ActionPatch {
  return {
    ...(input.title === undefined
      ? {}
      : { title: titleIn(action.title ?? {}, language, input.title, 'title') }),
    ...(input.description === undefined
      ? {}
      : {
          description: textIn(
            action.description ?? null,
            language,
            textOf(input.description, 'description', 5000),
          ),
        }),
    ...(input.note === undefined ? {} : { note: textOf(input.note, 'note', 5000) }),
  };
}

/** A text with what it says in one language; null where it says nothing in any. */
export function textIn(old: LocalText | null, language: Language, text: string | null): LocalText | null {
  const { [language]: _, ...others } = old ?? {};
  const all = text === null ? others : { ...others, [language]: text };
  return Object.keys(all).length === 0 ? null : all;
}

/** The same for a title, which has a text in one language at least: null takes away that of one of several. */
export function titleIn(old: LocalText, language: Language, given: string | null, path: string): LocalText {
  const title = textIn(old, language, given === null ? null : needText(given, path, 500));
  if (title !== null) return title;
  throw new ChangeRefused('BAD_USER_INPUT', 'It keeps a title in one language at least.', { path });
}

function dateOf(input: DateInput<DateName>, name: DateName): [string, string | null][] {
  const day = input[name];
  const precision = input[`${name}Precision`];
  if (day === undefined && precision == null) return [];
  if (day == null && precision != null) {
    const message = `${name}Precision says how much of ${name} is known: give both.`;
    throw new ChangeRefused('BAD_USER_INPUT', message, { path: `${name}Precision` });
  }
  const known = day == null ? null : partialDate(day, precision ?? 'DAY');
  return [
    [name, known?.date ?? null],
    [`${name}Precision`, known?.precision ?? null],
  ];
}

/** A date of which only month or year is known is kept as the last day that it can be. */
export function partialDate(
  day: string,
  precision: DatePrecision,
): { date: string; precision: DatePrecision } {
  const [year = 0, month = 0] = day.split('-').map(Number);
  if (precision === 'DAY') return { date: day, precision };
  const last = precision === 'YEAR' ? `${day.slice(0, 4)}-12-31` : lastOfMonth(year, month);
  return { date: last, precision };
}

const lastOfMonth = (year: number, month: number): string =>
  new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10);

const LENGTH: Readonly<Record<DatePrecision, number>> = { DAY: 10, MONTH: 7, YEAR: 4 };

/** As much of a date as is known: `2026`, `2026-05` or `2026-05-01`. */
const shown = (date: string, precision: Maybe<DatePrecision>): string =>
  date.slice(0, LENGTH[precision ?? 'DAY']);

/** Whether an end, as far as it is known, lies before a begin. */
export function isBefore(
  end: { readonly date: string; readonly precision: Maybe<DatePrecision> },
  start: { readonly date: string; readonly precision: Maybe<DatePrecision> },
): boolean {
  const until = shown(end.date, end.precision);
  return until < shown(start.date, start.precision).slice(0, until.length);
}

/** Refuses an end before its begin, and something done on a day to come. */
export function checkDates(action: ActionPatch, today: string): void {
  for (const [start, end] of [
    ['plannedStart', 'plannedEnd'],
    ['actualStart', 'actualEnd'],
  ] as const) {
    const [from, to] = [action[start], action[end]];
    if (from == null || to == null) continue;
    const last = { date: to, precision: action[`${end}Precision`] };
    if (!isBefore(last, { date: from, precision: action[`${start}Precision`] })) continue;
    throw new ChangeRefused('BAD_USER_INPUT', `${end} (${to}) is before ${start} (${from}).`, { path: end });
  }
  for (const name of ['actualStart', 'actualEnd'] as const) {
    const day = action[name];
    if (day == null || shown(day, action[`${name}Precision`]) <= today) continue;
    const message = `${name} is a day that has come, ${today} at the latest; for what is to come there is ${name.replace('actual', 'planned')}.`;
    throw new ChangeRefused('BAD_USER_INPUT', message, { path: name });
  }
}

/** A field that a change leaves otherwise than it was. */
export interface ChangedField {
  readonly field: string;
  readonly before: unknown;
  readonly after: unknown;
}

const sorted = (value: unknown): unknown =>
  typeof value === 'object' && value !== null
    ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
    : (value ?? null);

/** What a patch really changes; what says the same again is left out. */
export function changesOf(before: object, patch: object): ChangedField[] {
  const old = before as Readonly<Record<string, unknown>>;
  return Object.entries(patch)
    .map(([field, after]) => ({ field, before: old[field] ?? null, after: after ?? null }))
    .filter((one) => JSON.stringify(sorted(one.before)) !== JSON.stringify(sorted(one.after)));
}

/** The same for the audit trail. */
export function auditOf(changes: readonly ChangedField[]) {
  return {
    before: Object.fromEntries(changes.map(({ field, before }) => [field, before])),
    after: Object.fromEntries(changes.map(({ field, after }) => [field, after])),
  };
}
