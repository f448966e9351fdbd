import type { SubgraphDefinition } from '@kapstok/kit';
import type { DataPort } from '@kapstok/schema';
import { createStores, type Stores } from './context.ts';
import { type DataOptions, openData } from './data/answer.ts';
import { describe, learn } from './facts.ts';
import { files } from './files.ts';
import { releaseFirst } from './release/release-figures.ts';
import { schema } from './schema.ts';

/** Answers what is asked below `/data`. */
export const createData = (options: Omit<DataOptions, 'describe'>): DataPort =>
  openData({ ...options, describe });

/** Whether anything changed: indicators, places, observations, and what is thought to move them. */
export const indicators: SubgraphDefinition<Stores> = {
  name: 'indicators',
  schema,
  directory: new URL('..', import.meta.url),
  files,
  hasScratch: true,
  createStores,
  describe,
  afterImport: releaseFirst,
  hears: ['actions'],
  learn,
};
