import { mapBy, newId, toDomain } from '@kapstok/kit';
import type { LocalText, RecordedReason } from '@kapstok/schema';
import type { Delivery, Milestone } from '../action/action.ts';
import type { Tables } from '../database-types.ts';

/** A row that a change makes, before it has an id. */
type New<Row, Keys extends keyof Row> = Pick<Row, Keys> & { readonly programmeId: string };
/** What of a delivery a change writes. */
export type DeliveryValues = Pick<
  Delivery,
  'title' | 'place' | 'recurrence' | 'startsOn' | 'endsOn' | 'plannedCount' | 'heldCount'
> & { readonly heldCountReason: RecordedReason | null };

/** Milestones and delivery sessions, as those who take part keep them. */
export class MilestoneStore {
  readonly #tables: Tables;

  constructor(tables: Tables) {
    this.#tables = tables;
  }

  byIds = async (ids: readonly string[]): Promise<Map<string, Milestone>> => {
    const rows = await this.#tables.prisma.milestone.findMany({ where: { id: { in: [...ids] } } });
    return mapBy(rows.map(toDomain<Milestone>), ({ id }) => id);
  };

  deliveriesByIds = async (ids: readonly string[]): Promise<Map<string, Delivery>> => {
    const rows = await this.#tables.prisma.delivery.findMany({ where: { id: { in: [...ids] } } });
    return mapBy(rows.map(toDomain<Delivery>), ({ id }) => id);
  };

  add = async (row: New<Milestone, 'actionId' | 'code' | 'title' | 'plannedOn'>): Promise<string> => {
    const id = newId();
    await this.#tables.sql
      .insertInto('milestone')
      .values({
        id,
        programme_id: row.programmeId,
        action_id: row.actionId,
        code: row.code,
        title: json(row.title),
        planned_on: row.plannedOn,
        planned_on_precision: row.plannedOn === null ? null : 'DAY',
      })
      .execute();
    return id;
  };

  reach = async (id: string, actualOn: string): Promise<void> => {
    await this.#tables.sql
      .updateTable('milestone')
      .set({ actual_on: actualOn, actual_on_precision: 'DAY' })
      .where('id', '=', id)
      .execute();
  };

  addDelivery = async (row: New<Delivery, 'actionId' | 'code'>, values: DeliveryValues): Promise<string> => {
    const id = newId();
    await this.#tables.sql
      .insertInto('delivery')
      .values({
        id,
        programme_id: row.programmeId,
        action_id: row.actionId,
        code: row.code,
        ...columnsOf(values),
      })
      .execute();
    return id;
  };

  setDelivery = async (id: string, values: DeliveryValues): Promise<void> => {
    await this.#tables.sql.updateTable('delivery').set(columnsOf(values)).where('id', '=', id).execute();
  };
}

const json = (text: LocalText): string => JSON.stringify(text);

const columnsOf = (values: DeliveryValues) => ({
  title: json(values.title),
  place: values.place,
  recurrence: values.recurrence,
  starts_on: values.startsOn,
  ends_on: values.endsOn,
  planned_count: values.plannedCount,
  held_count: values.heldCount,
  held_count_reason: values.heldCountReason,
});
