import {
  type CsvFile,
  code,
  date,
  decimal,
  figure,
  flag,
  inOrder,
  integer,
  localized,
  may,
  must,
  oneOf,
  partialDate,
  ref,
  sourcesFile,
  text,
} from '@kapstok/kit';
import {
  BASIS,
  CONTRIBUTION_STRENGTH,
  COUNT_BASIS,
  INDICATOR_DIRECTION,
  INDICATOR_FREQUENCY,
  INDICATOR_UNIT,
  KEY_FACTOR_STATE,
  PLACE_LEVEL,
  RESULT_LEVEL,
} from '@kapstok/schema';
import { declaredDimensions, dimensions, mark, nisCode, versionOfIndicator } from './import/kinds.ts';
import {
  blocksAreInTheDomain,
  calculationsHold,
  derivedLinksAreExplained,
  evidenceRestsOnSomething,
  figuresAreToldApart,
  figuresAreTracedOrNot,
  judgedFactorsHaveADay,
  placesDoNotCircle,
  ratiosAreWhole,
  similarRulesAreWhole,
  structuralZerosAreNought,
} from './import/rules.ts';

const source = may(ref('sources.csv', ['source']), 'Where it comes from.');
const note = may(text, 'Remark.');
const title = must(localized, 'Title, in the words of the city.');
const versionNumber = integer({ from: 1, to: 1000 });
const own = (table: string, name: string, about: string) =>
  ({ name, about, table, scope: 'programme', key: ['code'] }) as const;
const ownCode = must(code, 'Code, unique in this file.');
const ofIndicator = must(ref('indicators.csv', ['indicator']), 'The indicator it belongs to.');
const atPlace = must(ref('places.csv', ['place']), 'NIS code of the place, as in places.csv.');
const period = {
  period_start: must(date, 'First day of the period.'),
  period_end: must(date, 'Last day of the period; the first again for a figure of one day.'),
};
const periodInOrder = inOrder('period_start', 'period_end');

const places: CsvFile = {
  name: 'places.csv',
  about: 'Places of which figures are published, or where actions happen.',
  table: 'place',
  scope: 'shared',
  key: ['nis_code'],
  identity: ['name'],
  columns: {
    nis_code: must(nisCode, 'NIS code of Statbel.'),
    name: must(text, 'Name, in the language of the place.'),
    level: must(oneOf(PLACE_LEVEL), 'What kind of place it is.'),
    parent: may(ref('places.csv', ['parent']), 'NIS code of the place in which it lies.'),
    valid_from: may(date, 'First day on which the code was in use; empty when it always was.'),
    valid_to: may(date, 'Last day on which the code was in use, such as before a merger; empty while it is.'),
  },
  rules: [inOrder('valid_from', 'valid_to'), placesDoNotCircle],
};

const indicators: CsvFile = {
  ...own('indicator', 'indicators.csv', 'What the programme watches to see whether anything changes.'),
  columns: {
    code: ownCode,
    title,
    level: must(
      oneOf(RESULT_LEVEL),
      'What kind of result it measures; impact is never computed from outputs.',
    ),
    unit: must(oneOf(INDICATOR_UNIT), 'In what its values are given.'),
    direction: must(oneOf(INDICATOR_DIRECTION), 'Which way is progress.'),
    is_cumulative: must(flag, 'Whether each value includes those of the periods before.'),
    count_basis: must(oneOf(COUNT_BASIS), 'How persons or things that occur twice are counted.'),
    domain: may(
      ref('domains.csv', ['domain']),
      'The policy domain it speaks of; empty for the whole programme.',
    ),
    block: may(ref('blocks.csv', ['block']), 'The block inside that domain.'),
    frequency: must(oneOf(INDICATOR_FREQUENCY), 'How often a new value is expected.'),
    note: may(text, 'What a reader should know of it.'),
    source,
  },
  rules: [blocksAreInTheDomain],
};

const indicatorVersions: CsvFile = {
  name: 'indicator-versions.csv',
  about: 'How indicators are defined. Figures under different versions do not compare.',
  table: 'indicator_version',
  scope: 'programme',
  key: ['indicator', 'version'],
  columns: {
    indicator: ofIndicator,
    version: must(versionNumber, 'Number of the version, from 1; the highest is the newest.'),
    definition: must(localized, 'What is counted or measured.'),
    formula: may(text, 'How it is computed.'),
    calculation: may(
      text,
      'Formula over codes of indicators.csv by which values are derived at reading; empty when they are observed.',
    ),
    unit: may(oneOf(INDICATOR_UNIT), 'In what values are given; empty: as indicators.csv says.'),
    is_cumulative: may(
      flag,
      'Whether each value includes those of the periods before; empty: as indicators.csv says.',
    ),
    count_basis: may(oneOf(COUNT_BASIS), 'How what occurs twice is counted; empty: as indicators.csv says.'),
    place_level: may(oneOf(PLACE_LEVEL), 'The smallest kind of place for which it is published.'),
    dimensions: may(
      declaredDimensions,
      'By what figures may be broken down; empty: by anything. ~ marks groups that overlap.',
    ),
    valid_from: may(date, 'First day on which this definition was the one in use; empty when not known.'),
    valid_to: may(date, 'Last such day; empty while it is in use or when not known.'),
    source,
  },
  rules: [inOrder('valid_from', 'valid_to'), calculationsHold],
};

const baselines: CsvFile = {
  name: 'baselines.csv',
  about: 'The figures from which the programme starts to compare, one for each indicator and place.',
  table: 'baseline',
  scope: 'programme',
  key: ['indicator', 'place'],
  columns: {
    indicator: ofIndicator,
    place: atPlace,
    ...period,
    value: must(figure(decimal), 'The figure, in the unit of the indicator.'),
    source,
  },
  rules: [periodInOrder],
};

const targets: CsvFile = {
  ...own('target', 'targets.csv', 'Figures that the programme wants to see.'),
  columns: {
    code: ownCode,
    indicator: ofIndicator,
    place: atPlace,
    ...period,
    value: must(figure(decimal), 'The figure wanted, in the unit of the indicator.'),
    source,
    note,
  },
  rules: [periodInOrder],
};

const observations: CsvFile = {
  ...own(
    'observation',
    'observations.csv',
    'Published figures. A revision is a further row with a later vintage; nothing is overwritten.',
  ),
  columns: {
    code: ownCode,
    indicator: ofIndicator,
    version: must(versionOfIndicator, 'Number of the version of the definition under which it was measured.'),
    place: atPlace,
    ...period,
    dimensions: may(
      dimensions,
      'By what it is broken down, such as origin=non-belgian; empty for the total.',
    ),
    series: must(
      code,
      '`main`, or the name of another publication that says something else of the same cell.',
    ),
    value: must(figure(decimal), 'The figure, in the unit of the indicator.'),
    numerator: may(decimal, 'The part, when the figure is a ratio and its parts are known.'),
    denominator: may(decimal, 'The whole, likewise.'),
    qualitative: may(localized, 'What was said in words, such as when no figure was given.'),
    vintage: must(partialDate, 'When it was published; it is known from the last possible day on.'),
    is_break: must(flag, 'Whether the way of measuring changed with this period: nothing before compares.'),
    is_estimate: must(flag, 'Whether it is an estimate.'),
    is_provisional: must(flag, 'Whether its publisher calls it provisional.'),
    is_confidential: must(flag, 'Whether its publisher calls it confidential.'),
    is_derived: must(flag, 'Whether it was computed from what a source says rather than read there.'),
    is_structural_zero: may(
      mark,
      'Whether the rules make it nought, so that nobody can ever be counted here: then it is told, while any other nought is a small number.',
    ),
    note,
    source: must(ref('sources.csv', ['source']), 'Where it was published.'),
  },
  rules: [periodInOrder, ratiosAreWhole, structuralZerosAreNought, figuresAreToldApart],
};

const contributions: CsvFile = {
  name: 'contributions.csv',
  about: 'Which actions are thought to move which indicators. A link, never a calculation.',
  table: 'contribution',
  scope: 'programme',
  key: ['action', 'indicator'],
  columns: {
    action: must(ref('actions.csv', ['action']), 'The action.'),
    indicator: ofIndicator,
    strength: must(oneOf(CONTRIBUTION_STRENGTH), 'How much the action is thought to move it.'),
    lag_months: may(integer({ from: 0, to: 600 }), 'Months after which an effect can be expected.'),
    assumption: may(localized, 'What the link rests on; must be given when no source states it.'),
    basis: must(oneOf(BASIS), 'Whether a source says so.'),
    ended_on: may(date, 'Since when it is no longer thought so; empty while it is.'),
    source,
  },
  rules: [derivedLinksAreExplained],
};

const externalFactors: CsvFile = {
  ...own(
    'external_factor',
    'external-factors.csv',
    'What happened outside the programme and may have moved figures.',
  ),
  columns: {
    code: ownCode,
    title,
    description: may(localized, 'What happened and why it matters.'),
    from_on: must(partialDate, 'Begin.'),
    until_on: may(partialDate, 'End; empty when it goes on or is not known.'),
    indicator: may(ref('indicators.csv', ['indicator']), 'The indicator that it concerns; empty for all.'),
    source,
  },
  rules: [inOrder('from_on', 'until_on')],
};

const comparisonGroups: CsvFile = {
  ...own(
    'comparison_group',
    'comparison-groups.csv',
    'Groups of places beside which the figures of the city are set.',
  ),
  columns: {
    code: ownCode,
    indicator: ofIndicator,
    title,
    note: may(text, 'Who chose them, and why.'),
    similar_indicator: may(
      ref('indicators.csv', ['similar_indicator']),
      'When the places were chosen as similar: the indicator by which.',
    ),
    similar_place: may(ref('places.csv', ['similar_place']), 'The place to which they are similar.'),
    similar_start: may(date, 'First day of the period whose figures were compared.'),
    similar_end: may(date, 'Last day of that period.'),
    similar_within_percent: may(
      integer({ from: 1, to: 100 }),
      'By how many percent of the figure of that place theirs differ at most.',
    ),
    source,
  },
  rules: [inOrder('similar_start', 'similar_end'), similarRulesAreWhole],
};

const comparisonMembers: CsvFile = {
  name: 'comparison-members.csv',
  about: 'The places of a comparison group.',
  table: 'comparison_member',
  scope: 'programme',
  key: ['group', 'place'],
  columns: { group: must(ref('comparison-groups.csv', ['group']), 'The group.'), place: atPlace },
};

const publishedFigures: CsvFile = {
  ...own(
    'published_figure',
    'published-figures.csv',
    'Numbers in speeches and on pages, each traced to an observation or marked untraceable.',
  ),
  columns: {
    code: ownCode,
    quote: must(localized, 'The words in which it was printed or said.'),
    value: may(decimal, 'The number in them, when they give one.'),
    said_in: must(text, 'Where: the speech, page or article.'),
    said_on: may(partialDate, 'When it was printed or said.'),
    url: may(text, 'Web address, if it has one.'),
    observation: may(ref('observations.csv', ['observation']), 'The observation behind it.'),
    untraceable: may(text, 'Instead: why no observation stands behind it; empty when nobody looked yet.'),
    source,
  },
  rules: [figuresAreTracedOrNot],
};

const benchmarks: CsvFile = {
  ...own('benchmark', 'benchmarks.csv', 'What comparable cities reach and the city wants to.'),
  columns: {
    code: ownCode,
    title,
    description: may(localized, 'What comparable cities do or reach.'),
    indicator: may(ref('indicators.csv', ['indicator']), 'The indicator by which it can be seen.'),
    source,
  },
};

const keyFactors: CsvFile = {
  ...own('key_factor', 'key-factors.csv', 'What a benchmark takes, and whether the city has it.'),
  columns: {
    code: ownCode,
    benchmark: must(ref('benchmarks.csv', ['benchmark']), 'The benchmark that it is needed for.'),
    title,
    state: must(oneOf(KEY_FACTOR_STATE), 'Whether the city has it.'),
    assessed_on: may(date, 'When that was judged; empty when it was not.'),
    assessment: may(localized, 'Why it was judged so.'),
    source,
  },
  rules: [judgedFactorsHaveADay],
};

const keyFactorEvidence: CsvFile = {
  ...own('key_factor_evidence', 'key-factor-evidence.csv', 'What is known of key factors.'),
  columns: {
    code: ownCode,
    factor: must(ref('key-factors.csv', ['factor']), 'The key factor that it speaks of.'),
    statement: must(localized, 'What is known.'),
    city: may(text, 'The city of which it speaks; empty for the own city or cities in general.'),
    observation: may(ref('observations.csv', ['observation']), 'The observation that says so.'),
    source,
  },
  rules: [evidenceRestsOnSomething],
};

const keyFactorActions: CsvFile = {
  name: 'key-factor-actions.csv',
  about: 'Which actions work on which key factors.',
  table: 'key_factor_action',
  scope: 'programme',
  key: ['factor', 'action'],
  columns: {
    factor: must(ref('key-factors.csv', ['factor']), 'The key factor.'),
    action: must(ref('actions.csv', ['action']), 'The action that works on it.'),
  },
};

/** The files of a programme folder that this service keeps. */
export const files: readonly CsvFile[] = [
  sourcesFile,
  places,
  indicators,
  indicatorVersions,
  baselines,
  targets,
  observations,
  contributions,
  externalFactors,
  comparisonGroups,
  comparisonMembers,
  publishedFigures,
  benchmarks,
  keyFactors,
  keyFactorEvidence,
  keyFactorActions,
];
