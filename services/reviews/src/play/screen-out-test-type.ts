import { needText } from '@kapstok/kit';
import { Language, mutation } from '../builder.ts';
import { NOTHING } from '../poverty-test/lifecycle.ts';
import { route } from './record-quickscan-type.ts';
import { beginStep, localised, nextStage, REVIEWER, showsTest, stepDone, testInput } from './step-type.ts';

mutation({
  ...showsTest,
  name: 'screenOutTest',
  description:
    'Ends a poverty test after its quickscan found no effect in any area, with the reason. For a reviewer who did not make the quickscan.',
  asks: 'Which test needs no full test, and why.',
  input: (t) => ({
    ...testInput(t),
    reason: t.string({
      required: true,
      description: 'Why no full test is needed; it is published with the test.',
    }),
    language: t.field({
      type: Language,
      description: 'Language of the reason; left out: that of the programme.',
    }),
  }),
  async change(input, context, db) {
    const { tests, viewer } = context;
    const test = await beginStep(input, REVIEWER, context, db);
    const reason = needText(input.reason, 'reason', 2000);
    const isSecondPerson = test.quickscanBy !== viewer.subject;
    const needsFullTest = await route(test, context);
    const stage = nextStage(test, 'screenOut', { ...NOTHING, needsFullTest, isSecondPerson });
    await tests.set(test.id, {
      stage,
      screened_out_by: viewer.subject,
      screened_out_reason: await localised(reason, input.language, test.programmeId, context),
    });
    await tests.keepSubject(test.id);
    return stepDone(test, 'TEST_SCREENED_OUT', { stage }, reason);
  },
});
