import type { City } from './city.ts';
import { cyclic, Dice } from './dice.ts';
import type { Indicator } from './indicators.ts';
import { figure } from './people.ts';
import { CITY, COUNTRY, NEIGHBOURS, REGION } from './places.ts';
import { SOURCE } from './programme.ts';
import { local, numbered, type Row } from './row.ts';
import { placesOf, published, valueIn, yearValues } from './series.ts';

/** From where the city compares: 2019, the year before the plan. */
export function* baselineRows({ seed, indicators }: City): Generator<Row> {
  const dice = new Dice(seed, 'baselines');
  for (const [i, indicator] of indicators.entries()) {
    if (indicator.calculation !== undefined) continue;
    if (indicator.frequency === 'THREE_YEARLY' && i % 2 === 0) continue;
    for (const place of placesOf(indicator).slice(0, 2)) {
      const value = published(indicator, valueIn(yearValues(seed, indicator, place), 2019));
      yield {
        indicator: indicator.code,
        place,
        period_start: '2019-01-01',
        period_end: '2019-12-31',
        ...(place === CITY ? figure(dice, i, 'value', value, 0.03) : { value }),
        source: SOURCE,
      };
    }
  }
}

const wish = ({ direction }: Indicator): number =>
  direction === 'HIGHER_IS_BETTER' ? 1.18 : direction === 'LOWER_IS_BETTER' ? 0.86 : 1;

export function* targetRows({ seed, indicators }: City): Generator<Row> {
  const dice = new Dice(seed, 'targets');
  let count = 0;
  for (const [i, indicator] of indicators.entries()) {
    if (indicator.calculation !== undefined) continue;
    if (i % 8 === 3) continue;
    const base = valueIn(yearValues(seed, indicator, CITY), 2019);
    for (const year of i % 3 === 0 ? [2025] : i % 3 === 1 ? [2027] : [2025, 2030]) {
      const value = published(indicator, base * wish(indicator) * (year === 2030 ? wish(indicator) : 1));
      yield {
        code: numbered('TG-', count++, 3),
        indicator: indicator.code,
        place: CITY,
        period_start: `${year}-01-01`,
        period_end: `${year}-12-31`,
        ...figure(dice, count - 1, 'value', value, 0.04),
        source: SOURCE,
        note: year === 2030 ? 'Beyond the plan: the goal of the next council too.' : undefined,
      };
    }
  }
}

export function* comparisonGroupRows({ indicators }: City): Generator<Row> {
  for (const [i, { code, title, unit }] of compared(indicators).entries())
    yield {
      code: numbered('CG-', i, 3),
      indicator: code,
      ...local('title', {
        nl: i % 2 === 0 ? 'Buurgemeenten' : 'Gewest en land',
        fr: i % 2 === 0 ? 'Communes voisines' : 'Région et pays',
        en: i % 2 === 0 ? 'Neighbouring municipalities' : 'Region and country',
      }),
      note: `Chosen by the generator for ${title.en}.`,
      ...(i % 2 === 0 && unit === 'PERCENT' ? similarTo(code) : {}),
      source: SOURCE,
    };
}

/** The neighbours were taken because the same is about as frequent there. */
const similarTo = (indicator: string): Row => ({
  similar_indicator: indicator,
  similar_place: CITY,
  similar_start: '2019-01-01',
  similar_end: '2019-12-31',
  similar_within_percent: 50,
});

export function* comparisonMemberRows({ indicators }: City): Generator<Row> {
  for (const [i] of compared(indicators).entries())
    for (const place of i % 2 === 0 ? NEIGHBOURS : [REGION, COUNTRY])
      yield { group: numbered('CG-', i, 3), place };
}

/** Every other indicator that is known elsewhere too. */
const compared = (indicators: readonly Indicator[]): Indicator[] =>
  indicators
    .filter((one) => one.calculation === undefined && placesOf(one).length > 1)
    .filter((_, i) => i % 2 === 0);

const FACTORS = [
  ['Coronacrisis', 'Crise du coronavirus', 'Corona crisis', '2020-03-13', '2022-03'],
  ['Energiecrisis', "Crise de l'énergie", 'Energy crisis', '2021-10', '2023-06'],
  ['Loonindexering', 'Indexation des salaires', 'Indexation of wages', '2022', '2023'],
  [
    'Sluiting van een groot bedrijf (verzonnen)',
    "Fermeture d'une grande entreprise (inventée)",
    'Closure of a large firm (made up)',
    '2023-09-01',
    undefined,
  ],
  [
    'Hervorming van de toelagen (verzonnen)',
    'Réforme des allocations (inventée)',
    'Reform of allowances (made up)',
    '2024-01-01',
    undefined,
  ],
  [
    'Nieuwe telwijze van het register (verzonnen)',
    'Nouveau mode de comptage (inventé)',
    'New way of counting in the register (made up)',
    '2021',
    undefined,
  ],
  ['Komst van vluchtelingen', 'Arrivée de réfugiés', 'Arrival of refugees', '2022-03', '2024'],
  [
    'Overstroming in de haven (verzonnen)',
    'Inondation au port (inventée)',
    'Flood in the harbour (made up)',
    '2021-07-15',
    '2021-12-31',
  ],
] as const;

export function* externalFactorRows({ indicators }: City): Generator<Row> {
  for (const [i, [nl, fr, en, from_on, until_on]] of FACTORS.entries())
    yield {
      code: numbered('EF-', i, 2),
      ...local('title', { nl, fr, en }),
      ...local('description', {
        nl: 'Van buiten het plan; kan cijfers in deze jaren hebben bewogen.',
        fr: 'Extérieur au plan; a pu influer sur les chiffres de ces années.',
        en: 'From outside the plan; may have moved figures of these years.',
      }),
      from_on,
      until_on,
      indicator: i % 2 === 0 ? undefined : cyclic(indicators, i * 7).code,
      source: SOURCE,
    };
}
