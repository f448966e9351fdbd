import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { withOwner } from '@kapstok/kit';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { build, CliProcess } from './cli-process.ts';
import { type DataWorld, type FileRow, fileOf, openDataWorld } from './data-world.ts';
import { openTestHub, type TestHub } from './hub.ts';
import type { Persona } from './tokens.ts';

const OWN = 'kortrijk-2013';
const DIRECTOR: Persona = { role: 'DIRECTOR', programme: OWN };
const FILE = `observations.csv?programme=${OWN}&vintages=all`;

let hub: TestHub;
let data: DataWorld;
beforeAll(async () => {
  hub = await openTestHub('shipped', () => new Date('2026-11-22T12:00:00Z'));
  data = await openDataWorld({ gateway: hub.hub.gateway, tokenFor: hub.tokenFor });
});
afterAll(() => hub.close());

// biome-ignore lint/suspicious/noExplicitAny: the shape depends on the answer
type Json = any;
const sendText = async (persona: Persona | null, text: string, options = '') => {
  const response = await data.send(persona, `observations.csv${options}`, text);
  return { status: response.status, body: (await response.json()) as Json };
};
const send = (persona: Persona | null, rows: readonly FileRow[], options = '') =>
  sendText(persona, fileOf(rows), options);
const problemsOf = ({ body }: { body: Json }): Json[] => body.errors[0].extensions.problems;

const stored = (): Promise<string[]> =>
  withOwner(hub.identity.ownerUrl, async (owner) => {
    const { rows } = await owner.query<{ row: string }>(
      'select o::text as row from indicators.observation o order by 1',
    );
    return rows.map(({ row }) => row);
  });

/** A row with a number, to make others of. */
const someRow = async (): Promise<FileRow> => {
  const rows = await data.rows(DIRECTOR, `${FILE}&indicator=kansarmoede-index&place=34022&series=main`);
  const row = rows.find(({ value, is_derived }) => value !== '' && is_derived === 'false');
  if (row === undefined) throw new Error('No figure was found.');
  return row;
};
const outcomes = (counts: Json) => ({
  INSERTED: 0,
  REVISED: 0,
  UNCHANGED: 0,
  WITHHELD: 0,
  DERIVED: 0,
  ...counts,
});

describe('an export that is sent back', () => {
  test('changes nothing, and no cell becomes a new vintage', async () => {
    const before = await stored();
    const text = await data.text(DIRECTOR, FILE);
    const { status, body } = await sendText(DIRECTOR, text);
    expect(status).toBe(200);
    const { INSERTED, REVISED, UNCHANGED, DERIVED } = body.outcomes;
    expect([INSERTED, REVISED, UNCHANGED + DERIVED]).toEqual([0, 0, body.rows]);
    expect(await stored()).toEqual(before);
  });

  test('changes nothing either as a spreadsheet of this country keeps it', async () => {
    const before = await stored();
    const text = await data.text(DIRECTOR, `${FILE}&bom=1&separator=%3B&decimal=,`);
    const { status, body } = await sendText(DIRECTOR, text.replaceAll('\n', '\r\n'), '?decimal=,');
    expect([status, body.outcomes?.REVISED, body.outcomes?.INSERTED]).toEqual([200, 0, 0]);
    expect(await stored()).toEqual(before);
  });

  test('changes nothing when an evaluator took it, who reads no remarks', async () => {
    const text = await data.text({ role: 'EVALUATOR' }, FILE);
    const { body } = await sendText(DIRECTOR, text, '?dryRun=1');
    expect([body.outcomes.REVISED, body.outcomes.INSERTED]).toEqual([0, 0]);
  });
});

describe('a line', () => {
  test('with another value is a new vintage of today; what was published stays', async () => {
    const row = await someRow();
    const changed = { ...row, value: '55.5' };
    expect((await send(DIRECTOR, [changed], '?dryRun=1')).body).toMatchObject({
      isDryRun: true,
      outcomes: outcomes({ REVISED: 1 }),
    });
    expect((await data.rows(DIRECTOR, `${FILE}&asOf=2026-11-22`)).length).toBe(
      (await data.rows(DIRECTOR, FILE)).length,
    );
    const { body } = await send(DIRECTOR, [changed]);
    expect(body.outcomes).toEqual(outcomes({ REVISED: 1 }));
    const cell = `indicator=kansarmoede-index&place=34022&series=main&from=${row['period_start']}&to=${row['period_end']}`;
    const all = await data.rows(DIRECTOR, `${FILE}&${cell}`);
    expect(all.map(({ value, vintage }) => [value, vintage])).toEqual(
      expect.arrayContaining([
        [row['value'], row['vintage']],
        ['55.5', '2026-11-22'],
      ]),
    );
    const [latest] = await data.rows(DIRECTOR, `observations.csv?programme=${OWN}&${cell}`);
    expect(latest?.['value']).toBe('55.5');
    // Sent once more it says what is there.
    expect((await send(DIRECTOR, [changed])).status).toBe(422);
    expect((await send(DIRECTOR, [latest ?? {}])).body.outcomes).toEqual(outcomes({ UNCHANGED: 1 }));
  });

  test('that looks odd is kept with a question, as when it is entered by hand', async () => {
    const period = { period_start: '2032-01-01', period_end: '2032-12-31', vintage: '2033-01-01' };
    const odd = { ...(await someRow()), ...period, value: '250' };
    expect((await send(DIRECTOR, [odd], '?dryRun=1')).body.warnings).toBeNull();
    const { body } = await send(DIRECTOR, [odd]);
    expect(body.warnings).toBeGreaterThan(0);
    const read = `{ programme(slug: "${OWN}") { qualityWarnings(isAnswered: false, first: 100) { nodes { code observation { periodEnd } } } } }`;
    const { data: answer } = await hub.askAs(DIRECTOR, read);
    expect(answer.programme.qualityWarnings.nodes).toContainEqual({
      code: 'OUTSIDE_PERCENTAGES',
      observation: { periodEnd: '2032-12-31' },
    });
  });

  test('that was withheld or derived is passed over, whatever it says', async () => {
    const row = await someRow();
    const before = await stored();
    const { body } = await send(DIRECTOR, [
      { ...row, value: '', value_reason: 'SUPPRESSED' },
      { ...row, value: '1', is_derived: 'true' },
    ]);
    expect(body.outcomes).toEqual(outcomes({ WITHHELD: 1, DERIVED: 1 }));
    expect(await stored()).toEqual(before);
  });

  test('of a cell that nobody published is a first figure, with the vintage that it names', async () => {
    const row = await someRow();
    const line = {
      ...row,
      period_start: '2031-01-01',
      period_end: '2031-12-31',
      value: '-1.25',
      vintage: '2026-03',
      note: "'=SUM(A1)",
      qualitative_nl: 'een "woord"\nen nog een',
    };
    expect((await send(DIRECTOR, [line])).body.outcomes).toEqual(outcomes({ INSERTED: 1 }));
    const [found] = await data.rows(DIRECTOR, `${FILE}&from=2031&to=2031`);
    expect(found).toMatchObject({
      value: '-1.25',
      vintage: '2026-03',
      note: "'=SUM(A1)",
      qualitative_nl: 'een "woord"\nen nog een',
    });
    // One ' is the file's, so none is kept.
    expect((await stored()).some((one) => one.includes('=SUM(A1)') && !one.includes("'=SUM(A1)"))).toBe(true);
  });

  test('that is wrong is told with its place and what would be right, and nothing of the file is kept', async () => {
    const row = await someRow();
    const before = await stored();
    const fresh = { ...row, period_start: '2032-01-01', period_end: '2032-12-31' };
    const refused = await send(DIRECTOR, [
      fresh,
      { ...fresh, place: '99999' },
      { ...fresh, indicator: 'nonsense' },
      { ...fresh, programme: 'atlantis' },
      { ...fresh, period_start: '2032-02-30' },
      { ...fresh, period_end: '2031-12-31' },
      { ...fresh, value: '12,5' },
      { ...fresh, value: '' },
      { ...fresh, value_reason: 'NOT_MEASURED' },
      { ...fresh, numerator: '3' },
      { ...fresh, is_break: 'yes' },
      { ...fresh, dimensions: 'Sex=F' },
      { ...fresh, unit: 'PERSONS' },
      { ...fresh, version: '77' },
      { ...fresh, vintage: 'soon' },
      { ...fresh, source: 'gossip' },
    ]);
    expect(refused.status).toBe(422);
    expect(problemsOf(refused).map(({ line, column }) => [line, column])).toEqual([
      [3, 'place'],
      [4, 'indicator'],
      [5, 'programme'],
      [6, 'period_start'],
      [7, 'period_end'],
      [8, 'value'],
      [9, 'value_reason'],
      [10, 'value_reason'],
      [11, 'numerator'],
      [12, 'is_break'],
      [13, 'dimensions'],
      [14, 'unit'],
      [15, 'version'],
      [16, 'vintage'],
      [17, 'source'],
    ]);
    const twice = await send(DIRECTOR, [fresh, fresh]);
    expect(problemsOf(twice)).toMatchObject([{ line: 3, column: 'vintage' }]);
    expect(await stored()).toEqual(before);
  });

  test.each([
    ['', 'lacks the column programme'],
    ['programme,indicator\n', 'lacks the column'],
    ['programme,indicator,version,place,period_start,period_end,value,shoe\n', '"shoe"'],
    ['programme,indicator,version,place,period_start,period_end,value\na,b\n', 'line 2'],
    ['programme,indicator,version,place,period_start,period_end,value\n"a,b\n', 'no CSV'],
  ])('that is none is refused: %j', async (text, words) => {
    const { status, body } = await sendText(DIRECTOR, text);
    expect([status, body.errors[0].message]).toEqual([400, expect.stringContaining(words)]);
  });
});

describe('rights', () => {
  test.each([
    ['nobody', null],
    ['an evaluator', { role: 'EVALUATOR' }],
    ['a reviewer', { role: 'REVIEWER', programme: OWN }],
    ['a director with a token that only reads', { ...DIRECTOR, scope: 'READ' }],
    ['the director of another programme', { role: 'DIRECTOR', programme: 'kortrijk-2020' }],
    ['a partner', { role: 'PARTNER', programme: OWN, organisation: 'akzie' }],
  ] satisfies [string, Persona | null][])('%s changes no figure', async (_who, persona) => {
    const row = await someRow();
    const before = await stored();
    const { status, body } = await send(persona, [{ ...row, value: '0.1' }]);
    expect([403, 422]).toContain(status);
    expect(body.errors[0].extensions.code).toMatch(/^(NOT_ALLOWED|BAD_USER_INPUT)$/);
    expect(await stored()).toEqual(before);
  });

  test('a programme that may not be read is refused in the words of one that does not exist', async () => {
    const row = await someRow();
    const stranger: Persona = { role: 'DIRECTOR', programme: 'kortrijk-2020' };
    const real = await send(stranger, [row]);
    const unreal = await send(stranger, [{ ...row, programme: 'atlantis' }]);
    expect(problemsOf(real)).toEqual(problemsOf(unreal));
  });

  test('an import is one entry in the trail, with the hash of the file and what became of its lines', async () => {
    const row = await someRow();
    const line = { ...row, period_start: '2033-01-01', period_end: '2033-12-31' };
    const { body } = await send(DIRECTOR, [line, { ...line, is_derived: 'true' }]);
    const entries = await withOwner(hub.identity.ownerUrl, async (owner) => {
      const { rows } = await owner.query<Json>(
        `select what, object_type, after, programme_id from indicators.audit_entry where what = 'OBSERVATIONS_IMPORTED' order by seq desc limit 1`,
      );
      return rows;
    });
    expect(entries[0]).toMatchObject({
      after: {
        sha256: body.sha256,
        rows: 2,
        outcomes: outcomes({ INSERTED: 1, DERIVED: 1 }),
        programmes: [OWN],
      },
      programme_id: expect.any(String),
    });
  });

  test('the same file sent by two at once is kept once', async () => {
    const row = await someRow();
    const line = { ...row, period_start: '2034-01-01', period_end: '2034-12-31' };
    // Files of the tests before can still be under way, and a person has three at a time.
    const sendPatiently = () =>
      vi.waitFor(
        async () => {
          const answer = await send(DIRECTOR, [line]);
          expect(answer.status, JSON.stringify(answer.body)).not.toBe(503);
          return answer;
        },
        { timeout: 30_000, interval: 200 },
      );
    const answers = await Promise.all([sendPatiently(), sendPatiently()]);
    const statuses = answers.map(({ status }) => status).sort();
    const fair = [
      [200, 200],
      [200, 409],
    ];
    expect(fair, JSON.stringify(answers)).toContainEqual(statuses);
    expect((await data.rows(DIRECTOR, `${FILE}&from=2034&to=2034`)).length).toBe(1);
  });
});

describe('kapstok import observations', () => {
  test('sends a file to a hub with the rights of a token, and says what became of it', async () => {
    build();
    const folder = await mkdtemp(path.join(tmpdir(), 'kapstok-observations-'));
    const inFolder = (name: string) => path.join(folder, name);
    const row = await someRow();
    await writeFile(inFolder('token'), `${await hub.tokenFor(DIRECTOR)}\n`);
    await writeFile(inFolder('same.csv'), fileOf([row]));
    await writeFile(inFolder('wrong.csv'), fileOf([{ ...row, place: 'Kortrijk' }]));
    const run = async (...args: string[]) => {
      const cli = new CliProcess(['import', ...args], {});
      return { code: await cli.ended, stdout: cli.stdout, stderr: cli.stderr };
    };
    const options = ['--hub', data.url, '--token-file', inFolder('token')];
    try {
      const done = await run('observations', inFolder('same.csv'), '--dry-run', ...options);
      expect(done).toMatchObject({ code: 0, stdout: expect.stringContaining('1 unchanged') });
      const refused = await run('observations', inFolder('wrong.csv'), ...options);
      expect(refused).toMatchObject({ code: 1, stderr: expect.stringContaining('line 2, column place') });
      const nobody = await run('observations', inFolder('same.csv'), '--hub', data.url);
      expect(nobody).toMatchObject({ code: 1, stderr: expect.stringContaining('--token-file') });
      const missing = await run('observations', inFolder('none.csv'), ...options);
      expect(missing).toMatchObject({ code: 1, stderr: expect.stringContaining('is not a file') });
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});
