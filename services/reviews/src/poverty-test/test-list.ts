import { EMPTY_PAGE, loadPage, pageRequest } from '@kapstok/kit';
import { builder, connectionType } from '../builder.ts';
import type { Context } from '../context.ts';
import { PovertyTestRef } from '../refs.ts';
import { rightsOf } from '../rights/rights.ts';
import type { TestFilter, TestOwner } from './poverty-test-store.ts';
import { TestAdviceEnum, TestStageEnum } from './test-words.ts';

const PovertyTestConnection = connectionType('PovertyTest', 'poverty tests', PovertyTestRef);

const Filter = builder.inputType('PovertyTestFilter', {
  description:
    'Which poverty tests of a list are wanted. What is left out does not restrict; what is given must all hold.',
  fields: (t) => ({
    stage: t.field({ type: [TestStageEnum], description: 'Only in one of these stages.' }),
    advice: t.field({ type: [TestAdviceEnum], description: 'Only with one of these advices.' }),
    isOverdue: t.boolean({ description: 'True: only those overdue today; false: only those that are not.' }),
  }),
});

const args = builder.args((t) => ({
  filter: t.field({ type: Filter, description: 'Which tests; all when left out.' }),
  first: t.int({ description: 'How many rows, 1 to 100; 20 when left out.' }),
  after: t.string({ description: 'Start after this cursor; from the beginning when left out.' }),
}));

interface ListArgs {
  filter?: TestFilter | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
}

/** The field `povertyTests` of a noun of another service. */
export const testList = (owner: TestOwner, whose: string) => ({
  type: PovertyTestConnection,
  nullable: true as const,
  reads: 'TESTS' as const,
  orOwn: true as const,
  description: `${whose} Latest request first. Null when the reviews service cannot be reached, or they are not for you.`,
  args,
  resolve: async ({ id }: { id: string }, given: ListArgs, context: Context) => {
    const { loaders, tests, today } = context;
    const request = pageRequest(given);
    const filter = given.filter ?? {};
    const page = await loaders.load('tests', [owner, filter, today, request], id, async (ids) =>
      tests.pages({ owner, filter, today, rights: await rightsOf(context), request }, ids),
    );
    return loadPage(page ?? EMPTY_PAGE, (key) => loaders.load('test', null, key, tests.byIds));
  },
});
