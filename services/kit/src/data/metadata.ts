import { type WordList, wordsOf } from '@kapstok/schema';
import type { CellKind, Column } from './column.ts';
import type { Question } from './question.ts';
import type { Release } from './release.ts';

const DATATYPE: Readonly<Record<CellKind, unknown>> = {
  id: { base: 'string', format: '[0-9a-f-]{36}' },
  code: 'string',
  word: 'string',
  text: 'string',
  breakdown: 'string',
  number: { base: 'decimal' },
  integer: 'integer',
  flag: { base: 'boolean', format: 'true|false' },
  date: { base: 'date', format: 'yyyy-MM-dd' },
  'partial date': { base: 'string', format: '\\d{4}(-\\d{2}(-\\d{2})?)?' },
};

/** What whoever uses the data may do with them. No city has told the hub a licence: it claims none for it. */
export const LICENCE =
  'The hub states no licence. Whoever may read these data uses them on the terms of the city and, for each figure, of the publisher that the column source names. Cells marked SUPPRESSED may not be worked out from others.';

/** The dictionary of a file, in the words of CSVW (metadata for tabular data on the web, W3C), and what it leaves out. */
export function metadataOf({ dataset, selection, style }: Question, release: Release): object {
  const { name, title, about, columns, filters } = dataset;
  return {
    '@context': ['http://www.w3.org/ns/csvw', { '@language': 'en' }],
    url: `${name}.csv`,
    'dc:title': title,
    'dc:description': about,
    'dc:license': LICENCE,
    'dc:bibliographicCitation': citationOf(title, release),
    'dc:modified': release.at,
    release: {
      ...release,
      meaning:
        'How far the data had come: the last change in the audit trail of the service and its last import. Files of one release show the same data.',
    },
    dialect: {
      encoding: 'utf-8',
      header: selection.after === null,
      delimiter: style.separator,
      decimalChar: style.decimal,
      quoteChar: '"',
      doubleQuote: true,
      lineTerminators: ['\n'],
    },
    notes: [
      "A text that a spreadsheet would take for a formula has one ' before it; an import takes it away.",
      'An empty cell is not known, or not for whoever asked; value_reason says why a figure is missing, SUPPRESSED that it is withheld.',
      'Rows come in one order. `limit` gives a part, with the address of the next in the header `link`; `after` with the id of the last row that you have gives the rest, without a header.',
    ],
    tableSchema: { columns: columns.map(columnMetadata), primaryKey: 'id' },
    filters: Object.fromEntries(
      Object.entries(filters).map(([filter, { about, shape }]) => [filter, { about, takes: shape }]),
    ),
    applied: Object.fromEntries(selection.filters),
  };
}

function columnMetadata({ name, kind, about, isRequired = false, unit, words }: Column): object {
  return {
    name,
    titles: name,
    datatype: DATATYPE[kind],
    'dc:description': about,
    required: isRequired,
    ...(unit === undefined ? {} : { unit }),
    ...(words === undefined ? {} : { codeList: codeListOf(words) }),
  };
}

const codeListOf = (words: WordList): object =>
  Object.fromEntries(
    wordsOf(words).map((word) => {
      const { about, nl, fr, en } = words[word] ?? { about: '', nl: '', fr: '', en: '' };
      return [word, { about, nl, fr, en }];
    }),
  );

const citationOf = (title: string, { id, at }: Release): string =>
  `${title}, release ${id}${at === null ? '' : ` of ${at.slice(0, 10)}`}, Kapstok hub of the city.`;

/** The same for people, in the archive. */
export function readmeOf(question: Question, release: Release): string {
  const { dataset, selection } = question;
  const filters = [...selection.filters].map(([name, values]) => `${name}=${values.join(',')}`);
  return `${dataset.title}
${'='.repeat(dataset.title.length)}

${dataset.about}

${dataset.name}.csv            the rows, UTF-8, one header line
${dataset.name}.metadata.json  what each column means (CSVW), the code lists, and how to filter

Release   ${release.id}${release.at === null ? '' : `, data as changed last at ${release.at}`}
Filters   ${filters.join(' and ') || 'none: all rows that you may read'}
Cite as   ${citationOf(dataset.title, release)}
Licence   ${LICENCE}

Columns
${dataset.columns.map(({ name, about }) => `  ${name}: ${about}`).join('\n')}
`;
}
