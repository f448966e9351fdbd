import { subgraphs } from '@kapstok/all';
import { type Column, withOwner } from '@kapstok/kit';
import * as contract from '@kapstok/schema';
import { DATE_PRECISION, RECORDED_REASONS, SERVICES, type WordList, wordsOf } from '@kapstok/schema';
import { buildSchema, isEnumType } from 'graphql';
import { beforeAll, describe, expect, test } from 'vitest';
import { readCommitted } from './committed-schema.ts';
import { createDatabase } from './hub.ts';

const isWordList = (value: unknown): value is WordList =>
  typeof value === 'object' &&
  value !== null &&
  Object.values(value).length > 0 &&
  Object.values(value).every((word) => typeof word === 'object' && word !== null && 'about' in word);
const wordLists = Object.entries<unknown>(contract).flatMap(([name, list]) =>
  isWordList(list) ? [{ name, list }] : [],
);

describe('words', () => {
  test('have a label in Dutch, French and English and a sentence that says what they mean', () => {
    expect(wordLists.length).toBeGreaterThan(20);
    const poor = wordLists.flatMap(({ name, list }) =>
      Object.entries(list)
        .filter(([, { nl, fr, en }]) =>
          [nl, fr, en].some((label) => label.trim() === '' || label.endsWith('.')),
        )
        .map(([word]) => `${name}.${word} lacks a label, or has a sentence for one`)
        .concat(
          Object.entries(list)
            .filter(([, { about }]) => !/^\p{Lu}.*\.$/su.test(about))
            .map(([word, { about }]) => `${name}.${word}: "${about}" is no sentence`),
        ),
    );
    expect(poor).toEqual([]);
  });

  test('are written as they are stored: capitals, digits and underscores', () => {
    const odd = wordLists.flatMap(({ name, list }) =>
      wordsOf(list)
        .filter((word) => !/^[A-Z][A-Z0-9]*(_[A-Z0-9]+)*$/.test(word))
        .map((word) => `${name}.${word}`),
    );
    expect(odd).toEqual([]);
  });

  test('are the values of an enum of the graph, with their sentences as descriptions', () => {
    const enums = Object.values(buildSchema(readCommitted('api.graphql')).getTypeMap()).filter(isEnumType);
    const texts = new Set(
      enums.map((type) => textOf(type.getValues().map(({ name, description }) => [name, description ?? '']))),
    );
    const absent = wordLists
      .filter(
        ({ list }) => !texts.has(textOf(Object.entries(list).map(([word, { about }]) => [word, about]))),
      )
      .map(({ name }) => name);
    expect(absent).toEqual([]);
  });

  test('for a reason why a figure is missing: what a row can carry is among what an answer can say', () => {
    expect(Object.keys(contract.MISSING_REASON)).toEqual(expect.arrayContaining([...RECORDED_REASONS]));
  });
});

const textOf = (words: readonly (readonly [string, string])[]): string => JSON.stringify([...words].sort());

/** A column of a table in which only some words may stand. */
interface WordColumn {
  readonly column: string;
  readonly words: readonly string[];
}

/** What the format of the CSV files says of the fields that a column fills. */
function wordFields(name: string, { shape, fields }: Column): WordColumn[] {
  const names = fields(name).map((field) => field.name);
  const first = names[0] ?? name;
  const ending = (end: string) => names.find((field) => field.endsWith(end)) ?? name;
  const list = /^one of (.*)$/.exec(shape)?.[1];
  const reasons = /with a reason beside it \((.*)\)$/.exec(shape)?.[1];
  return [
    ...(list === undefined ? [] : [{ column: first, words: list.split(', ') }]),
    ...(reasons === undefined ? [] : [{ column: ending('_reason'), words: reasons.split(', ') }]),
    ...(names.some((field) => field.endsWith('_precision'))
      ? [{ column: ending('_precision'), words: wordsOf(DATE_PRECISION) }]
      : []),
  ];
}

/** Columns that no file fills: what people do in the hub itself. */
const NO_FILE: readonly string[] = [
  'access.api_token.scope',
  'access.role_assignment.role',
  'actions.approval_rule.rule',
  'actions.comment.field',
  'actions.dialogue_session.head_count_reason',
  'actions.finding.follow_up',
  'actions.follow_up.field',
  'actions.follow_up.role',
  'actions.initiative.status',
  'actions.progress_approval.role',
  'actions.progress_update.completion_method',
  'actions.progress_update.people_reached_reason',
  'actions.progress_update.reach_basis',
  'actions.progress_update.reported_status',
  'actions.progress_update.state',
  'actions.reminder.step',
  'actions.reporting_period.state',
  'actions.status_change.passed_gate',
  'actions.update_import.state',
  'actions.update_import_row.outcome',
  'indicators.quality_warning.code',
];

describe('the database', () => {
  const checked = new Map<string, string[]>();
  const stated = new Map<string, string[]>();

  // A list of words is the constraint <table>_<column>_word; others that name words are rules between columns.
  beforeAll(async () => {
    const { identity, drop } = await createDatabase('empty');
    const { rows } = await withOwner(identity.ownerUrl, (owner) =>
      owner.query<{ table: string; definition: string }>(
        `select format('%s.%s', n.nspname, c.relname) as table, pg_get_constraintdef(k.oid) as definition
         from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_namespace n on n.oid = c.relnamespace
         where k.contype = 'c' and n.nspname = any ($1) and k.conname ~ '_word$'`,
        [SERVICES],
      ),
    );
    await drop();
    for (const { table, definition } of rows) {
      for (const [, column, list = ''] of definition.matchAll(/\(?(\w+) = ANY \(\(?ARRAY\[([^\]]*)\]/g)) {
        checked.set(
          `${table}.${column}`,
          [...list.matchAll(/'([^']*)'/g)].map(([, word = '']) => word).sort(),
        );
      }
    }
    for (const { name, files } of subgraphs) {
      for (const file of files) {
        for (const [header, column] of Object.entries(file.columns))
          for (const { column: field, words } of wordFields(header, column))
            stated.set(`${name}.${file.table}.${field}`, [...words].sort());
      }
    }
  });

  test('accepts in every word column the words that the CSV format and the graph know, and no other', () => {
    expect(stated.size).toBeGreaterThan(60);
    const different = [...stated]
      .filter(([column, words]) => String(checked.get(column)) !== String(words))
      .map(([column, words]) => {
        const inDatabase = checked.get(column)?.join(' ') ?? 'no CHECK at all';
        return `${column}: the code knows ${words.join(' ')}; the database has ${inDatabase}`;
      });
    expect(different).toEqual([]);
  });

  test('has no word column that no CSV file fills, but for those listed', () => {
    expect([...checked.keys()].filter((column) => !stated.has(column)).sort()).toEqual(NO_FILE);
  });

  test('takes the recorded reasons, and no others, for a figure that is missing', () => {
    const reasons = [...checked].filter(([column]) => column.endsWith('_reason'));
    expect(reasons.length).toBeGreaterThan(5);
    const different = reasons.filter(([, words]) => String(words) !== String([...RECORDED_REASONS].sort()));
    expect(different).toEqual([]);
  });
});
