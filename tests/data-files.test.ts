import { withOwner } from '@kapstok/kit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type DataWorld, openDataWorld, rowsOf } from './data-world.ts';
import { openTestHub, type TestHub } from './hub.ts';
import type { Persona } from './tokens.ts';

const EVALUATOR: Persona = { role: 'EVALUATOR' };
const DIRECTOR: Persona = { role: 'DIRECTOR' };
const PARTNER: Persona = { role: 'PARTNER', programme: 'kortrijk-2013', organisation: 'akzie' };
const OWN = 'kortrijk-2013';

let hub: TestHub;
let data: DataWorld;
beforeAll(async () => {
  hub = await openTestHub('shipped');
  data = await openDataWorld({ gateway: hub.hub.gateway, tokenFor: hub.tokenFor });
});
afterAll(() => hub.close());

const counted = (sql: string) =>
  withOwner(hub.identity.ownerUrl, async (owner) => {
    const { rows } = await owner.query<{ count: number }>(`select count(*)::int as count from ${sql}`);
    return rows[0]?.count ?? 0;
  });

describe('a file', () => {
  test('has every observation once, in the order in which it is told', async () => {
    for (const [persona, all] of [
      [DIRECTOR, 'indicators.observation'],
      // Who does not steer: all that a release told.
      [EVALUATOR, `indicators.told_figure where level = 'PARTNER'`],
    ] as const) {
      const rows = await data.rows(persona, 'observations.csv?vintages=all');
      expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length);
      expect(rows.length).toBe(await counted(all));
    }
  });

  test('shows what the graph shows: series, sources, breaks and vintages of Kortrijk', async () => {
    const rows = await data.rows(EVALUATOR, `observations.csv?programme=${OWN}&place=34022`);
    const { data: answer } = await hub.askAs(
      EVALUATOR,
      `{ programme(slug: "${OWN}") { indicators(first: 40) { nodes { code observations(first: 100, nisCodes: ["34022"], allSeries: true) {
        nodes { code series periodStart vintage isBreak definitionVersion figure { value reason unit } source { key } } } } } } }`,
    );
    const told = answer.programme.indicators.nodes.flatMap((indicator: Json) =>
      indicator.observations.nodes.map((one: Json) => ({ ...one, indicator: indicator.code })),
    );
    expect(told.length).toBeGreaterThan(10);
    const brief = (rows: Json[]) => rows.sort((a, b) => (a.code < b.code ? -1 : 1));
    expect(
      brief(
        rows.map((row) => ({
          code: row['code'],
          indicator: row['indicator'],
          series: row['series'],
          periodStart: row['period_start'],
          isBreak: row['is_break'] === 'true',
          definitionVersion: Number(row['version']),
          figure: { value: row['value'] || null, reason: row['value_reason'] || null, unit: row['unit'] },
          source: { key: row['source'] },
        })),
      ),
    ).toEqual(brief(told.map(({ vintage: _vintage, ...row }: Json) => row)));
  });

  test('is the same as CSV, with a mark and other signs, as JSON and as SDMX-CSV', async () => {
    const address = `programme=${OWN}&indicator=kansarmoede-index`;
    const csv = await data.rows(EVALUATOR, `observations.csv?${address}`);
    expect(csv.length).toBeGreaterThan(3);
    const json = (await (await data.get(EVALUATOR, `observations.json?${address}`)).json()) as Json[];
    expect(json.map(({ id, value }) => ({ id, value: value === null ? '' : String(value) }))).toEqual(
      csv.map(({ id, value }) => ({ id, value })),
    );
    const excel = await data.get(EVALUATOR, `observations.csv?${address}&bom=1&separator=%3B&decimal=,`);
    const bytes = Buffer.from(await excel.arrayBuffer());
    expect(bytes.subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]));
    expect(bytes.toString()).toMatch(/;18,2?;|;7,5;/);
    const sdmx = rowsOf(await (await data.get(EVALUATOR, `observations.sdmx.csv?${address}`)).text());
    expect(sdmx.length).toBe(csv.length);
    expect(sdmx[0]).toMatchObject({
      STRUCTURE: 'dataflow',
      STRUCTURE_ID: 'KAPSTOK:OBSERVATIONS(1.0)',
      ACTION: 'M',
      FREQ: 'A',
      INDICATOR: 'kansarmoede-index',
      AGE: '_T',
    });
    const keys = sdmx.map((row) => Object.values(row).slice(0, 13).join());
    expect(new Set(keys).size).toBe(sdmx.length);
  });

  test('comes with a dictionary of its columns, code lists, licence, citation and release', async () => {
    const response = await data.get(EVALUATOR, `observations.metadata.json?programme=${OWN}`);
    const about = (await response.json()) as Json;
    const [first] = await data.rows(EVALUATOR, `observations.csv?programme=${OWN}`);
    expect(about.tableSchema.columns.map(({ name }: Json) => name)).toEqual(Object.keys(first ?? {}));
    expect(about.tableSchema.columns.every((one: Json) => one['dc:description'].split(' ').length > 2)).toBe(
      true,
    );
    expect(about.applied).toEqual({ programme: [OWN] });
    expect(about.release.id).toBe(response.headers.get('x-kapstok-release'));
    expect(about['dc:bibliographicCitation']).toContain(about.release.id);
    const reasons = about.tableSchema.columns.find(({ name }: Json) => name === 'value_reason').codeList;
    expect(Object.keys(reasons)).toContain('SUPPRESSED');
  });

  test('is in the archive beside its dictionary, twice with the same bytes', async () => {
    const bytes = async () =>
      Buffer.from(await (await data.get(EVALUATOR, `observations.zip?programme=${OWN}`)).arrayBuffer());
    const [one, other] = [await bytes(), await bytes()];
    expect(one.equals(other)).toBe(true);
    expect(one.subarray(0, 2).toString()).toBe('PK');
    for (const name of ['observations.csv', 'observations.metadata.json', 'README.txt'])
      expect(one.includes(name)).toBe(true);
  });

  test('is not sent again to who has it, and is when something changed', async () => {
    const first = await data.get(EVALUATOR, 'indicators.csv');
    const etag = first.headers.get('etag') ?? '';
    const again = await data.get(EVALUATOR, 'indicators.csv', { 'if-none-match': etag });
    expect([again.status, await again.text()]).toEqual([304, '']);
    // Another reader has other rights, so another file.
    const other = await data.get(DIRECTOR, 'indicators.csv', { 'if-none-match': etag });
    expect(other.status).toBe(200);
    await other.arrayBuffer();
    await withOwner(hub.identity.ownerUrl, (owner) =>
      owner.query(
        `insert into indicators.outbox (programme_id, facts) select programme_id, '{"actions": []}' from indicators.programme_name limit 1`,
      ),
    );
    const changed = await data.get(EVALUATOR, 'indicators.csv', { 'if-none-match': etag });
    expect(changed.status).toBe(200);
  });

  test('comes compressed to who takes that, with the same bytes inside', async () => {
    const plain = await data.get(EVALUATOR, 'observations.csv', { 'accept-encoding': 'identity' });
    const zipped = await data.get(EVALUATOR, 'observations.csv', { 'accept-encoding': 'gzip' });
    expect(zipped.headers.get('content-encoding')).toBe('gzip');
    expect(zipped.headers.get('etag')).not.toBe(plain.headers.get('etag'));
    expect(await zipped.text()).toBe(await plain.text());
  });
});

describe('a part of a file', () => {
  test.each([
    'observations.csv?vintages=all',
    'observations.csv?place=34022',
    'indicators.csv',
    'targets.csv',
    'places.csv',
  ])('follows another, and all together have the bytes of %s', async (address) => {
    const whole = await (await data.get(EVALUATOR, address)).text();
    let together = '';
    let next: string | null = `${address}${address.includes('?') ? '&' : '?'}limit=7`;
    for (let parts = 0; next !== null && parts < 15; parts += 1) {
      const response: Response = await data.get(EVALUATOR, next);
      together += await response.text();
      const [, following] = /<\/data\/([^>]+)>; rel="next"/.exec(response.headers.get('link') ?? '') ?? [];
      next = following ?? null;
    }
    // A long one is ended by the id of its last row, as somebody does whose download broke off.
    if (next !== null) {
      const [id] = together.trimEnd().split('\n').at(-1)?.split(',') ?? [];
      const rest = `${address}${address.includes('?') ? '&' : '?'}after=${id}`;
      together += await (await data.get(EVALUATOR, rest)).text();
    }
    expect(together === whole).toBe(true);
  });

  test('after a row that is not there is refused, with what to do', async () => {
    const response = await data.get(EVALUATOR, 'observations.csv?after=01920000-0000-7000-8000-000000000000');
    expect([response.status, await response.text()]).toEqual([
      400,
      expect.stringContaining('id of the last row'),
    ]);
  });
});

describe('filters', () => {
  test.each([
    ['level=OUTPUT', (row: Row) => row['level'], 'indicators.csv', ['OUTPUT']],
    ['place=34022', (row: Row) => row['place'], 'observations.csv', ['34022']],
    ['series=main', (row: Row) => row['series'], 'observations.csv', ['main']],
    ['dimensions=total', (row: Row) => row['dimensions'], 'observations.csv', ['']],
    ['placeLevel=MUNICIPALITY', (row: Row) => row['level'], 'places.csv', ['MUNICIPALITY']],
  ])('%s leaves what it says', async (filter, of, file, expected) => {
    const rows = await data.rows(EVALUATOR, `${file}?${filter}`);
    expect([...new Set(rows.map(of))]).toEqual(expected);
  });

  test('a period is taken from its first day to its last', async () => {
    const rows = await data.rows(EVALUATOR, 'observations.csv?from=2012&to=2012-12');
    expect(rows.length).toBeGreaterThan(0);
    for (const { period_start = '', period_end = '' } of rows)
      expect(period_start >= '2012-01-01' && period_end <= '2012-12-31').toBe(true);
  });

  test('asOf shows what was known on a day', async () => {
    const then = await data.rows(EVALUATOR, 'observations.csv?asOf=2014');
    for (const { vintage = '' } of then) expect(vintage.slice(0, 4) <= '2014').toBe(true);
    const now = await data.rows(EVALUATOR, 'observations.csv');
    expect(then.length).toBeLessThan(now.length);
  });

  test.each([
    ['observations.csv?plase=34022', 400, 'It has programme, indicator, place'],
    ['observations.csv?place=Kortrijk', 400, 'NIS codes of five digits'],
    ['observations.csv?from=yesterday', 400, 'YYYY-MM-DD'],
    ['observations.csv?limit=0', 400, '1 to 10000'],
    ['observations.csv?decimal=,', 400, 'separator=;'],
    ['observations.csv?asOf=2014&asOf=2015', 400, 'one value'],
    ['observations.csv?constructor=1', 400, 'no filter'],
    ['observations.sdmx.csv?vintages=all', 400, 'one observation for each key'],
    ['places.sdmx.csv', 404, 'only observations'],
    ['people.csv', 404, 'observations, indicators, targets, places'],
    ['observations.xlsx', 404, '.csv'],
  ])('%s is refused: %s', async (address, status, words) => {
    const response = await data.get(EVALUATOR, address);
    expect([response.status, await response.text()]).toEqual([status, expect.stringContaining(words)]);
  });
});

describe('rights', () => {
  test.each([
    ['nobody', null],
    ['a partner', PARTNER],
  ])(
    '%s reads places, and of figures as much as of a programme that does not exist',
    async (_who, persona) => {
      expect((await data.rows(persona, 'places.csv')).length).toBeGreaterThan(10);
      for (const file of [
        'observations.csv',
        'indicators.csv',
        'targets.csv',
        'observations.json',
        'observations.sdmx.csv',
      ]) {
        const [real, unreal] = await Promise.all([
          data.get(persona, `${file}?programme=${OWN}`).then((response) => response.text()),
          data.get(persona, `${file}?programme=atlantis-2013`).then((response) => response.text()),
        ]);
        expect(real).toBe(unreal);
        expect(real).not.toContain('34022');
      }
    },
  );

  test('who evaluates one programme reads that one, and no remarks', async () => {
    const rows = await data.rows({ role: 'EVALUATOR', programme: OWN }, 'observations.csv?vintages=all');
    expect([...new Set(rows.map(({ programme }) => programme))]).toEqual([OWN]);
    expect(rows.every(({ note }) => note === '')).toBe(true);
    const steering = await data.rows({ role: 'DIRECTOR', programme: OWN }, 'observations.csv?vintages=all');
    expect(steering.some(({ note }) => note !== '')).toBe(true);
  });

  test('a token that is not accepted is told so, and gets no file of the public', async () => {
    const response = await data.get(null, 'places.csv', { authorization: 'Bearer kapstok_nothing' });
    expect(response.status).toBe(401);
  });

  test('each export is in the trail, with its filters and who took it; one that was not sent is not', async () => {
    const exports = () => counted(`indicators.audit_entry where what = 'DATASET_EXPORTED'`);
    const before = await exports();
    await data.rows(EVALUATOR, `targets.csv?programme=${OWN}`);
    await (await data.get(EVALUATOR, 'observations.metadata.json')).text();
    await data.rows(null, 'places.csv');
    expect(await exports()).toBe(before + 1);
  });

  test('a text that a spreadsheet would run is a text', async () => {
    await withOwner(hub.identity.ownerUrl, (owner) =>
      owner.query(`update indicators.place set name = '=1+1' where nis_code = '34022'`),
    );
    const [row] = await data.rows(null, 'places.csv?place=34022');
    expect(row?.['name']).toBe("'=1+1");
    const [object] = (await (await data.get(null, 'places.json?place=34022')).json()) as Json[];
    expect(object.name).toBe('=1+1');
  });
});

type Row = Readonly<Record<string, string>>;
// biome-ignore lint/suspicious/noExplicitAny: the shape depends on the question
type Json = any;
