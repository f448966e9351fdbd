import { type CsvFile, sourcesFile } from '@kapstok/kit';
import { agreementFiles } from './files/agreements.ts';
import { moneyFiles } from './files/money.ts';
import { organisationFiles } from './files/organisations.ts';

/** The files of a programme folder that this service keeps. */
export const files: readonly CsvFile[] = [
  sourcesFile,
  ...organisationFiles,
  ...agreementFiles,
  ...moneyFiles,
];
