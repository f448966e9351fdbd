// The attention list worked out from the rows of a programme, one action at a time, from what `schema/api.graphql`
// says of it. It shares no code with the services and reads no table of theirs.
import type { GeneratedProgramme } from '../generate-programme.ts';
import type { Row } from '../programme-folder.ts';
import { budgetParts, isOverspent, type Money, planned, spentParts } from './money.ts';
import { isOffTarget } from './off-target.ts';
import { testingOf } from './poverty-tests.ts';
import { cell, compare, daysBetween, lastDay, rowsOf } from './rows.ts';

export const KINDS = [
  'NO_AGREEMENT',
  'NO_BUDGET',
  'NO_VALID_TEST',
  'NO_INDICATOR',
  'TEST_OVERDUE',
  'OVERDUE',
  'SILENT',
  'OVERSPENT',
  'AGREEMENT_ENDING',
  'GATE_OVERRIDDEN',
  'FOLLOW_UP_DUE',
  'OFF_TARGET',
] as const;
export type Kind = (typeof KINDS)[number];
export const ORDERS = ['MONEY_AT_RISK', 'DAYS_OVERDUE', 'SINCE'] as const;
export type Order = (typeof ORDERS)[number];

/** What the list says of one action. */
export interface Item {
  readonly id: string;
  readonly code: string;
  readonly kinds: readonly Kind[];
  readonly money: Money | null;
  readonly daysOverdue: number | null;
  readonly since: string | null;
}

/** Which list is asked for; what is null is left out. */
export interface Wish {
  readonly allOf: readonly Kind[] | null;
  readonly anyOf: readonly Kind[] | null;
  readonly order: Order | null;
}

/** Ids by code, as the hub gave them: it orders by them what is equal otherwise. */
export interface Ids {
  readonly actions: ReadonlyMap<string, string>;
  readonly tests: ReadonlyMap<string, string>;
}

const COVERING = ['SIGNED', 'IN_FORCE', 'ENDED'];

/** Every action that is not stopped, as it stands on a day; also those that need no attention. */
export function judge(programme: GeneratedProgramme, ids: Ids, today: string): Item[] {
  const parts = budgetParts(programme, ids.actions);
  const movedTo = spentParts(programme, ids.actions);
  return rowsOf(programme, 'actions.csv')
    .filter((row) => row['status'] !== 'STOPPED')
    .map((row) => {
      const code = cell(row, 'code');
      const own = parts.filter(({ action }) => action === code);
      const { isValid, overdueSince } = testingOf(programme, code, ids.tests, today);
      const end = lastDay(cell(row, 'planned_end'));
      const overdueEnd = end !== null && end < today && row['status'] !== 'COMPLETED' ? end : null;
      const { isSilent, silentSince } = silenceOf(programme, row, today);
      const holds: Record<Kind, boolean> = {
        NO_AGREEMENT: !isCovered(programme, code),
        NO_BUDGET: own.length === 0,
        NO_VALID_TEST: !isValid,
        NO_INDICATOR: !rowsOf(programme, 'contributions.csv').some(isOf(code)),
        TEST_OVERDUE: overdueSince !== null,
        OVERDUE: overdueEnd !== null,
        SILENT: isSilent,
        OVERSPENT: isOverspent(
          own,
          movedTo.filter(({ action }) => action === code),
        ),
        AGREEMENT_ENDING: agreementEnds(programme, code).some((day) => {
          const left = daysBetween(today, day);
          return left >= 0 && left <= 90;
        }),
        GATE_OVERRIDDEN: false,
        FOLLOW_UP_DUE: false,
        OFF_TARGET: isOffTarget(programme, code, today),
      };
      return {
        id: ids.actions.get(code) ?? '',
        code,
        kinds: KINDS.filter((kind) => holds[kind]),
        money: planned(own),
        daysOverdue: overdueEnd === null ? null : daysBetween(overdueEnd, today),
        since: [overdueEnd, overdueSince, silentSince].filter((day) => day !== null).sort()[0] ?? null,
      };
    });
}

const SILENT_AFTER = 120;

/** Whether an action that runs shows no sign of life: none for 120 days, or none at all up to today. */
function silenceOf(programme: GeneratedProgramme, action: Row, today: string) {
  if (action['status'] !== 'RUNNING') return { isSilent: false, silentSince: null };
  const days = (file: string, column: string) =>
    rowsOf(programme, file)
      .filter(isOf(cell(action, 'code')))
      .map((row) => lastDay(cell(row, column)));
  const signs = [
    lastDay(cell(action, 'actual_start')),
    ...days('status-changes.csv', 'changed_on'),
    ...days('adjustments.csv', 'adjusted_on'),
    ...days('milestones.csv', 'actual_on'),
  ];
  const last =
    signs
      .filter((day) => day !== null && day <= today)
      .sort()
      .at(-1) ?? null;
  if (last === null) return { isSilent: true, silentSince: null };
  const until = new Date(Date.parse(last) + SILENT_AFTER * 24 * 3600 * 1000).toISOString().slice(0, 10);
  return until < today ? { isSilent: true, silentSince: until } : { isSilent: false, silentSince: null };
}

const isOf = (action: string) => (row: Row) => row['action'] === action;

/** Whether an agreement that binds, or did, is for the action. */
const isCovered = (programme: GeneratedProgramme, action: string): boolean =>
  agreementsFor(programme, action).some((row) => COVERING.includes(cell(row, 'status')));

/** Agreements that are allocated to the action or name it in a budget line. */
function agreementsFor(programme: GeneratedProgramme, action: string): Row[] {
  const naming = ['allocations.csv', 'budget-lines.csv'].flatMap((file) => rowsOf(programme, file));
  const named = new Set(naming.filter(isOf(action)).map((row) => row['agreement']));
  return rowsOf(programme, 'agreements.csv').filter((row) => named.has(row['code']));
}

/** The last days of those that are in force. */
const agreementEnds = (programme: GeneratedProgramme, action: string): string[] =>
  agreementsFor(programme, action)
    .filter((row) => row['status'] === 'IN_FORCE' && cell(row, 'ends_on') !== '')
    .map((row) => cell(row, 'ends_on'));

/** The whole list in its order. An empty choice of kinds restricts nothing, as if it were left out. */
export function choose(items: readonly Item[], { allOf, anyOf, order }: Wish): Item[] {
  const any = anyOf === null || anyOf.length === 0 ? KINDS : anyOf;
  return items
    .filter(({ kinds }) => (allOf ?? []).every((kind) => kinds.includes(kind)))
    .filter(({ kinds }) => any.some((kind) => kinds.includes(kind)))
    .sort(ORDER[order ?? 'MONEY_AT_RISK']);
}

/** What is not known last; equal rows by id, from the last to the first in the orders that go down. */
const ORDER: Record<Order, (a: Item, b: Item) => number> = {
  MONEY_AT_RISK: (a, b) => (b.money?.cents ?? -1) - (a.money?.cents ?? -1) || compare(b.id, a.id),
  DAYS_OVERDUE: (a, b) => (b.daysOverdue ?? -1) - (a.daysOverdue ?? -1) || compare(b.id, a.id),
  SINCE: (a, b) => compare(a.since ?? 'none', b.since ?? 'none') || compare(a.id, b.id),
};
