import { type CsvFile, date, may, must, oneOf, text } from '@kapstok/kit';
import { PUBLISHABLE } from '@kapstok/schema';

/** The files of a programme folder that this service keeps. */
export const files: readonly CsvFile[] = [
  {
    name: 'publications.csv',
    about:
      'What of the programme everybody may read, without sign-in. What is not listed is for those with a role.',
    table: 'publication',
    scope: 'programme',
    key: ['kind'],
    columns: {
      kind: must(oneOf(PUBLISHABLE), 'What is published.'),
      published_on: must(date, 'From which day on.'),
      note: may(text, 'Who decided it, or where the figures were public already.'),
    },
  },
];
