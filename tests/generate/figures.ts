import fc from 'fast-check';
import type { Row } from '../programme-folder.ts';
import { at, code, type Drawn, distinct, maybe, numbered, pick, reason, some, text } from './draws.ts';
import type { PlanRows } from './plan.ts';

/** Place of all figures; the same for all generated programmes, since places are shared. */
export const PLACE = '90001';

const figure = maybe(fc.double({ min: -1e9, max: 1e9, noNaN: true }).map((number) => number.toFixed(3)));
const drawObservation = fc.record({
  indicator: pick,
  year: fc.integer({ min: 1990, max: 2050 }),
  value: figure,
  reason,
});
const drawBaseline = fc.record({ year: fc.integer({ min: 1985, max: 2030 }), value: figure, reason });
const drawTarget = fc.record({
  indicator: pick,
  year: fc.integer({ min: 1995, max: 2050 }),
  years: fc.integer({ min: 0, max: 25 }),
  value: figure,
  reason,
});
const drawContribution = fc.record({
  action: pick,
  indicator: pick,
  strength: fc.constantFrom('STRONG', 'MODERATE', 'WEAK', 'UNKNOWN'),
});

/** Indicators, what was observed of them, and which actions are thought to move them. */
export const drawFigures = () =>
  fc.record({
    indicators: some(fc.record({ title: text, domain: maybe(pick) }), 5),
    observations: some(drawObservation, 20),
    baselines: fc.array(maybe(drawBaseline), { minLength: 5, maxLength: 5 }),
    targets: some(drawTarget, 8),
    contributions: some(drawContribution, 20),
  });
type Figures = Drawn<ReturnType<typeof drawFigures>>;

export function figureFiles(figures: Figures, language: string, { domains, actions }: PlanRows) {
  const indicators = figures.indicators.map(({ title, domain }, i) => ({
    code: numbered('I', i),
    [`title_${language}`]: title,
    level: 'OUTCOME',
    unit: 'PERSONS',
    direction: 'LOWER_IS_BETTER',
    is_cumulative: 'false',
    count_basis: 'UNIQUE',
    domain: code(at(domains, domain)),
    frequency: 'YEARLY',
  }));
  const versions = indicators.map((indicator) => ({
    indicator: code(indicator),
    version: '1',
    [`definition_${language}`]: 'What is counted.',
  }));
  return {
    'places.csv': [{ nis_code: PLACE, name: 'Elders', level: 'MUNICIPALITY' }],
    'indicators.csv': indicators,
    'indicator-versions.csv': versions,
    'baselines.csv': baselines(figures, indicators),
    'targets.csv': targets(figures, indicators),
    'observations.csv': observations(figures, indicators),
    'contributions.csv': contributions(figures, indicators, actions),
  };
}

const valued = (value: string | undefined, why: string) => ({
  value: value ?? '',
  value_reason: value === undefined ? why : '',
});
const overYears = (first: number, last: number) => ({
  period_start: `${first}-01-01`,
  period_end: `${last}-12-31`,
});

function baselines(figures: Figures, indicators: readonly Row[]): Row[] {
  return indicators.flatMap((indicator, i) => {
    const drawn = figures.baselines[i];
    if (drawn === undefined) return [];
    const { year, value, reason: why } = drawn;
    return [{ indicator: code(indicator), place: PLACE, ...overYears(year, year), ...valued(value, why) }];
  });
}

function targets(figures: Figures, indicators: readonly Row[]): Row[] {
  if (indicators.length === 0) return [];
  return figures.targets.map(({ indicator, year, years, value, reason: why }, i) => ({
    code: numbered('G', i),
    indicator: code(at(indicators, indicator)),
    place: PLACE,
    ...overYears(year - years, year),
    ...valued(value, why),
  }));
}

function observations(figures: Figures, indicators: readonly Row[]): Row[] {
  if (indicators.length === 0) return [];
  const rows = figures.observations.map(({ indicator, year, value, reason: why }) => ({
    code: `${code(at(indicators, indicator))}-${year}`,
    indicator: code(at(indicators, indicator)),
    version: '1',
    place: PLACE,
    ...overYears(year, year),
    series: 'main',
    ...valued(value, why),
    vintage: String(year + 1),
    is_break: 'false',
    is_estimate: 'false',
    is_provisional: 'false',
    is_confidential: 'false',
    is_derived: 'false',
    source: 'S1',
  }));
  return distinct(rows, 'code');
}

function contributions(figures: Figures, indicators: readonly Row[], actions: readonly Row[]): Row[] {
  if (indicators.length === 0 || actions.length === 0) return [];
  const rows = figures.contributions.map(({ action, indicator, strength }) => ({
    action: code(at(actions, action)),
    indicator: code(at(indicators, indicator)),
    strength,
    basis: 'STATED',
    source: 'S1',
  }));
  return distinct(rows, 'action', 'indicator');
}
