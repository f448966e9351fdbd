import type { DataService } from '@kapstok/kit/data';
import { describe } from '../facts.ts';
import { datasets } from './datasets.ts';
import { sheetPageOf } from './factsheet/answer-sheet.ts';
import { importObservations } from './import/import-observations.ts';

/** Fetched and sent back here: figures; and fact sheets. */
export const dataService = (database: Parameters<typeof importObservations>[0]['database']): DataService => ({
  datasets,
  pageOf: sheetPageOf,
  receive: (request, viewer, signal, today) =>
    importObservations({ database, today, describe }, request, viewer, signal),
});
