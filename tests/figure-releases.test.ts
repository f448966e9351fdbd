import { withOwner } from '@kapstok/kit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type AccessWorld, codesOf, directorOf, openAccessWorld } from './access-world.ts';
import type { Persona } from './tokens.ts';

const CITY = 'voorbeeldstad';
const DIRECTOR = directorOf(CITY);
const SHOW =
  'figureRelease { id number decidedOn note levels { level cellCount smallCount otherCount exposedCount } }';

let world: AccessWorld;
let programmeId: string;
beforeAll(async () => {
  world = await openAccessWorld();
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
       where told.level = 'PUBLIC' and not told.is_withheld and cell.numbers[1] < 10`,
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
