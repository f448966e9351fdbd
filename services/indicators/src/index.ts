import type { SubgraphDefinition } from '@kapstok/kit';
import { type DataOptions, openData } from '@kapstok/kit/data';
import type { DataPort } from '@kapstok/schema';
import { createStores, type Stores } from './context.ts';
import { dataService } from './data/data-service.ts';
import { describe, learn } from './facts.ts';
import { files } from './files.ts';
import { schema } from './schema.ts';

/** Answers what is asked below `/data`. */
export const createData = (options: DataOptions): DataPort =>
  openData(dataService(options.database, describe), options);

/** Whether anything changed: indicators, places, observations, and what is thought to move them. */
export const indicators: SubgraphDefinition<Stores> = {
  name: 'indicators',
  schema,
  directory: new URL('..', import.meta.url),
  files,
  hasScratch: true,
  createStores,
  describe,
  hears: ['actions'],
  learn,
};
