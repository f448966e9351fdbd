import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Payload } from './access-world.ts';
import { openTestHub, type TestHub } from './hub.ts';

let hub: TestHub;
let programmes: Payload[];
const PROGRESS = `progress { actionCount realisedCount partlyRealisedCount notRealisedCount unknownRealisationCount
  overdueCount completion { value reason numerator denominator } byStatus { status count }
  byGoalAndLevel { goal level count }
  inputs { status realisation goal level isOverdue count numerator denominator } }`;
beforeAll(async () => {
  hub = await openTestHub('shipped');
  const slugs = (await hub.ask('{ programmes(first: 10) { nodes { slug } } }')).data.programmes.nodes;
  programmes = await Promise.all(slugs.map(({ slug }: Payload) => readProgramme(slug)));
});
afterAll(() => hub?.close());

/** Several small questions: together they would cost more than one may. */
async function readProgramme(slug: string): Promise<Payload> {
  const ask = async (show: string) =>
    (await hub.ask(`{ programme(slug: "${slug}") { ${show} } }`)).data.programme;
  const { progress, domains } = await ask(`${PROGRESS} domains { code ${PROGRESS} }`);
  const { actions } = await ask(`actions(first: 100) { nodes { id code ${PROGRESS} parts { id } } }`);
  for (const action of actions.nodes.filter(({ parts }: Payload) => parts.length > 0)) {
    const { data } = await hub.ask(`query ($id: ID!) { action(id: $id) { parts { ${PROGRESS} } } }`, {
      id: action.id,
    });
    action.parts = data.action.parts;
  }
  return { slug, progress, domains, actions };
}

const sum = (inputs: Payload[], value: (input: Payload) => number): number =>
  inputs.reduce((total, input) => total + value(input), 0);
const countIf = (inputs: Payload[], holds: (input: Payload) => boolean) =>
  sum(inputs, (input) => (holds(input) ? input.count : 0));

/** What the method says, computed again from the inputs alone. */
function again({ inputs }: Payload) {
  const numerator = sum(inputs, (input) => input.numerator);
  const denominator = sum(inputs, (input) => input.denominator);
  const realised = (word: string) => countIf(inputs, ({ realisation }) => realisation === word);
  return {
    actionCount: sum(inputs, ({ count }) => count),
    realisedCount: realised('REALISED'),
    partlyRealisedCount: realised('PARTLY_REALISED'),
    notRealisedCount: realised('NOT_REALISED'),
    overdueCount: countIf(inputs, ({ isOverdue }) => isOverdue),
    completion: {
      value: denominator === 0 ? null : String(Number(((100 * numerator) / denominator).toFixed(1))),
      reason: denominator === 0 ? 'NOT_PUBLISHED' : null,
      numerator: String(numerator),
      denominator: String(denominator),
    },
  };
}

const everywhere = (): [string, Payload][] =>
  programmes.flatMap(({ slug, progress, domains, actions }) => [
    [slug, progress],
    ...domains.map((domain: Payload) => [`${slug} ${domain.code}`, domain.progress]),
    ...actions.nodes.map((action: Payload) => [`${slug} ${action.code}`, action.progress]),
  ]);

describe('progress', () => {
  test('is computed again from its inputs, wherever it is told', () => {
    expect(everywhere().length).toBeGreaterThan(150);
    for (const [where, progress] of everywhere()) expect(progress, where).toMatchObject(again(progress));
  });

  test('of a programme is the sum of its domains, and of an action of its parts, in any order', () => {
    const cells = (all: Payload[]) => {
      const counts = new Map<string, number>();
      for (const { count, numerator, denominator, ...alike } of all.flatMap(
        ({ progress }) => progress.inputs,
      )) {
        const key = JSON.stringify(alike);
        counts.set(key, (counts.get(key) ?? 0) + count);
      }
      return [...counts].sort();
    };
    for (const { slug, progress, domains, actions } of programmes) {
      expect(cells(domains), slug).toEqual(cells([{ progress }]));
      expect(cells([...domains].reverse()), slug).toEqual(cells(domains));
      for (const action of actions.nodes.filter(({ parts }: Payload) => parts.length > 0))
        expect(cells(action.parts), action.code).toEqual(cells([action]));
    }
  });

  test('what nobody says anything of is missing, never 0', () => {
    const unknown = everywhere().filter(([, { completion }]) => completion.denominator === '0');
    expect(unknown.length).toBeGreaterThan(0);
    for (const [where, { completion }] of unknown)
      expect(completion, where).toMatchObject({ value: null, reason: 'NOT_PUBLISHED' });
  });
});

test('what became of the actions that were not realised, in one question', async () => {
  const { data, errors } =
    await hub.ask(`{ programme(slug: "kortrijk-2013") { progress { notRealisedCount realisedCount }
    actionFates { kind count actions(first: 100) { totalCount nodes { realisation lineage { kind } } } }
    all: actionFates(realisations: [REALISED, PARTLY_REALISED, NOT_REALISED]) { kind count actions(first: 100) { totalCount nodes { lineage { kind toAction { code } } } } } } }`);
  expect(errors).toEqual([]);
  const { progress, actionFates, all } = data.programme;
  expect(sum(actionFates, ({ count }) => count)).toBe(progress.notRealisedCount);
  expect(sum(all, ({ count }) => count)).toBeGreaterThan(progress.notRealisedCount);
  for (const { kind, count, actions } of all) {
    expect(actions.totalCount).toBe(count);
    for (const { lineage } of actions.nodes)
      expect(lineage.map((link: Payload) => link.kind)).toEqual(
        kind === null ? [] : expect.arrayContaining([kind]),
      );
  }
});
