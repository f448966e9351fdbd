import { afterAll, beforeAll, expect, test } from 'vitest';
import { codesOf, directorOf } from './access-world.ts';
import { BOSS, type MoneyWorld, openMoneyWorld, SLUG } from './money-world.ts';

let world: MoneyWorld;
beforeAll(async () => {
  world = await openMoneyWorld();
});
afterAll(() => world?.close());

const input = (more: Record<string, unknown> = {}) => ({
  programmeId: world.programme,
  name: 'Buurtwerk De Brug vzw',
  kind: 'REGIONAL_NGO',
  isInternal: false,
  ...more,
});
const SHOW = 'organisation { id code name enterpriseNumber version }';

test('a director adds an organisation, and a wrong KBO number is refused with the rule', async () => {
  const [wrong] = await world.refused(BOSS, 'addOrganisation', input({ enterpriseNumber: '0630.835.638' }));
  expect(wrong).toMatchObject({ code: 'BAD_USER_INPUT', path: ['input', 'enterpriseNumber'] });
  expect(wrong?.message).toContain('97');
  const { organisation } = await world.must(
    'addOrganisation',
    input({ enterpriseNumber: '0712.345.630' }),
    SHOW,
  );
  expect(organisation).toMatchObject({ code: 'buurtwerk-de-brug-vzw', enterpriseNumber: '0712345630' });
  const again = await world.change(BOSS, 'addOrganisation', input({ enterpriseNumber: '0712345630' }), SHOW);
  expect(codesOf(again)).toEqual(['CONFLICT']);
  expect(again.organisation.id).toBe(organisation.id);
});

test('of an organisation that several cities share, no one of them changes anything alone', async () => {
  const { organisation } = await world.must('addOrganisation', input({ name: 'Gedeeld' }), SHOW);
  const rename = { organisationId: organisation.id, name: 'Gedeeld en hernoemd' };
  const renamed = await world.must('updateOrganisation', rename, SHOW);
  expect(renamed.organisation.name).toBe('Gedeeld en hernoemd');
  const stranger = await world.refused(directorOf('kortrijk-2020'), 'updateOrganisation', rename);
  expect(stranger[0]?.code).toMatch(/^(NOT_ALLOWED|NOT_FOUND)$/);
  expect(
    codesOf(await world.change({ role: 'EVALUATOR', programme: SLUG }, 'updateOrganisation', rename)),
  ).toEqual(['NOT_ALLOWED']);
});

test('a merged organisation keeps what was its own, and no ring arises', async () => {
  const made = async (name: string) =>
    (await world.must('addOrganisation', input({ name }), SHOW)).organisation.id as string;
  const [early, late] = [await made('Vroeger'), await made('Later')];
  const merge = (predecessorId: string, successorId: string) => ({
    programmeId: world.programme,
    predecessorId,
    successorId,
    happenedOn: '2024-01-01',
  });
  const { organisation } = await world.must(
    'mergeOrganisations',
    merge(early, late),
    'organisation { id predecessors { kind happenedOn organisation { id name } } }',
  );
  expect(organisation).toEqual({
    id: late,
    predecessors: [
      { kind: 'MERGED', happenedOn: '2024-01-01', organisation: { id: early, name: 'Vroeger' } },
    ],
  });
  for (const [one, two] of [
    [late, early],
    [early, late],
    [early, early],
  ] as const)
    expect(await world.refused(BOSS, 'mergeOrganisations', merge(one, two))).toMatchObject([
      { code: 'CONFLICT' },
    ]);
});
