// Pothos' types of foreign nouns cannot be named outside its own package, so the door is declared by hand.
import type { Database, Logger, SubgraphDefinition } from '@kapstok/kit';
import type { ReminderStep } from '@kapstok/schema';

export declare const actions: SubgraphDefinition;

/** A digest that waits to be delivered. */
export interface WaitingReminder {
  readonly id: string;
  readonly programmeId: string;
  readonly programme: string;
  readonly organisationId: string;
  readonly period: string;
  readonly step: ReminderStep;
  readonly remindedOn: string;
  readonly body: string;
}
export declare function writeReminders(database: Database, today: string): Promise<number>;
export declare function deliverReminders(
  database: Database,
  now: Date,
  deliver: (reminder: WaitingReminder) => Promise<void>,
): Promise<number>;
export declare function createImports(
  database: Database,
  clock: { now?: (() => Date) | undefined; log: Logger },
): (isStopping: () => boolean) => Promise<void>;
