import { programmesOf } from '@kapstok/kit';
import {
  afterRow,
  codes,
  type Dataset,
  inLanguages,
  limitOf,
  may,
  must,
  number,
  ofProgrammes,
  programmes,
  whereOf,
  words,
} from '@kapstok/kit/data';
import {
  COUNT_BASIS,
  DATASETS,
  INDICATOR_DIRECTION,
  INDICATOR_FREQUENCY,
  INDICATOR_UNIT,
  RESULT_LEVEL,
} from '@kapstok/schema';
import { inFourLanguages } from './observations.ts';

const TABLE = `(select version.id, version.programme_id, name.slug as programme, indicator.code, indicator.title, indicator.level,
    indicator.unit, indicator.direction, indicator.is_cumulative, indicator.count_basis, indicator.frequency,
    version.version, version.definition, version.formula, version.valid_from, version.valid_to, indicator.note,
    source.key as source, source.citation
  from indicator_version version
  join indicator on indicator.id = version.indicator_id
  left join programme_name name on name.programme_id = version.programme_id
  left join source on source.id = coalesce(version.source_id, indicator.source_id))`;
const ORDER = [
  { name: 'programme_id', type: 'uuid' },
  { name: 'code', type: 'text' },
  { name: 'version', type: 'integer' },
] as const;

export const indicators: Dataset = {
  name: 'indicators',
  title: DATASETS.indicators.title,
  about: DATASETS.indicators.holds,
  columns: [
    must('id', 'id', 'Stable identifier of the version; `after` takes it to go on after this row.'),
    must('programme', 'code', 'The programme, by its name in addresses.'),
    must('code', 'code', 'Code of the indicator, unique within the programme.'),
    ...inLanguages('title', 'Title in the words of the city'),
    must(
      'level',
      'word',
      'What kind of result it measures. Impact is never computed from outputs.',
      RESULT_LEVEL,
    ),
    must('unit', 'word', 'What its figures are given in.', INDICATOR_UNIT),
    must('direction', 'word', 'Which way is better.', INDICATOR_DIRECTION),
    must('is_cumulative', 'flag', 'Whether a figure counts from the beginning and not for its period alone.'),
    must('count_basis', 'word', 'Whether the same person counts once or each time.', COUNT_BASIS),
    must('frequency', 'word', 'How often a figure is published.', INDICATOR_FREQUENCY),
    must('version', 'integer', 'Number of the version of the definition, from 1; the highest is the newest.'),
    ...inLanguages('definition', 'What is counted or measured'),
    may('formula', 'text', 'How it is computed; empty when it is counted or not stated.'),
    may('valid_from', 'date', 'First day on which this definition was in use; empty when not known.'),
    may('valid_to', 'date', 'Last such day; empty while it is in use or when not known.'),
    may('note', 'text', 'What a reader of its figures should know.'),
    may('source', 'code', 'Key of the source of the definition in the programme; empty when none is stated.'),
    may('source_citation', 'text', 'Who defined it, where and when.'),
  ],
  filters: {
    programme: programmes('row.programme_id'),
    indicator: codes('Indicators', (found) => `row.code = any (${found})`),
    level: words('Levels of results', RESULT_LEVEL, (found) => `row.level = any (${found})`),
    unit: words('Units', INDICATOR_UNIT, (found) => `row.unit = any (${found})`),
    version: number('The number of the version of the definition.', (value) => `row.version = ${value}`),
  },
  async read(session, viewer, selection) {
    const after = await afterRow(session, selection, TABLE, ORDER);
    const always = [ofProgrammes(programmesOf(viewer, 'FIGURES'), 'row.programme_id'), after];
    return {
      select: `select row.id, row.programme, row.code, row.level, row.unit, row.direction, row.is_cumulative::text, row.count_basis,
          row.frequency, row.version, row.formula, row.valid_from, row.valid_to, row.note, row.source, row.citation,
          row.title, row.definition
        from ${TABLE} row where ${whereOf(selection, indicators.filters, always)}
        order by row.programme_id, row.code, row.version${limitOf(selection)}`,
      cellsOf: (row) => [
        ...row.slice(0, 3),
        ...inFourLanguages(row[16] ?? ''),
        ...row.slice(3, 10),
        ...inFourLanguages(row[17] ?? ''),
        ...row.slice(10, 16),
      ],
    };
  },
};
