import { beforeAll, expect, test } from 'vitest';
import { type AccessWorld, DIRECTOR, OWN, openAccessWorld } from './access-world.ts';

let world: AccessWorld;
beforeAll(async () => {
  world = await openAccessWorld();
  return () => world.close();
});

const TEMPLATE = `{ testTemplates(code: "kinderdeprivatie") { nodes {
  id version title source { key } sections { code questions { code position answerType origins routesToFullTest } }
} } }`;

test('the list of child deprivation is one section of seventeen questions, answered by yes, no or possibly', async () => {
  const { data, errors } = await world.ask(TEMPLATE);
  expect(errors).toEqual([]);
  const [template, ...others] = data.testTemplates.nodes;
  expect(others).toEqual([]);
  expect(template).toMatchObject({ version: 1, source: { key: 'I20' } });
  expect(template.sections).toHaveLength(1);
  expect(template.sections[0].questions).toEqual(
    Array.from({ length: 17 }, (_, index) => ({
      code: `i${String(index + 1).padStart(2, '0')}`,
      position: index + 1,
      answerType: 'YES_NO_POSSIBLY',
      origins: ['EU', 'KO'],
      routesToFullTest: false,
    })),
  );
});

test('a poverty test can be asked for with it, and its questions are those that are answered', async () => {
  const { data } = await world.ask(
    `query ($slug: String!) { programme(slug: $slug) { actions(first: 1) { nodes { id } } } ${TEMPLATE.slice(1)}`,
    { slug: OWN },
  );
  const input = {
    actionId: data.programme.actions.nodes[0].id,
    templateId: data.testTemplates.nodes[0].id,
    moment: 'DESIGN',
  };
  const asked = await world.change(
    DIRECTOR,
    'requestTest',
    input,
    'povertyTest { id template { code version } }',
  );
  expect(asked).toMatchObject({
    povertyTest: { template: { code: 'kinderdeprivatie', version: 1 } },
    userErrors: [],
  });
  const answered = async (answer: string) => {
    const reviewer = { role: 'REVIEWER', programme: OWN } as const;
    const answers = [{ questionCode: 'i16', answer }];
    return world.change(reviewer, 'answerQuestions', { testId: asked.povertyTest.id, answers });
  };
  expect((await answered('YES')).userErrors).toEqual([]);
  expect((await answered('MAYBE')).userErrors).toMatchObject([{ code: 'BAD_USER_INPUT' }]);
});
