import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { subgraphs } from '@kapstok/all';
import { type CsvFile, headersOf } from '@kapstok/kit';
import { LANGUAGES, RECORDED_REASONS } from '@kapstok/schema';
import { describe, expect, onTestFinished, test } from 'vitest';
import { PROGRAMMES } from '../shipped.ts';
import { generateCity, writeCity } from './index.ts';

const SHIPPED = { slug: 'voorbeeldstad', seed: 1, scale: 1 };
const files = new Map<string, CsvFile>(
  subgraphs.flatMap((one) => one.files.map((file) => [file.name, file])),
);
const city = generateCity(SHIPPED);
const folder = path.join(PROGRAMMES, SHIPPED.slug);

/** The rows of a file as objects; no cell of the generator holds a line break. */
function parse(name: string, from: ReadonlyMap<string, string>): Record<string, string>[] {
  const [header = '', ...lines] = from.get(name)?.trimEnd().split('\n') ?? [];
  const columns = header.split(',');
  return lines.map((line) => Object.fromEntries(cellsOf(line).map((cell, i) => [columns[i] ?? '', cell])));
}

const cellsOf = (line: string): string[] =>
  [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(
    ([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? '',
  );

const parsed = new Map([...city.keys()].map((name) => [name, parse(name, city)]));
const rowsOf = (name: string) => parsed.get(name) ?? [];
const values = (name: string, column: string) => new Set(rowsOf(name).map((row) => row[column] ?? ''));

describe('the same seed and scale', () => {
  test('give the same bytes, whatever the time zone', () => {
    const zone = process.env['TZ'];
    onTestFinished(() => {
      if (zone === undefined) delete process.env['TZ'];
      else process.env['TZ'] = zone;
    });
    process.env['TZ'] = 'Pacific/Kiritimati';
    expect(generateCity(SHIPPED)).toEqual(city);
  });

  test('give to the folder what they give to memory', async () => {
    const directory = await mkdtemp(path.join(tmpdir(), 'kapstok-city-'));
    onTestFinished(() => rm(directory, { recursive: true }));
    const written = await writeCity(directory, SHIPPED);
    expect(written.map(({ name, bytes }) => [name, bytes])).toEqual(
      [...city].map(([name, content]) => [name, Buffer.byteLength(content)]),
    );
    expect(await readFile(path.join(directory, 'actions.csv'), 'utf8')).toBe(city.get('actions.csv'));
  });
});

test('another seed gives another city', () => {
  const other = generateCity({ ...SHIPPED, seed: 2 });
  for (const name of ['actions.csv', 'budget-lines.csv', 'observations.csv', 'poverty-tests.csv'])
    expect(other.get(name)).not.toBe(city.get(name));
});

test('the shipped city is what the generator makes: if not, `kapstok generate programmes/voorbeeldstad`', async () => {
  expect((await readdir(folder)).sort()).toEqual([...city.keys()].sort());
  // Told by name: the difference of a file of a megabyte helps nobody.
  const stale: string[] = [];
  for (const [name, content] of city)
    if ((await readFile(path.join(folder, name), 'utf8')) !== content) stale.push(name);
  expect(stale).toEqual([]);
});

test.each([
  ['domains.csv', 10],
  ['actions.csv', 200],
  ['organisations.csv', 110],
  ['agreements.csv', 140],
  ['poverty-tests.csv', 90],
  ['indicators.csv', 60],
])('%s has %i rows', (name, count) => {
  expect(rowsOf(name)).toHaveLength(count);
});

test('a city of scale 2 has twice as much', () => {
  const twice = generateCity({ ...SHIPPED, scale: 2 });
  for (const name of [
    'actions.csv',
    'organisations.csv',
    'agreements.csv',
    'poverty-tests.csv',
    'indicators.csv',
  ])
    expect(parse(name, twice)).toHaveLength(2 * rowsOf(name).length);
  // Every further city brings so many: a hundredfold one has a million.
  const more = parse('observations.csv', twice).length - rowsOf('observations.csv').length;
  expect(more).toBeGreaterThan(10_000);
});

describe('it shows all that the format can hold', () => {
  // One programme has one status and one language, and there was no plan before it.
  const ONE_OF_A_KIND = ['programme.csv', 'lineage.csv'];

  test('every file is there', () => {
    expect([...files.keys()].filter((name) => !city.has(name))).toEqual(['lineage.csv']);
  });

  const listed = [...files.values()]
    .filter(({ name }) => !ONE_OF_A_KIND.includes(name))
    .flatMap(({ name, columns }) =>
      Object.entries(columns).flatMap(([column, { shape }]) => {
        const words = /^one of (.*)$/.exec(shape)?.[1]?.split(', ');
        return words === undefined ? [] : [{ name, column, words }];
      }),
    );
  test.each(listed)('every word of $column in $name', ({ name, column, words }) => {
    const found = values(name, column);
    expect(words.filter((word) => !found.has(word))).toEqual([]);
  });

  const figures = [...files.values()].flatMap(({ name, columns }) =>
    Object.entries(columns)
      .filter(([, { shape }]) => shape.includes('or empty with a reason'))
      .map(([column]) => ({ name, column })),
  );
  test.each(figures)('every reason for a missing $column in $name', ({ name, column }) => {
    const found = values(name, `${column}_reason`);
    expect(RECORDED_REASONS.filter((reason) => !found.has(reason))).toEqual([]);
  });

  test('every column is filled somewhere', () => {
    const empty = [...city.keys()].flatMap((name) => {
      const file = files.get(name);
      if (file === undefined) return [`${name} is not of the format`];
      const columns = headersOf(file).filter((column) => !column.endsWith('_de') && column !== 'predecessor');
      return columns
        .filter((column) => [...values(name, column)].every((value) => value === ''))
        .map((column) => `${name}: ${column}`);
    });
    expect(empty).toEqual([]);
  });

  test('money is paid, due and overdue, in kind, revised, and drawn on one pot twice', () => {
    const payments = rowsOf('scheduled-payments.csv');
    expect(payments.some(({ paid_on }) => paid_on !== '')).toBe(true);
    expect(payments.some(({ paid_on, due_on = '' }) => paid_on === '' && due_on < '2026-10-01')).toBe(true);
    expect(payments.some(({ paid_on, due_on = '' }) => paid_on === '' && due_on > '2027')).toBe(true);
    const lines = rowsOf('budget-lines.csv');
    expect(lines.some(({ is_in_kind }) => is_in_kind === 'true')).toBe(true);
    const pots = lines.map(({ source_budget = '' }) => source_budget).filter((pot) => pot !== '');
    expect(new Set(pots).size).toBeLessThan(pots.length);
    expect([...values('budget-lines.csv', 'year')].sort()).toEqual([
      '',
      '2020',
      '2021',
      '2022',
      '2023',
      '2024',
      '2025',
    ]);
    expect(values('budget-lines.csv', 'currency')).toEqual(new Set(['EUR']));
  });
});

describe('nobody takes it for real', () => {
  test('the title says so in every language', () => {
    const [programme = {}] = rowsOf('programme.csv');
    expect(programme['is_fictional']).toBe('true');
    for (const language of LANGUAGES)
      expect(programme[`title_${language}`]).toMatch(/\((fictief|fictif|fictional|fiktiv)\)/);
  });

  test('organisations are named as examples, and every row that can says it is made up', () => {
    for (const { name } of rowsOf('organisations.csv')) expect(name).toMatch(/Voorbeeld/);
    for (const [name, file] of files)
      if ('is_synthetic' in file.columns) expect(values(name, 'is_synthetic')).toEqual(new Set(['true']));
  });
});

test('every text is there in Dutch, French and English', () => {
  const missing = [...city.keys()].flatMap((name) =>
    Object.keys(rowsOf(name)[0] ?? {})
      .filter((column) => column.endsWith('_nl'))
      .flatMap((column) => {
        const stem = column.slice(0, -3);
        const isHalf = (row: Record<string, string>) =>
          new Set(['nl', 'fr', 'en'].map((language) => row[`${stem}_${language}`] !== '')).size > 1;
        return rowsOf(name)
          .filter(isHalf)
          .map((row) => `${name}: ${stem} of ${Object.values(row)[0]}`);
      }),
  );
  expect(missing).toEqual([]);
});
