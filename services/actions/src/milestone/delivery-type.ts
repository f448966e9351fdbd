import { CHANGE_INPUT, ChangeRefused, freeCode, lockRow, needRow, textOf } from '@kapstok/kit';
import { RECORDED_REASONS } from '@kapstok/schema';
import type { Delivery } from '../action/action.ts';
import { DeliveryRef } from '../action/detail-types.ts';
import { Language, MissingReasonEnum, mutation } from '../builder.ts';
import type { Context } from '../context.ts';
import { LANGUAGE_INPUT, languageOf, needLocal, numberIn } from '../local-input.ts';
import { needTakingPart } from './load-action.ts';
import type { DeliveryValues } from './milestone-store.ts';
import { takeTurnFor } from './milestone-type.ts';

const MOST_SESSIONS = 100_000;
/** The shape of an RFC 5545 rule: parts `NAME=VALUE` between semicolons, FREQ first. */
const RULE = /^FREQ=(DAILY|WEEKLY|MONTHLY|YEARLY)(;[A-Z]+=[A-Z0-9,+-]+)*$/;
const KEPT = 'Left out: as it was.';

mutation({
  name: 'recordDelivery',
  description:
    'Plans sessions that an action holds, by a recurrence rule, or notes how many of those planned were held. For who speaks for an organisation that takes part in it, and for who steers its domain.',
  asks: 'Which sessions of which action, planned and held.',
  input: (t) => ({
    actionId: t.id({ required: true, description: 'The action that holds them.' }),
    deliveryId: t.id({
      description: 'The sessions that it is about, as planned before. Left out: new ones.',
    }),
    title: t.string({ description: `What is held, 300 characters at most; needed for new ones. ${KEPT}` }),
    language: t.field({ type: Language, description: LANGUAGE_INPUT }),
    place: t.string({ description: `Where, in words, 300 characters at most. ${KEPT}` }),
    recurrence: t.string({
      description: `When, as an RFC 5545 recurrence rule such as \`FREQ=WEEKLY;BYDAY=TU\`. ${KEPT}`,
    }),
    startsOn: t.field({ type: 'Date', description: `First day. ${KEPT}` }),
    endsOn: t.field({ type: 'Date', description: `Last day. ${KEPT}` }),
    plannedCount: t.int({ description: `Sessions planned. ${KEPT}` }),
    heldCount: t.int({ description: `Sessions held so far. ${KEPT}` }),
    heldCountReason: t.field({
      type: MissingReasonEnum,
      description: 'Why it is not known how many were held, when it is not; NOT_MEASURED when left out.',
    }),
    expectedVersion: t.int({ description: CHANGE_INPUT.expectedVersion }),
  }),
  objectType: 'Delivery',
  shows: {
    field: 'delivery',
    type: DeliveryRef,
    description: 'The sessions as they are now. Null when they are not for you.',
    load: (id, { loaders, milestones }) => loaders.load('delivery', null, id, milestones.deliveriesByIds),
  },
  async change(input, context, db) {
    const { actions, milestones, updates, today } = context;
    const action = await needRow(input.actionId, 'actionId', 'action', actions.byIds);
    await needTakingPart(action, context);
    const { id: actionId, programmeId } = action;
    await takeTurnFor(db, actionId);
    const before = await knownDelivery(input.deliveryId, actionId, context);
    if (before !== null)
      await lockRow(
        db,
        'delivery',
        { id: before.id, byIds: milestones.deliveriesByIds },
        input.expectedVersion,
      );
    const values = await valuesOf(input, before, programmeId, context);
    const objectId =
      before?.id ??
      (await milestones.addDelivery(
        { programmeId, actionId, code: await freeCode(db, 'delivery', programmeId, `${action.code}-d`) },
        values,
      ));
    if (before !== null) await milestones.setDelivery(objectId, values);
    await updates.touch(actionId, programmeId, today);
    return {
      objectId,
      audit: {
        what: 'DELIVERY_RECORDED',
        programmeId,
        before: before === null ? null : { plannedCount: before.plannedCount, heldCount: before.heldCount },
        after: { actionId, ...values },
      },
    };
  },
});

async function knownDelivery(
  given: string | null | undefined,
  actionId: string,
  { milestones }: Context,
): Promise<Delivery | null> {
  if (given == null) return null;
  const delivery = await needRow(given, 'deliveryId', 'delivery', milestones.deliveriesByIds);
  if (delivery.actionId === actionId) return delivery;
  throw new ChangeRefused('BAD_USER_INPUT', 'These sessions are of another action.', { path: 'deliveryId' });
}

interface DeliveryInput {
  readonly title?: string | null | undefined;
  readonly language?: 'nl' | 'fr' | 'en' | 'de' | null | undefined;
  readonly place?: string | null | undefined;
  readonly recurrence?: string | null | undefined;
  readonly startsOn?: string | null | undefined;
  readonly endsOn?: string | null | undefined;
  readonly plannedCount?: number | null | undefined;
  readonly heldCount?: number | null | undefined;
  readonly heldCountReason?: string | null | undefined;
}

async function valuesOf(
  input: DeliveryInput,
  before: Delivery | null,
  programmeId: string,
  context: Context,
): Promise<DeliveryValues> {
  const language = await languageOf(input.language, programmeId, context);
  const title =
    before !== null && input.title == null
      ? before.title
      : needLocal(input.title ?? '', 'title', 300, language);
  const heldCount = countOf(input.heldCount ?? before?.heldCount ?? null, 'heldCount');
  const days = {
    startsOn: input.startsOn ?? before?.startsOn ?? null,
    endsOn: input.endsOn ?? before?.endsOn ?? null,
  };
  if (days.startsOn !== null && days.endsOn !== null && days.endsOn < days.startsOn)
    throw new ChangeRefused('BAD_USER_INPUT', `They end on ${days.startsOn} or later.`, { path: 'endsOn' });
  return {
    title,
    place: textOf(input.place, 'place', 300) ?? before?.place ?? null,
    recurrence: ruleOf(input.recurrence ?? before?.recurrence ?? null),
    ...days,
    plannedCount: countOf(input.plannedCount ?? before?.plannedCount ?? null, 'plannedCount'),
    heldCount,
    heldCountReason: heldCount === null ? reasonOf(input.heldCountReason) : null,
  };
}

const countOf = (count: number | null, path: string): number | null =>
  count === null ? null : numberIn(count, path, [0, MOST_SESSIONS]);

function ruleOf(rule: string | null): string | null {
  if (rule === null || (rule.length <= 300 && RULE.test(rule))) return rule;
  const message = 'A recurrence rule is written as in RFC 5545, such as FREQ=WEEKLY;BYDAY=TU.';
  throw new ChangeRefused('BAD_USER_INPUT', message, { path: 'recurrence' });
}

function reasonOf(given: string | null | undefined) {
  const found = RECORDED_REASONS.find((one) => one === (given ?? 'NOT_MEASURED'));
  if (found !== undefined) return found;
  throw new ChangeRefused('BAD_USER_INPUT', `A reason is one of ${RECORDED_REASONS.join(', ')}.`, {
    path: 'heldCountReason',
  });
}
