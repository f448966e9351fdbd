import { ChangeRefused, newId, textOf } from '@kapstok/kit';
import { builder, Language, mutation } from '../builder.ts';
import type { Context } from '../context.ts';
import { routeOf } from '../poverty-test/lifecycle.ts';
import { needsFullTest, type PovertyTest } from '../poverty-test/poverty-test.ts';
import { QuickscanAreaEnum } from '../poverty-test/test-words.ts';
import {
  beginStep,
  localised,
  nextStage,
  pastDay,
  REVIEWER,
  showsTest,
  stepDone,
  testInput,
} from './step-type.ts';

const Effect = builder.inputType('AreaEffectInput', {
  description: 'The effect on people in poverty that is expected in one area.',
  fields: (t) => ({
    area: t.field({ type: QuickscanAreaEnum, required: true, description: 'The area that was looked at.' }),
    effect: t.int({
      description: 'From -2, much worse, to 2, much better; 0 is no effect. Left out: it is unknown.',
    }),
    note: t.string({ description: 'Why it is expected. Left out: nobody said.' }),
  }),
});

mutation({
  ...showsTest,
  name: 'recordQuickscan',
  description:
    'Records the quickscan of a poverty test, all areas at once or some by some. Any effect, or an unknown one, leads to the full test; when all eight areas show none, another reviewer screens it out. For reviewers.',
  asks: 'Which effects are expected in which areas.',
  input: (t) => ({
    ...testInput(t),
    effects: t.field({ type: [Effect], required: true, description: 'One entry for each area, 1 to 8.' }),
    quickscanOn: t.field({
      type: 'Date',
      description: 'Day of the quickscan, not to come; left out: today.',
    }),
    language: t.field({
      type: Language,
      description: 'Language of the notes; left out: that of the programme.',
    }),
  }),
  async change(input, context, db) {
    const { tests, viewer, today } = context;
    const test = await beginStep(input, REVIEWER, context, db);
    const stage = nextStage(test, 'recordQuickscan');
    const on = pastDay(input.quickscanOn, 'quickscanOn', today);
    if (on < test.requestedOn)
      throw new ChangeRefused(
        'BAD_USER_INPUT',
        `The quickscan comes after the request of ${test.requestedOn}.`,
        {
          path: 'quickscanOn',
        },
      );
    await putEffects(test, input, context);
    const isRouted = (await route(test, context)) === true;
    const next = isRouted ? nextStage({ ...test, stage }, 'routeToFullTest') : stage;
    await tests.set(test.id, {
      stage: next,
      quickscan_on: on,
      quickscan_by: viewer.subject,
      version: test.version + 1,
    });
    return stepDone(test, 'TEST_QUICKSCANNED', { stage: next, quickscanOn: on });
  },
});

interface Given {
  readonly effects: readonly {
    area: string;
    effect?: number | null | undefined;
    note?: string | null | undefined;
  }[];
  readonly language?: 'nl' | 'fr' | 'en' | 'de' | null | undefined;
}

async function putEffects({ id, programmeId }: PovertyTest, input: Given, context: Context): Promise<void> {
  const areas = new Set(input.effects.map(({ area }) => area));
  if (areas.size === 0 || areas.size < input.effects.length)
    throw new ChangeRefused('BAD_USER_INPUT', 'Name each area once, and at least one.', { path: 'effects' });
  for (const { area, effect = null, note: given } of input.effects) {
    if (effect !== null && (effect < -2 || effect > 2))
      throw new ChangeRefused('BAD_USER_INPUT', `The effect in ${area} is from -2 to 2, or left out.`, {
        path: 'effects',
      });
    const text = textOf(given, 'effects', 2000);
    const note = text === null ? null : await localised(text, input.language, programmeId, context);
    await context.details.putEffect({
      id: newId(),
      programme_id: programmeId,
      test_id: id,
      area,
      effect,
      note,
    });
  }
}

/** What the quickscan of a test leads to, as it stands now. */
export async function route({ id }: PovertyTest, { details }: Context): Promise<boolean | null> {
  const areas = (await details.quickscans([id])).get(id) ?? [];
  return routeOf(needsFullTest(areas), await details.routingAnswers(id));
}
