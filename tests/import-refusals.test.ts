import { readFile, rename, rm } from 'node:fs/promises';
import { importFolder, shippedSlugs } from '@kapstok/cli/testing';
import { ImportRefused, type Problem, withOwner } from '@kapstok/kit';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { fingerprint } from './fingerprint.ts';
import { createDatabase } from './hub.ts';
import { ProgrammeFolder } from './programme-folder.ts';

let database: Awaited<ReturnType<typeof createDatabase>>;
beforeAll(async () => {
  database = await createDatabase('shipped');
});
afterAll(() => database.drop());

const [OLD = '', NEW = ''] = await shippedSlugs();

async function copyOf(slug: string): Promise<ProgrammeFolder> {
  const folder = await ProgrammeFolder.copyOf(slug);
  onTestFinished(() => folder.delete());
  return folder;
}

/** The problems for which a folder is refused. */
async function refusal(folder: ProgrammeFolder, identity = database.identity): Promise<readonly Problem[]> {
  const error = await importFolder(identity, folder.directory).then(
    () => new Error('It was loaded.'),
    (reason: unknown) => reason,
  );
  if (error instanceof ImportRefused) return error.problems;
  throw error;
}

/** The problems for which a folder is refused; nothing may be changed by the attempt. */
async function cleanRefusal(folder: ProgrammeFolder): Promise<readonly Problem[]> {
  const before = await fingerprint(database.identity);
  const problems = await refusal(folder);
  expect(await fingerprint(database.identity)).toEqual(before);
  return problems;
}

/** One thing wrong in a copy of a shipped folder: what is done to it, and where it is told in which words. */
interface Mistake {
  readonly slug?: string;
  /** Spoils the folder; tells on which line, where that is not fixed. */
  readonly spoil: (folder: ProgrammeFolder) => Promise<unknown>;
  readonly file: string;
  /** `spoilt`: the line that `spoil` tells. */
  readonly line?: number | 'spoilt' | undefined;
  readonly column?: string;
  readonly message: RegExp;
}

/** A single cell that is wrong. */
const cell = (
  file: string,
  key: string,
  column: string,
  content: string,
  message: RegExp,
  at = column,
): Mistake => ({
  spoil: (folder) => folder.set(file, key, column, content),
  file,
  line: 'spoilt',
  column: at,
  message,
});

/** A file of which the text is changed as a whole. */
const text = (
  file: string,
  change: (content: string) => string,
  line: number | undefined,
  message: RegExp,
): Mistake => ({ spoil: (folder) => folder.rewrite(file, change), file, line, message });

/** A row put at the end, which is the line told. */
const added = (file: string, row: Record<string, string>, column: string, message: RegExp): Mistake => ({
  spoil: async (folder) => {
    const rows = await folder.read(file);
    await folder.change(file, () => [...rows, { ...rows[0], ...row }]);
    return rows.length + 2;
  },
  file,
  line: 'spoilt',
  column,
  message,
});

/** Bytes that are no UTF-8, at the end of the last row. */
const notUtf8 = (...codes: number[]): Mistake => ({
  spoil: async (folder) => {
    const content = await readFile(folder.path('claims.csv'));
    await folder.writeBytes('claims.csv', Buffer.concat([content.subarray(0, -1), Buffer.from(codes)]));
  },
  file: 'claims.csv',
  message: /^is not UTF-8 text; save it as "CSV UTF-8"$/,
});

const MISTAKES: Readonly<Record<string, Mistake>> = {
  'a number with a comma': cell('budget-lines.csv', 'BL-R1', 'original_amount', '12.000,50', /not an amount/),
  'a number with an exponent': cell('observations.csv', 'KI-34022-2009', 'value', '7e3', /not a number/),
  'more than a number can hold': cell(
    'observations.csv',
    'KI-34022-2009',
    'value',
    '9'.repeat(16),
    /is not a number/,
  ),
  'a code that another row has': added('actions.csv', {}, 'code', /^repeats the key of line 2$/),
  'a domain that is not there': cell(
    'actions.csv',
    'D01-01',
    'domain',
    'D99',
    /"D99" is not in domains\.csv/,
  ),
  'a word that is not on the list': cell(
    'actions.csv',
    'D01-01',
    'status',
    'DONE',
    /"DONE" is not one of PROPOSED, PLANNED/,
  ),
  'a day that does not exist': cell(
    'scheduled-payments.csv',
    'SP-1',
    'due_on',
    '2021-02-30',
    /not a date: YYYY-MM-DD, a day that exists/,
  ),
  'a date of another country': cell(
    'milestones.csv',
    'M-1',
    'planned_on',
    '31/12/2016',
    /is not YYYY-MM-DD, YYYY-MM or YYYY/,
  ),
  'neither true nor false': cell('actions.csv', 'D01-01', 'is_synthetic', 'ja', /neither true nor false/),
  'a number and a reason why there is none': cell(
    'observations.csv',
    'KI-34022-2009',
    'value_reason',
    'NOT_PUBLISHED',
    /give either a number or, in the column after it, the reason/,
    'value',
  ),
  'neither a number nor a reason': cell(
    'observations.csv',
    'KI-34022-2009',
    'value',
    '',
    /give either a number or/,
  ),
  'a NUL character': cell('actions.csv', 'D01-01', 'title_nl', 'a\0b', /holds a character that is no text/),
  'a title in no language': {
    spoil: async (folder) => {
      for (const language of ['fr', 'en', 'de'])
        await folder.set('actions.csv', 'D01-01', `title_${language}`, '');
      return folder.set('actions.csv', 'D01-01', 'title_nl', '');
    },
    file: 'actions.csv',
    line: 'spoilt',
    column: 'title_nl',
    message: /is empty and must be filled/,
  },
  'an action that is a part of itself': cell(
    'actions.csv',
    'D01-01',
    'parent',
    'D01-01',
    /makes the action a part of itself/,
  ),
  'an end before its begin': cell('programme.csv', OLD, 'ends_on', '2001-01-01', /is before starts_on/),
  'an enterprise number with wrong check digits': cell(
    'organisations.csv',
    'stad-kortrijk',
    'enterprise_number',
    '0207494679',
    /the last two digits must be 97 minus/,
  ),
  // Told at the last of them.
  'shares that do not add up': {
    spoil: async (folder) => {
      await folder.set('allocations.csv', 'AG-01', 'share_percent', '39.99');
      const rows = await folder.read('allocations.csv');
      return rows.findLastIndex(({ agreement }) => agreement === 'AG-01') + 2;
    },
    file: 'allocations.csv',
    line: 'spoilt',
    column: 'share_percent',
    message: /makes the shares of AG-01 add to 99\.99 %; they must add to 100 %/,
  },
  'a second programme': added(
    'programme.csv',
    { slug: 'another' },
    'slug',
    /is a second row; a folder is one programme/,
  ),
  'a name for what another programme names otherwise': {
    ...cell(
      'organisations.csv',
      'stad-kortrijk',
      'name',
      'Gent',
      /already used by another programme for Stad Kortrijk; give yours another code/,
      'code',
    ),
  },
  'a place that another programme names otherwise': cell(
    'places.csv',
    '34022',
    'name',
    'Gent',
    /already used by another programme for Kortrijk/,
    'nis_code',
  ),
  'a column that the format lacks': text(
    'actions.csv',
    (content) => content.replace('code,', 'code,remarks,'),
    1,
    /has a column "remarks" that the format lacks/,
  ),
  'a column twice': text(
    'claims.csv',
    (content) => content.replace('note', 'code'),
    1,
    /has the column "code" twice/,
  ),
  'a column that is missing': {
    spoil: (folder) => folder.change('actions.csv', (rows) => rows.map(({ status: _, ...rest }) => rest)),
    file: 'actions.csv',
    line: 1,
    message: /lacks the column "status"/,
  },
  'a file that the format lacks': {
    spoil: (folder) => folder.writeBytes('acties.csv', 'code\nA1\n'),
    file: 'acties.csv',
    message: /is not a file of this format/,
  },
  'a file whose name is in capitals': {
    spoil: async (folder) => {
      await rename(folder.path('claims.csv'), folder.path('Claims.CSV'));
    },
    file: 'Claims.CSV',
    message: /^must be named claims\.csv$/,
  },
  'a file that must be there and is not': {
    spoil: async (folder) => {
      await rm(folder.path('sources.csv'));
    },
    file: 'sources.csv',
    message: /is missing and must be there/,
  },
  'a row that is too short': text(
    'domains.csv',
    (content) => `${content}D98,98\n`,
    12,
    /has 2 cells; the header has 11/,
  ),
  'a row that is too long': text(
    'programme.csv',
    (content) => `${content.trimEnd()},x\n`,
    2,
    /has 18 cells; the header has 17/,
  ),
  'a quote that is not closed': text(
    'domains.csv',
    (content) => `${content}D98,98,"open\n`,
    undefined,
    /check the quotes/,
  ),
  'a quote inside a bare cell': text(
    'domains.csv',
    (content) => `${content}D98,98,a"b"\n`,
    12,
    /check the quotes/,
  ),
  'a file of nothing': text('actions.csv', () => '', 1, /lacks the column "code"/),
  'a programme without a row': text(
    'programme.csv',
    (content) => content.split('\n')[0] ?? '',
    undefined,
    /must have one row/,
  ),
  'Latin-1': notUtf8(0xe9),
  'half a surrogate pair': notUtf8(0xed, 0xa0, 0x80),
  'an answer to a question that its template lacks': cell(
    'test-answers.csv',
    'PT-02',
    'question',
    'q99',
    /not a question of the template/,
  ),
};

describe('a folder is refused whole, with the place and what would be right:', () => {
  test.each(Object.entries(MISTAKES))(
    '%s',
    async (_name, { slug = OLD, spoil, file, line, column, message }) => {
      const folder = await copyOf(slug);
      const spoilt = await spoil(folder);
      const problems = await refusal(folder);
      const expected = { file, line: line === 'spoilt' ? spoilt : line, column };
      expect(problems[0]).toMatchObject(
        Object.fromEntries(Object.entries(expected).filter(([, value]) => value !== undefined)),
      );
      expect(problems[0]?.message).toMatch(message);
    },
  );
});

test('two actions that are parts of each other are both told', async () => {
  const folder = await copyOf(OLD);
  const [first, second] = await folder.read('actions.csv');
  const codes = [first?.['code'] ?? '', second?.['code'] ?? ''] as const;
  await folder.set('actions.csv', codes[0], 'parent', codes[1]);
  await folder.set('actions.csv', codes[1], 'parent', codes[0]);
  expect((await cleanRefusal(folder)).map(({ file, line, column }) => ({ file, line, column }))).toEqual([
    { file: 'actions.csv', line: 2, column: 'parent' },
    { file: 'actions.csv', line: 3, column: 'parent' },
  ]);
});

test('an organisation that goes while other files name it is told at each place that names it', async () => {
  const folder = await copyOf(NEW);
  const [named] = (await folder.read('participations.csv')).map((row) => row['organisation'] ?? '');
  await folder.change('organisations.csv', (rows) => rows.filter(({ code }) => code !== named));
  const problems = await cleanRefusal(folder);
  const rows = await folder.read('participations.csv');
  const lines = rows.flatMap((row, i) => (row['organisation'] === named ? [i + 2] : []));
  const told = problems.filter(({ file }) => file === 'participations.csv');
  expect(told.map(({ line, column }) => ({ line, column }))).toEqual(
    lines.map((line) => ({ line, column: 'organisation' })),
  );
  expect(told[0]?.message).toBe(`"${named}" is not in organisations.csv`);
});

describe('a version of a test template that is loaded', () => {
  test.each([
    ['test-templates.csv', 'title_nl'],
    ['template-sections.csv', 'title_nl'],
    ['template-questions.csv', 'text_nl'],
  ])('keeps its %s', async (file, column) => {
    const folder = await copyOf(OLD);
    const [key = ''] = Object.values((await folder.read(file))[0] ?? {});
    const line = await folder.set(file, key, column, 'something else');
    const problems = await cleanRefusal(folder);
    expect(problems[0]).toMatchObject({ file, line });
    expect(problems[0]?.message).toMatch(/a loaded version never changes: give it a new number/);
  });

  test('gets no further question', async () => {
    const folder = await copyOf(OLD);
    await folder.change('template-questions.csv', (rows) => [...rows, { ...rows.at(-1), code: 'q-new' }]);
    expect((await cleanRefusal(folder))[0]).toMatchObject({ file: 'template-questions.csv' });
  });
});

test('all mistakes of a folder are told at once', async () => {
  const folder = await copyOf(OLD);
  await folder.set('actions.csv', 'D01-01', 'status', 'DONE');
  await folder.set('observations.csv', 'KI-34022-2009', 'value', 'seven');
  await folder.set('allocations.csv', 'AG-01', 'share_percent', '1000');
  const files = new Set((await cleanRefusal(folder)).map(({ file }) => file));
  expect([...files].sort()).toEqual(['actions.csv', 'allocations.csv', 'observations.csv']);
});

describe('a new programme is never there by half:', () => {
  test.each([
    ['when the last file is wrong', 'comparison-members.csv', 'place', '99999'],
    ['when a file of another service than the first is wrong', 'test-answers.csv', 'answer', ''],
  ])('%s', async (_when, file, column, wrong) => {
    const empty = await createDatabase('empty');
    onTestFinished(() => empty.drop());
    const nothing = await fingerprint(empty.identity);
    const folder = await copyOf(OLD);
    await folder.change(file, (rows) => rows.map((row, i) => (i === 0 ? { ...row, [column]: wrong } : row)));
    await refusal(folder, empty.identity);
    expect(await fingerprint(empty.identity)).toEqual(nothing);
  });

  test('when PostgreSQL finds what nobody foresaw, which is told by file and rule', async () => {
    const empty = await createDatabase('empty');
    onTestFinished(() => empty.drop());
    const nothing = await fingerprint(empty.identity);
    await withOwner(empty.identity.ownerUrl, (owner) =>
      owner.query('alter table indicators.observation add constraint not_seven check (value <> 7.5)'),
    );
    expect(await refusal(await copyOf(OLD), empty.identity)).toEqual([
      { file: 'observations.csv', message: 'a row breaks the rule not_seven of the database' },
    ]);
    expect(await fingerprint(empty.identity)).toEqual(nothing);
  });

  test('when PostgreSQL fails altogether', async () => {
    const empty = await createDatabase('empty');
    onTestFinished(() => empty.drop());
    const nothing = await fingerprint(empty.identity);
    await withOwner(empty.identity.ownerUrl, (owner) =>
      owner.query(`
        create function indicators.fail() returns trigger language plpgsql as 'begin perform 1 / 0; end';
        create trigger fail before insert on indicators.comparison_member execute function indicators.fail()`),
    );
    const folder = await copyOf(OLD);
    await expect(importFolder(empty.identity, folder.directory)).rejects.toThrow('division by zero');
    expect(await fingerprint(empty.identity)).toEqual(nothing);
  });
});
