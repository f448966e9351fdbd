// Pothos' types of foreign nouns cannot be named outside its own package, so the door is declared by hand.
import type { Database, Logger, SubgraphDefinition, ViewerReader } from '@kapstok/kit';
import type { DataPort } from '@kapstok/schema';

export declare const agreements: SubgraphDefinition;

/** Answers what is asked below `/data` of what this service owns. */
export declare function createData(options: {
  readonly database: Database;
  readonly readViewer: ViewerReader;
  readonly log: Logger;
  readonly now?: (() => Date) | undefined;
}): DataPort;
