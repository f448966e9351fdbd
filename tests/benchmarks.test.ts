import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { codesOf, DIRECTOR, directorOf, EVALUATOR, NOBODY, OTHER, type Payload } from './access-world.ts';
import { type FiguresWorld, openFiguresWorld } from './figures-world.ts';
import type { Persona } from './tokens.ts';

let world: FiguresWorld;
beforeAll(async () => {
  world = await openFiguresWorld();
});
afterAll(() => world?.close());

const FACTOR = `keyFactor { id code version state assessedOn assessment isGap actions { id }
  evidence { code statement city source { key } observation { figure { value } } } }`;
const PARTNER = { role: 'PARTNER', organisation: 'stad-kortrijk' } as const;

const record = (more = {}, persona: Persona = DIRECTOR) =>
  world.change(
    persona,
    'recordBenchmark',
    { programmeId: world.own, title: 'Elk kind naar school', ...more },
    'benchmark { id code title description indicator { id } source { key } version }',
  );
const factorOf = async (benchmarkId: string, more = {}, persona: Persona = DIRECTOR) =>
  world.change(persona, 'addKeyFactor', { benchmarkId, title: 'Genoeg middelen', ...more }, FACTOR);
const aFactor = async (): Promise<Payload> => (await factorOf((await record()).benchmark.id)).keyFactor;
const oneAction = async (slug: string): Promise<string> => {
  const read = `{ programme(slug: "${slug}") { actions(first: 1) { nodes { id } } } }`;
  return (await world.askAs(directorOf(slug), read)).data.programme.actions.nodes[0].id;
};

describe('benchmarks', () => {
  test('say what comparable cities reach, by which indicator that is seen and what it takes', async () => {
    const indicatorId = await world.define({ title: 'Nieuwkomers op school' });
    const description = 'In vergelijkbare steden gaat elk kind binnen de maand.';
    const { benchmark } = await record({ indicatorId, description, sourceKey: 'K1' });
    expect(benchmark).toMatchObject({
      code: 'BM-1',
      description,
      indicator: { id: indicatorId },
      version: 1,
    });
    const { keyFactor } = await factorOf(benchmark.id);
    expect(keyFactor).toMatchObject({ state: 'NOT_ASSESSED', assessedOn: null, isGap: true, evidence: [] });
    const about = await world.about(
      indicatorId,
      'benchmarks { id keyFactors { id benchmark { id } } }',
      EVALUATOR,
    );
    expect(about.benchmarks).toEqual([
      { id: benchmark.id, keyFactors: [{ id: keyFactor.id, benchmark: { id: benchmark.id } }] },
    ]);
  });

  test('have evidence with its source or figure, and actions that work on what is lacking', async () => {
    const factor = await aFactor();
    const { observation } = await world.record(await world.define(), 2020, '40');
    const add = (more: Record<string, unknown>) =>
      world.change(
        DIRECTOR,
        'addKeyFactorEvidence',
        { keyFactorId: factor.id, statement: 'Beurzen helpen.', ...more },
        FACTOR,
      );
    await add({ city: 'Fuenlabrada', sourceKey: 'K1' });
    const { keyFactor } = await add({ observationId: observation.id });
    expect(keyFactor.evidence).toMatchObject([
      { city: 'Fuenlabrada', source: { key: 'K1' }, observation: null },
      { city: null, source: null, observation: { figure: { value: '40' } } },
    ]);
    expect(codesOf(await add({}))).toEqual(['BAD_USER_INPUT']);
    expect(codesOf(await add({ observationId: NOBODY }))).toEqual(['NOT_FOUND']);
    const actionId = await oneAction('kortrijk-2020');
    const pair = { keyFactorId: factor.id, actionId };
    const linked = await world.change(DIRECTOR, 'linkKeyFactorAction', pair, FACTOR);
    expect(linked.keyFactor).toMatchObject({ isGap: false, actions: [{ id: actionId }] });
    const read = 'query ($id: ID!) { action(id: $id) { keyFactors { id } } }';
    const told = await world.askAs(EVALUATOR, read, { id: actionId });
    expect(told.data.action.keyFactors).toEqual([{ id: factor.id }]);
    expect(codesOf(await world.change(DIRECTOR, 'linkKeyFactorAction', pair))).toEqual(['CONFLICT']);
    const foreign = { ...pair, actionId: await oneAction(OTHER) };
    expect(codesOf(await world.change(DIRECTOR, 'linkKeyFactorAction', foreign))).toEqual(['NOT_FOUND']);
    const undone = await world.change(DIRECTOR, 'unlinkKeyFactorAction', pair, FACTOR);
    expect(undone.keyFactor).toMatchObject({ isGap: true, actions: [] });
    expect(codesOf(await world.change(DIRECTOR, 'unlinkKeyFactorAction', pair))).toEqual(['CONFLICT']);
  });

  test('are judged with a reason and a day, anew or not at all', async () => {
    const { id } = await aFactor();
    const judge = (more: Record<string, unknown>) =>
      world.change(DIRECTOR, 'assessKeyFactor', { keyFactorId: id, ...more }, FACTOR);
    expect(codesOf(await judge({ state: 'MET' }))).toEqual(['BAD_USER_INPUT']);
    expect(codesOf(await judge({ state: 'MET', assessment: 'x', assessedOn: '2999-01-01' }))).toEqual([
      'BAD_USER_INPUT',
    ]);
    const partly = await judge({ state: 'PARTLY_MET', assessment: 'Voor wie in de stad woont.' });
    expect(partly.keyFactor).toMatchObject({ version: 2, state: 'PARTLY_MET', isGap: true });
    expect(codesOf(await judge({ state: 'MET', assessment: 'Nu wel.', expectedVersion: 1 }))).toEqual([
      'VERSION_CONFLICT',
    ]);
    const met = await judge({ state: 'MET', assessment: 'Nu wel.', assessedOn: '2026-01-02' });
    expect(met.keyFactor).toMatchObject({ state: 'MET', assessedOn: '2026-01-02', isGap: false });
    const back = await judge({ state: 'NOT_ASSESSED' });
    expect(back.keyFactor).toMatchObject({ state: 'NOT_ASSESSED', assessedOn: null, assessment: null });
  });

  test('are for who reads the figures, and changed by who steers', async () => {
    const { benchmark } = await record();
    const { keyFactor } = await factorOf(benchmark.id);
    expect(codesOf(await record({}, EVALUATOR))).toEqual(['NOT_ALLOWED']);
    expect(codesOf(await factorOf(benchmark.id, {}, EVALUATOR))).toEqual(['NOT_ALLOWED']);
    expect(codesOf(await record({}, directorOf(OTHER)))).toEqual(['NOT_FOUND']);
    const judged = { keyFactorId: keyFactor.id, state: 'MET', assessment: 'x' };
    expect(codesOf(await world.change(directorOf(OTHER), 'assessKeyFactor', judged))).toEqual(['NOT_FOUND']);
    for (const mutation of ['addKeyFactorEvidence', 'linkKeyFactorAction', 'unlinkKeyFactorAction']) {
      const more =
        mutation === 'addKeyFactorEvidence'
          ? { statement: 'x', sourceKey: 'K1' }
          : { actionId: await oneAction('kortrijk-2020') };
      const asked = { keyFactorId: keyFactor.id, ...more };
      expect(codesOf(await world.change(EVALUATOR, mutation, asked))).toEqual(['NOT_ALLOWED']);
      expect(codesOf(await world.change(PARTNER, mutation, asked))).toEqual(['NOT_FOUND']);
    }
    const read = '{ programme(slug: "kortrijk-2020") { benchmarks { nodes { id } } } }';
    expect((await world.askAs(null, read)).data.programme.benchmarks).toBeNull();
    expect((await world.askAs(EVALUATOR, read)).data.programme.benchmarks.nodes).not.toEqual([]);
  });

  test('take effect once with a key, and one of two that link at once', async () => {
    const indicatorId = await world.define();
    const keyed = { indicatorId, idempotencyKey: 'benchmark-once' };
    const [one, other] = await Promise.all([record(keyed), record(keyed)]);
    expect(one.benchmark.id).toBe(other.benchmark.id);
    const factor = await aFactor();
    const pair = { keyFactorId: factor.id, actionId: await oneAction('kortrijk-2020') };
    const both = await Promise.all([
      world.change(DIRECTOR, 'linkKeyFactorAction', pair),
      world.change(DIRECTOR, 'linkKeyFactorAction', pair),
    ]);
    expect(both.flatMap(codesOf)).toEqual(['CONFLICT']);
  });

  test('of the shipped city are read by an evaluator, with the gaps', async () => {
    const read = `{ programme(slug: "voorbeeldstad") { benchmarks(first: 2) { totalCount nodes { code keyFactors {
      code state isGap evidence { city } actions { code } } } } } }`;
    const { data } = await world.askAs(EVALUATOR, read);
    expect(data.programme.benchmarks.totalCount).toBe(3);
    const factors = data.programme.benchmarks.nodes.flatMap((one: Payload) => one.keyFactors);
    expect(factors).toHaveLength(8);
    expect(factors.filter((one: Payload) => one.isGap).length).toBeGreaterThan(0);
    expect(factors.some((one: Payload) => one.actions.length > 0)).toBe(true);
  });
});
