import { type BulkSession, programmesOf, reads, writePartialDate } from '@kapstok/kit';
import {
  afterRow,
  choice,
  codes,
  type Dataset,
  inLanguages,
  limitOf,
  may,
  must,
  type Names,
  namesOf,
  number,
  ofProgrammes,
  programmes,
  type Reading,
  since,
  until,
  whereOf,
  words,
} from '@kapstok/kit/data';
import { DATASETS, LANGUAGES, MISSING_REASON, PLACE_LEVEL, RESULT_LEVEL, type Viewer } from '@kapstok/schema';
import { breakdownFilter } from './breakdown-filter.ts';
import { places } from './place-filter.ts';
import { sdmxOf } from './sdmx.ts';

/** What tells one line of figures from another, in the order of the index on it. */
const LINE = [
  { name: 'indicator_id', type: 'uuid' },
  { name: 'place_id', type: 'uuid' },
  { name: 'dimensions', type: 'text' },
  { name: 'series', type: 'text' },
  { name: 'version_id', type: 'uuid' },
  { name: 'period_start', type: 'date' },
  { name: 'period_end', type: 'date' },
] as const;
const LINE_COLUMNS = LINE.map(({ name }) => `row.${name}`).join(', ');
const VINTAGE = { name: 'vintage', type: 'date' } as const;
const ROW = [
  LINE_COLUMNS,
  'row.vintage',
  'row.vintage_precision',
  'row.id',
  'row.programme_id',
  'row.code',
  'trim_scale(row.value)',
  'row.value_reason',
  'trim_scale(row.numerator)',
  'trim_scale(row.denominator)',
  'row.is_break::text',
  'row.is_estimate::text',
  'row.is_provisional::text',
  'row.is_confidential::text',
  'row.is_derived::text',
  'row.is_structural_zero::text',
  'row.source_id',
  'row.qualitative',
  'row.note',
].join(', ');

export const observations: Dataset = {
  name: 'observations',
  title: DATASETS.observations.title,
  about: DATASETS.observations.holds,
  columns: [
    must('id', 'id', 'Stable identifier of the row; `after` takes it to go on after this row.'),
    must('programme', 'code', 'The programme, by its name in addresses.'),
    must('code', 'code', 'Code of the observation, unique within the programme.'),
    must('indicator', 'code', 'Code of the indicator; the data set `indicators` describes it.'),
    must('version', 'integer', 'Number of the version of the definition under which it was measured.'),
    must('place', 'code', 'NIS code of the place.'),
    must('period_start', 'date', 'First day of the period.'),
    must('period_end', 'date', 'Last day of the period.'),
    may(
      'dimensions',
      'breakdown',
      'By what it is broken down, `name=value` with ; between; empty for the total.',
    ),
    must('series', 'code', '`main`, or the name of another publication of the same cell.'),
    {
      name: 'value',
      kind: 'number',
      unit: 'that of the column unit',
      about:
        'The figure. Empty when it is not known or withheld; value_reason then says why. Never 0 for unknown.',
    },
    may('value_reason', 'word', 'Why there is no figure; empty when there is one.', MISSING_REASON),
    may('numerator', 'number', 'The part, when the figure is a ratio whose parts are known.'),
    may('denominator', 'number', 'The whole, likewise.'),
    must('unit', 'word', 'What the figure is given in.'),
    ...inLanguages('qualitative', 'What was said in words, such as when no figure was given'),
    must('vintage', 'partial date', 'When it was published: a day, or only the month or year.'),
    must(
      'is_break',
      'flag',
      'Whether the way of measuring changed with this period: nothing before compares.',
    ),
    must('is_estimate', 'flag', 'Whether it is an estimate.'),
    must('is_provisional', 'flag', 'Whether its publisher calls it provisional.'),
    must('is_confidential', 'flag', 'Whether its publisher calls it confidential.'),
    must('is_derived', 'flag', 'Whether it was computed from what a source says; an import leaves it alone.'),
    must(
      'is_structural_zero',
      'flag',
      'Whether the rules make it nought, so that nobody can ever be counted here; any other nought is a small number.',
    ),
    may('note', 'text', 'Remark, for those who steer the programme; empty for everybody else.'),
    must('source', 'code', 'Key of the source in the programme.'),
    must('source_citation', 'text', 'Who published it, where and when; not imported.'),
  ],
  filters: {
    programme: programmes('row.programme_id'),
    indicator: codes(
      'Indicators',
      (found) => `row.indicator_id in (select id from indicator where code = any (${found}))`,
    ),
    place: places('row.place_id'),
    placeLevel: words(
      'Kinds of places',
      PLACE_LEVEL,
      (found) => `row.place_id in (select id from place where level = any (${found}))`,
    ),
    level: words(
      'Levels of results that the indicators measure',
      RESULT_LEVEL,
      (found) => `row.indicator_id in (select id from indicator where level = any (${found}))`,
    ),
    from: since('Periods that begin on this day or later.', 'row.period_start'),
    to: until('Periods that end on this day or before.', 'row.period_end'),
    dimensions: breakdownFilter('row.dimensions'),
    series: codes('Series', (found) => `row.series = any (${found})`),
    version: number(
      'The number of the version of the definition.',
      (value) => `row.version_id in (select id from indicator_version where version = ${value})`,
    ),
    asOf: until('What was known on this day: vintages of it or before.', 'row.vintage'),
    vintages: choice(
      '`latest` (also when left out) for the last vintage of each cell, series and definition; `all` for every one.',
      ['latest', 'all'],
    ),
  },
  sdmx: (session) => sdmxOf(session, observations.columns),
  async read(session, viewer, selection) {
    const isAll = selection.filters.get('vintages')?.[0] === 'all';
    const after = await afterRow(session, selection, 'known_observation', isAll ? [...LINE, VINTAGE] : LINE);
    const always = [ofProgrammes(programmesOf(viewer, 'FIGURES'), 'row.programme_id'), after];
    const where = whereOf(selection, observations.filters, always);
    // Of a part the last vintages are found by the server, of the whole here: it would sort a million rows for that.
    const isPart = !isAll && selection.limit !== null;
    return {
      select: `select ${isPart ? `distinct on (${LINE_COLUMNS}) ` : ''}${ROW} from known_observation row where ${where}
        order by ${LINE_COLUMNS}, row.vintage${isPart ? ' desc' : ''}${limitOf(selection)}`,
      cellsOf: await cellMaker(session, viewer),
      isReplacedBy: (row, next) => !isAll && LINE.every((_column, i) => row[i] === next[i]),
    };
  },
};

async function cellMaker(session: BulkSession, viewer: Viewer): Promise<Reading['cellsOf']> {
  const names = await readNames(session);
  return (row) => {
    const [
      indicator = '',
      place = '',
      dimensions = '',
      series = '',
      version = '',
      start = '',
      end = '',
      vintage = '',
      precision = '',
      id = '',
      programme = '',
      code = '',
      value = '',
      reason = '',
      numerator = '',
      denominator = '',
      isBreak = '',
      isEstimate = '',
      isProvisional = '',
      isConfidential = '',
      isDerived = '',
      isStructuralZero = '',
      source = '',
      qualitative = '',
      note = '',
    ] = row;
    return [
      id,
      names.programme(programme),
      code,
      names.indicator(indicator),
      names.version(version),
      names.place(place),
      start,
      end,
      dimensions,
      series,
      value,
      reason,
      numerator,
      denominator,
      names.unit(version),
      ...inFourLanguages(qualitative),
      writePartialDate(vintage, precision),
      isBreak,
      isEstimate,
      isProvisional,
      isConfidential,
      isDerived,
      isStructuralZero,
      note !== '' && reads(viewer, 'INTERNAL', programme) ? note : '',
      names.source(source),
      names.citation(source),
    ];
  };
}

async function readNames(session: BulkSession): Promise<NamesOfRows> {
  return {
    programme: await namesOf(session, 'select programme_id as id, slug as name from programme_name'),
    indicator: await namesOf(session, 'select id, code as name from indicator'),
    unit: await namesOf(
      session,
      'select version.id, coalesce(version.unit, indicator.unit) as name from indicator_version version join indicator on indicator.id = indicator_id',
    ),
    version: await namesOf(session, 'select id, version::text as name from indicator_version'),
    place: await namesOf(session, 'select id, nis_code as name from place'),
    source: await namesOf(session, 'select id, key as name from source'),
    citation: await namesOf(session, 'select id, citation as name from source'),
  };
}

/** Names of everything that an observation points at. */
type NamesOfRows = Readonly<
  Record<'programme' | 'indicator' | 'unit' | 'version' | 'place' | 'source' | 'citation', Names>
>;

const NO_TEXTS: readonly string[] = LANGUAGES.map(() => '');

/** The texts of a JSON object by language, in the order of the languages. */
export function inFourLanguages(json: string): readonly string[] {
  if (json === '') return NO_TEXTS;
  const texts = JSON.parse(json) as Readonly<Record<string, string>>;
  return LANGUAGES.map((language) => texts[language] ?? '');
}
