import { type Facts, type Projection, type Queryable, replaceRows } from '@kapstok/kit';

const GATE: Projection = {
  table: 'action_gate',
  fields: { valid_through: 'date', overdue_after: 'date', latest: 'jsonb' },
};
const OVERRIDE: Projection = { table: 'gate_override', fields: { reason: 'text', until: 'date' } };

/** Keeps what reviews said of the poverty tests of each action. */
export function keepGates(
  db: Queryable,
  programmeId: string,
  { actions }: Facts,
  actionId: string | null,
): Promise<void> {
  const rows = actions.map(({ actionId: id, test }) => ({
    action_id: id,
    valid_through: test?.validThrough ?? null,
    overdue_after: test?.overdueAfter ?? null,
    latest: test?.latest ?? null,
  }));
  return replaceRows(db, GATE, programmeId, rows, actionId);
}

/** Keeps which gates the actions service said that a director opened. */
export function keepOverrides(
  db: Queryable,
  programmeId: string,
  { actions }: Facts,
  actionId: string | null,
): Promise<void> {
  const rows = actions.flatMap(({ actionId: id, plan }) =>
    plan?.override == null ? [] : [{ action_id: id, ...plan.override }],
  );
  return replaceRows(db, OVERRIDE, programmeId, rows, actionId);
}
