import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  type AccessWorld,
  ADMINISTRATOR,
  codesOf,
  DAY,
  DIRECTOR,
  directorOf,
  EVALUATOR,
  eventually,
  NOBODY,
  OTHER,
  OWN,
  openAccessWorld,
} from './access-world.ts';
import type { Persona } from './tokens.ts';

let world: AccessWorld;
beforeAll(async () => {
  world = await openAccessWorld();
});
afterAll(() => world?.close());

describe('what is published', () => {
  const PROGRAMME = `query ($slug: String!) { programme(slug: $slug) { id publications { id kind version publishedOn } budget { lineCount } } }`;
  const asPublic = (slug: string) => () => world.askAs(null, PROGRAMME, { slug });

  test('is what everybody reads; what is withdrawn is gone for them alone', async () => {
    const input = { programmeId: world.own, kind: 'MONEY' };
    await eventually(asPublic(OWN), ({ data }) => data.programme?.budget !== null);
    expect(codesOf(await world.change(directorOf(OTHER), 'withdrawPublication', input))).toEqual([
      'NOT_ALLOWED',
    ]);
    const stale = await world.change(DIRECTOR, 'withdrawPublication', { ...input, expectedVersion: 9 });
    expect(codesOf(stale)).toEqual(['VERSION_CONFLICT']);
    const gone = await world.change(
      DIRECTOR,
      'withdrawPublication',
      { ...input, expectedVersion: 1 },
      'programme { publications { kind } }',
    );
    expect(gone).toMatchObject({
      userErrors: [],
      programme: { publications: [{ kind: 'PLAN' }, { kind: 'TESTS' }] },
    });
    await eventually(asPublic(OWN), ({ data }) => data.programme.budget === null);
    expect((await world.askAs(DIRECTOR, PROGRAMME, { slug: OWN })).data.programme.budget).not.toBeNull();
    expect(codesOf(await world.change(DIRECTOR, 'withdrawPublication', input))).toEqual(['NOT_FOUND']);
    const back = await world.change(
      DIRECTOR,
      'publish',
      { ...input, note: 'Decided' },
      'publication { kind note version }',
    );
    expect(back).toMatchObject({
      userErrors: [],
      publication: { kind: 'MONEY', note: 'Decided', version: 1 },
    });
    await eventually(asPublic(OWN), ({ data }) => data.programme.budget !== null);
  });

  test('begins on its day', async () => {
    const later = new Date(Date.now() + 3 * DAY).toISOString().slice(0, 10);
    const input = { programmeId: world.own, kind: 'TESTS' };
    const changed = await world.change(
      DIRECTOR,
      'publish',
      { ...input, publishedOn: later },
      'publication { version publishedOn }',
    );
    expect(changed.publication).toEqual({ version: 2, publishedOn: later });
    const published = async () =>
      (await world.hub.access.identity.published())
        .filter(({ programme }) => programme === world.own)
        .map(({ kind }) => kind);
    expect(await published()).toEqual(['MONEY', 'PLAN']);
    world.advance(3 * DAY);
    expect(await published()).toEqual(['MONEY', 'PLAN', 'TESTS']);
    world.advance(-3 * DAY);
    await world.change(DIRECTOR, 'publish', { ...input, publishedOn: '2020-01-01' });
  });

  test('is said by two at once for one of them', async () => {
    const input = { programmeId: world.own, kind: 'PLAN', expectedVersion: 1 };
    const both = await Promise.all([
      world.change(DIRECTOR, 'publish', { ...input, note: 'one' }, 'publication { note version }'),
      world.change(ADMINISTRATOR, 'publish', { ...input, note: 'two' }, 'publication { note version }'),
    ]);
    expect(both.map(codesOf).sort()).toEqual([[], ['VERSION_CONFLICT']]);
    expect(both[0].publication).toEqual(both[1].publication);
  });

  test.each<[string, Persona | null, Record<string, unknown>, string]>([
    ['by whoever directs another programme', directorOf(OTHER), {}, 'NOT_ALLOWED'],
    ['by an evaluator', EVALUATOR, {}, 'NOT_ALLOWED'],
    ['by the public', null, {}, 'NOT_ALLOWED'],
    ['of numbers of people of which no release decides', DIRECTOR, { kind: 'PEOPLE' }, 'BAD_USER_INPUT'],
    ['of what is internal', ADMINISTRATOR, { kind: 'INTERNAL' }, 'BAD_USER_INPUT'],
    ['of no programme', ADMINISTRATOR, { programmeId: NOBODY }, 'NOT_FOUND'],
  ])('is not said %s', async (_name, persona, input, code) => {
    expect(
      codesOf(await world.change(persona, 'publish', { programmeId: world.own, kind: 'PLAN', ...input })),
    ).toEqual([code]);
  });
});
