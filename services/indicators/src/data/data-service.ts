import type { Database, Describe } from '@kapstok/kit';
import type { DataService } from '@kapstok/kit/data';
import { datasets } from './datasets.ts';
import { sheetPageOf } from './factsheet/answer-sheet.ts';
import { importObservations } from './import/import-observations.ts';

/** Fetched and sent back here: figures; and fact sheets. `describe` is what other services hear after a file. */
export const dataService = (database: Database, describe: Describe): DataService => ({
  datasets,
  pageOf: sheetPageOf,
  receive: (request, viewer, signal, today) =>
    importObservations({ database, today, describe }, request, viewer, signal),
});
