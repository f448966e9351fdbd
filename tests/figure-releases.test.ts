import { importFolder } from '@kapstok/cli/testing';
import { HUB_SETTINGS, setLocal, withOwner } from '@kapstok/kit';
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import { codesOf, directorOf, OWN, DIRECTOR as OWN_DIRECTOR } from './access-world.ts';
import { type FiguresWorld, openFiguresWorld } from './figures-world.ts';
import { ProgrammeFolder } from './programme-folder.ts';
import type { Persona } from './tokens.ts';

const isSoak = process.env['KAPSTOK_SOAK'] === '1';
const CITY = 'voorbeeldstad';
const DIRECTOR = directorOf(CITY);
const SHOW =
  'figureRelease { id number decidedOn note levels { level cellCount smallCount otherCount exposedCount } }';

let world: FiguresWorld;
let programmeId: string;
beforeAll(async () => {
  world = await openFiguresWorld();
  programmeId = world.programmeId(CITY);
});
afterAll(() => world?.close());

const release = (persona: Persona | null, input: Record<string, unknown> = {}) =>
  world.change(persona, 'releaseFigures', { programmeId, ...input }, SHOW);

/** What the tables hold, whoever may read them. */
const stored = <Row extends object>(sql: string): Promise<Row[]> =>
  withOwner(world.identity.ownerUrl, async (owner) => (await owner.query<Row>(sql)).rows);

describe('a release of figures', () => {
  test('withholds small cells and those that give them back, for each level its own', async () => {
    const { figureRelease, userErrors } = await release(DIRECTOR, {
      note: 'De cijfers van dit jaar.',
      idempotencyKey: 'first',
    });
    expect(userErrors).toEqual([]);
    expect(figureRelease).toMatchObject({ number: 2, note: 'De cijfers van dit jaar.' });
    const [partner, everybody] = figureRelease.levels;
    expect([partner.level, everybody.level]).toEqual(['PARTNER', 'PUBLIC']);
    expect(everybody.smallCount).toBeGreaterThan(partner.smallCount);
    expect(everybody.otherCount).toBeGreaterThan(0);
    expect([partner.exposedCount, everybody.exposedCount]).toEqual([0, 0]);
  });

  test('keeps no withheld number where it is told, and tells the public nothing that partners are not told', async () => {
    expect(
      await stored('select 1 from indicators.told_figure where is_withheld and value is not null'),
    ).toEqual([]);
    const more = await stored(
      `select from indicators.told_figure open join indicators.told_figure partner
       on partner.observation_id = open.observation_id and partner.release_id = open.release_id
       where open.level = 'PUBLIC' and partner.level = 'PARTNER' and partner.is_withheld and not open.is_withheld`,
    );
    expect(more).toEqual([]);
    const small = await stored(
      `select from indicators.told_figure told join indicators.release_cell cell
       on cell.observation_id = told.observation_id and cell.release_id = told.release_id
       where told.level = 'PUBLIC' and not told.is_withheld and cell.numbers[1] < 10 and not told.is_structural_zero`,
    );
    expect(small).toEqual([]);
  });

  test('sent twice with a key is one release; a further one decides the same of what did not change', async () => {
    expect(
      (await release(DIRECTOR, { note: 'De cijfers van dit jaar.', idempotencyKey: 'first' })).figureRelease
        .number,
    ).toBe(2);
    const told = () =>
      stored(
        `select observation_id, level, is_withheld, value from indicators.told_figure
         where programme_id = '${programmeId}' order by observation_id, level`,
      );
    const before = await told();
    expect(before.length).toBeGreaterThan(1000);
    expect((await release(DIRECTOR)).figureRelease.number).toBe(3);
    expect(await told()).toEqual(before);
  });

  test('by two at once is two releases, one after the other', async () => {
    const both = await Promise.all([release(DIRECTOR), release(DIRECTOR)]);
    expect(both.map(({ figureRelease }) => figureRelease.number).sort()).toEqual([4, 5]);
  });

  test('is listed for those who steer, and for nobody else', async () => {
    const query = `{ programme(slug: "${CITY}") { figureReleases { number levels { smallCount } } } }`;
    const { data } = await world.askAs(DIRECTOR, query);
    expect(data.programme.figureReleases.map((one: { number: number }) => one.number)).toEqual([
      5, 4, 3, 2, 1,
    ]);
    for (const role of ['EVALUATOR', 'REVIEWER'] as const) {
      const answer = await world.askAs({ role, programme: CITY }, query);
      expect(answer.data.programme.figureReleases).toBeNull();
    }
  });

  test.each([
    ['the coordinator', { role: 'COORDINATOR', programme: CITY }],
    ['the evaluator', { role: 'EVALUATOR', programme: CITY }],
    ['a director of another programme', directorOf('kortrijk-2020')],
    ['the public', null],
  ] as const)('is not for %s', async (_who, persona) => {
    const payload = await release(persona);
    expect(codesOf(payload)).toEqual(['NOT_ALLOWED']);
    expect(payload.figureRelease).toBeNull();
  });

  test('warns of what its note holds of a person, and marks the entry', async () => {
    const input = { programmeId, note: 'Vraag het aan 85.07.30-033.28.' };
    const payload = await world.change(DIRECTOR, 'releaseFigures', input, 'textWarnings { kind path }');
    expect(payload.textWarnings).toEqual([{ kind: 'NATIONAL_NUMBER', path: ['input', 'note'] }]);
    const [entry] = await stored<{ after: { personalData: unknown } }>(
      `select after from indicators.audit_entry where what = 'FIGURES_RELEASED' order by seq desc limit 1`,
    );
    expect(entry?.after.personalData).toEqual([{ kind: 'NATIONAL_NUMBER', path: 'input.note' }]);
  });

  test('with a note that is too long changes nothing', async () => {
    expect(codesOf(await release(DIRECTOR, { note: 'x'.repeat(1001) }))).toEqual(['BAD_USER_INPUT']);
  });
});

describe('a release and an import at the same time', () => {
  const releaseOwn = () => world.change(OWN_DIRECTOR, 'releaseFigures', { programmeId: world.own }, SHOW);
  /** Numbers of people that are told though nothing, or something of another number, was decided. */
  const undecided = () =>
    stored(
      `select told.observation_id, told.level, told.value from indicators.told_figure told
       join indicators.indicator i on i.id = told.indicator_id
       left join indicators.release_cell cell
         on cell.release_id = told.release_id and cell.observation_id = told.observation_id
       where told.programme_id = '${world.own}' and not told.is_withheld and told.value is not null
         and (i.unit in ('PERSONS', 'HOUSEHOLDS', 'COUNT') or told.numerator is not null)
         and (cell.observation_id is null or not told.level = any (cell.shown_to)
           or cell.numbers[1] <> coalesce(told.numerator, told.value))`,
    );

  test('tells no number of which something else was decided: it is refused, and decided anew when asked again', async () => {
    const indicator = await world.define({ code: 'counted' });
    const { id } = (await world.record(indicator, 2020, '100')).observation;
    expect(codesOf(await releaseOwn())).toEqual([]);
    const told = () =>
      stored(
        `select level, value, value_reason from indicators.told_figure where observation_id = '${id}' order by 1`,
      );
    const before = await told();
    const refused = await withOwner(world.identity.ownerUrl, async (owner) => {
      // The release has read the numbers, and waits to write down what it decided.
      await owner.query('begin; lock table indicators.release_cell in exclusive mode');
      const released = releaseOwn();
      await vi.waitFor(
        async () => {
          const { rows } = await owner.query(
            `select from pg_locks where not granted and relation = 'indicators.release_cell'::regclass`,
          );
          expect(rows.length).toBe(1);
        },
        { timeout: 60_000, interval: 20 },
      );
      // As an import does.
      await owner.query(setLocal(HUB_SETTINGS));
      await owner.query('update indicators.observation set value = 3 where id = $1', [id]);
      await owner.query('commit');
      return released;
    });
    expect(codesOf(refused)).toEqual(['CONFLICT']);
    expect(await told()).toEqual(before);
    expect(codesOf(await releaseOwn())).toEqual([]);
    const mark = { value: null, value_reason: 'SUPPRESSED' };
    expect(await told()).toEqual(['PARTNER', 'PUBLIC'].map((level) => ({ level, ...mark })));
    expect(await undecided()).toEqual([]);
  });

  test('tells what was decided or nothing, whoever comes first', async () => {
    const folder = await ProgrammeFolder.copyOf(OWN);
    onTestFinished(() => folder.delete());
    for (const value of isSoak ? ['3', '300', '4', '500', '7', '70', '8', '80', '2', '20'] : ['3']) {
      await folder.change('observations.csv', (rows) =>
        rows.map((row) => ({
          ...row,
          value: /^[0-9]+$/.test(row['value'] ?? '') ? value : (row['value'] ?? ''),
        })),
      );
      const [released] = await Promise.all([releaseOwn(), importFolder(world.identity, folder.directory)]);
      expect(['', 'CONFLICT']).toContain(codesOf(released).join());
      expect(await undecided()).toEqual([]);
    }
  });
});
