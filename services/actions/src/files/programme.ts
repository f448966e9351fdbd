import {
  type CsvFile,
  date,
  flag,
  inOrder,
  localized,
  may,
  must,
  oneOf,
  partialDate,
  ref,
  slug,
} from '@kapstok/kit';
import { LANGUAGES, PROGRAMME_STATUS } from '@kapstok/schema';
import { own, ownCode, position, source, title } from './kinds.ts';

export const programme: CsvFile = {
  name: 'programme.csv',
  about: 'The programme itself: exactly one row.',
  table: 'programme',
  scope: 'root',
  isRequired: true,
  key: ['slug'],
  columns: {
    slug: must(slug, 'Name of the programme in addresses; never changes.'),
    title,
    description: may(localized, 'What the programme is, in a few sentences.'),
    city: may(ref('places.csv', ['city_nis']), 'NIS code of the city, as in places.csv.'),
    starts_on: must(date, 'First day.'),
    ends_on: may(date, 'Last day; empty while none is set.'),
    status: must(oneOf(PROGRAMME_STATUS), 'How it stands.'),
    is_fictional: must(flag, 'Whether city and programme are made up.'),
    default_language: must(oneOf(LANGUAGES), 'Main language of the programme; give every text in it.'),
    predecessor: may(slug, 'Slug of the plan before this one.'),
    source,
  },
  rules: [
    inOrder('starts_on', 'ends_on'),
    (rows) =>
      rows
        .slice(1)
        .map((row) => ({ row, column: 'slug', message: 'is a second row; a folder is one programme' })),
  ],
};

export const phases: CsvFile = {
  ...own('phase', 'phases.csv', 'The phases in which the plan is made and carried out.'),
  columns: {
    code: ownCode,
    position: must(position, 'Place in the order.'),
    title,
    description: may(localized, 'What happens in it.'),
    starts_on: may(partialDate, 'Begin.'),
    ends_on: may(partialDate, 'End.'),
    source,
  },
  rules: [inOrder('starts_on', 'ends_on')],
};
