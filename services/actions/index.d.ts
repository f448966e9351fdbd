// Pothos' types of foreign nouns cannot be named outside its own package, so the door is declared by hand.
import type { Database, Logger, SubgraphDefinition, ViewerReader } from '@kapstok/kit';
import type { DataPort, EvidencePort, ReminderStep, RoleAssignment } from '@kapstok/schema';

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

/** Where the bytes of files are kept, by their SHA-256 in hex. */
export interface FileStore {
  /** Whole or not at all; what is there already stays. */
  put(sha256: string, bytes: Uint8Array): Promise<void>;
  /** Null when there is none. */
  get(sha256: string): Promise<Uint8Array | null>;
  /** Does nothing when it is not there. */
  remove(sha256: string): Promise<void>;
}
export declare function createEvidence(options: {
  readonly database: Database;
  readonly readViewer: ViewerReader;
  readonly files: FileStore;
  readonly now?: (() => Date) | undefined;
}): EvidencePort;
export declare function removeUnusedEvidence(
  database: Database,
  files: FileStore,
  now: Date,
): Promise<number>;

/** Somebody who can be told what waits for them. */
export interface ToldPerson {
  /** Id of the account. */
  readonly subject: string;
  readonly name: string | null;
  readonly roles: readonly RoleAssignment[];
}
/** A digest that waits to be delivered. */
export interface WaitingDigest {
  readonly id: string;
  readonly subject: string;
  readonly writtenOn: string;
  readonly body: string;
}
export declare function writeDigests(
  database: Database,
  people: readonly ToldPerson[],
  today: string,
): Promise<number>;
export declare function deliverDigests(
  database: Database,
  now: Date,
  deliver: (digest: WaitingDigest) => Promise<void>,
): Promise<number>;

/** Answers what is asked below `/data` of what this service owns. */
export declare function createData(options: {
  readonly database: Database;
  readonly readViewer: ViewerReader;
  readonly log: Logger;
  readonly now?: (() => Date) | undefined;
}): DataPort;
