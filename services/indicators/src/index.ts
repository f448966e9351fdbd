import type { SubgraphDefinition } from '@kapstok/kit';
import { type DataOptions, openData } from '@kapstok/kit/data';
import type { DataPort } from '@kapstok/schema';
import { createStores, type Stores } from './context.ts';
import { dataService } from './data/data-service.ts';
import { describe, learn } from './facts.ts';
import { files } from './files.ts';
import { releaseFirst } from './release/release-figures.ts';
import { schema } from './schema.ts';

/** Answers what is asked below `/data`. */
export const createData = (options: DataOptions): DataPort =>
  openData(dataService(options.database, describe), options);

/** Whether anything changed: indicators, places, observations, and what is thought to move them. */
export const indicators: SubgraphDefinition<Stores> = {
  name: 'indicators',
  get schema() {
    return schema();
  },
  directory: new URL('..', import.meta.url),
  files,
  hasScratch: true,
  createStores,
  describe,
  afterImport: releaseFirst,
  hears: ['actions'],
  learn,
};
