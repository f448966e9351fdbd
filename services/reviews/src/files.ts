import { type CsvFile, sourcesFile } from '@kapstok/kit';
import { detailFiles } from './files/detail-files.ts';
import { templateFiles } from './files/template-files.ts';
import { povertyTests } from './files/test-file.ts';

/** The files of a programme folder that this service keeps. */
export const files: readonly CsvFile[] = [sourcesFile, ...templateFiles, povertyTests, ...detailFiles];
