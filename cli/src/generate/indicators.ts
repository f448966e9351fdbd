import { PLACE_LEVEL, wordsOf } from '@kapstok/schema';
import type { City } from './city.ts';
import { addDays } from './days.ts';
import { cyclic, Dice } from './dice.ts';
import type { IndicatorText } from './domain-text.ts';
import { DOMAINS } from './domains/index.ts';
import type { CityOptions } from './options.ts';
import { SECTORS } from './places.ts';
import { blockCode, SOURCE } from './programme.ts';
import { groupedBy, inThree, local, type Row } from './row.ts';
import { cellsOf } from './series.ts';

export interface Indicator extends IndicatorText {
  readonly domain: string;
  readonly block: string | undefined;
  /** Years from which the second and third definition hold. */
  readonly changes: readonly number[];
  /** First year measured in another way under the same definition. */
  readonly breakYear: number | undefined;
  /** Also broken down by two things at once, and month by month by age. */
  readonly isDetailed: boolean;
  /** The formula from which it is derived; undefined: it is observed. */
  readonly calculation?: string;
}

/** One of them is calculated: the share of women in what another counts. */
export function planIndicators(options: CityOptions): Indicator[] {
  const observed = observedIndicators(options);
  const counted = observed.find(({ unit, frequency }) => unit === 'PERSONS' && frequency === 'YEARLY');
  const place = observed.findLastIndex(
    ({ unit, changes, breakYear }) => unit === 'PERCENT' && changes.length === 0 && breakYear === undefined,
  );
  if (counted === undefined) throw new Error('No indicator counts persons by year.');
  const women = { nl: 'Aandeel vrouwen', fr: 'Part des femmes', en: 'Share of women' };
  return observed.map((one, i) =>
    i !== place
      ? one
      : {
          ...one,
          code: `${counted.code}-women`,
          title: inThree((pick) => `${pick(women)}: ${pick(counted.title)}`),
          calculation: `percent(part("${counted.code}", "sex=f"), "${counted.code}")`,
        },
  );
}

function observedIndicators({ scale }: CityOptions): Indicator[] {
  let count = 0;
  return Array.from({ length: scale }, (_, round) =>
    DOMAINS.flatMap(({ code, blocks, indicators }) =>
      indicators.map((indicator, i): Indicator => {
        const at = count++;
        return {
          ...indicator,
          ...(round === 0 ? {} : variant(indicator, round)),
          domain: code,
          block: blocks.length > 0 && i % 2 === 1 ? blockCode(code, i % blocks.length) : undefined,
          changes: at % 18 === 0 ? [2018, 2021] : at % 6 === 0 ? [2021] : [],
          breakYear: at % 11 === 5 ? 2019 : undefined,
          // Of the first city few are, so that its file stays small enough to be read by people.
          isDetailed: round > 0 || at % 20 === 1,
        };
      }),
    ),
  ).flat();
}

/** In a larger city the same is also measured for other quarters and groups. */
function variant({ code, title }: IndicatorText, round: number): Pick<IndicatorText, 'code' | 'title'> {
  const sector = cyclic(SECTORS, round - 1);
  const series = Math.floor((round - 1) / SECTORS.length) + 1;
  return {
    code: `${code}-${round + 1}`,
    title: inThree((pick) => `${pick(title)} (${pick(sector)} ${series})`),
  };
}

/** The version in use in a year. */
export const versionIn = ({ changes }: Indicator, year: number): number =>
  changes.filter((change) => change <= year).length + 1;

export function* indicatorRows({ indicators }: City): Generator<Row> {
  for (const one of indicators)
    yield {
      code: one.code,
      ...local('title', one.title),
      level: one.level,
      unit: one.unit,
      direction: one.direction,
      is_cumulative: one.isCumulative,
      count_basis: one.countBasis,
      domain: one.code.startsWith('nieuw-armoede') ? undefined : one.domain,
      block: one.block,
      frequency: one.frequency,
      note:
        one.level === 'IMPACT' ? 'Says nothing of the effect of the plan: much else moves it.' : undefined,
      source: SOURCE,
    };
}

const MANNER = {
  OUTPUT: {
    nl: 'Geteld door de dienst die het uitvoert.',
    fr: 'Compté par le service.',
    en: 'Counted by the service that does it.',
  },
  OUTCOME: {
    nl: 'Uit de registratie van diensten en partners.',
    fr: 'Selon les registres des services et partenaires.',
    en: 'From the records of services and partners.',
  },
  IMPACT: {
    nl: 'Uit een steekproef bij inwoners.',
    fr: "Selon un échantillon d'habitants.",
    en: 'From a sample of residents.',
  },
};
const CHANGED = [
  { nl: '', fr: '', en: '' },
  {
    nl: ' Sinds 2021 ook wie geen adres heeft.',
    fr: ' Depuis 2021, aussi les personnes sans adresse.',
    en: ' Since 2021 also people without an address.',
  },
  {
    nl: ' Met de nieuwe vragenlijst.',
    fr: ' Avec le nouveau questionnaire.',
    en: ' With the new questionnaire.',
  },
];

export function* versionRows({ indicators }: City): Generator<Row> {
  for (const [i, indicator] of indicators.entries()) {
    const { code, title, level, unit, changes } = indicator;
    for (const version of [1, ...changes.map((_, i) => i + 2)]) {
      const from = changes[version - 2];
      const next = changes[version - 1];
      yield {
        indicator: code,
        version,
        ...local(
          'definition',
          inThree((pick) => `${pick(title)}. ${pick(MANNER[level])}${pick(cyclic(CHANGED, version - 1))}`),
        ),
        formula: unit === 'PERCENT' ? '100 * numerator / denominator' : undefined,
        calculation: indicator.calculation,
        unit,
        is_cumulative: indicator.isCumulative,
        count_basis: indicator.countBasis,
        place_level: cyclic(LEVELS, i),
        dimensions: indicator.calculation === undefined ? declared(indicator) : undefined,
        valid_from: from === undefined ? undefined : `${from}-01-01`,
        valid_to: next === undefined ? undefined : addDays(`${next}-01-01`, -1),
        source: SOURCE,
      };
    }
  }
}

const LEVELS = wordsOf(PLACE_LEVEL);

/** The breakdowns that it has, as a definition declares them. */
function declared(indicator: Indicator): string | undefined {
  const single = cellsOf(indicator).filter(({ dimensions }) => !dimensions.includes(';'));
  const byName = groupedBy(single, ({ dimensions }) => dimensions.split('=')[0] ?? '');
  const names = [...byName.keys()].sort();
  const valuesOf = (name: string) =>
    byName
      .get(name)
      ?.map(({ dimensions }) => dimensions.split('=')[1])
      .sort();
  return names.map((name) => `${name}=${valuesOf(name)}`).join(';') || undefined;
}

export function* contributionRows({ seed, actions, indicators }: City): Generator<Row> {
  const dice = new Dice(seed, 'contributions');
  const byDomain = groupedBy(indicators, ({ domain }) => domain);
  let count = 0;
  for (const { code, domain } of actions) {
    for (const { code: indicator, level } of dice.some(byDomain.get(domain.code) ?? [], dice.whole(0, 2))) {
      const isStated = dice.chance(0.35);
      yield {
        action: code,
        indicator,
        strength: dice.weighted({ STRONG: 2, MODERATE: 4, WEAK: 3, UNKNOWN: 3 }),
        lag_months: level === 'OUTPUT' ? dice.whole(0, 6) : dice.chance(0.8) ? dice.whole(6, 60) : undefined,
        ...(isStated ? {} : local('assumption', ASSUMPTIONS[level])),
        basis: isStated ? 'STATED' : 'DERIVED',
        ended_on: count++ % 40 === 39 ? '2025-06-30' : undefined,
        source: isStated ? SOURCE : undefined,
      };
    }
  }
}

const ASSUMPTIONS = {
  OUTPUT: {
    nl: 'De indicator telt wat deze actie mee doet; het aandeel is niet gemeten.',
    fr: "L'indicateur compte ce que fait aussi cette action; sa part n'est pas mesurée.",
    en: 'The indicator counts what this action helps to do; its share was not measured.',
  },
  OUTCOME: {
    nl: 'Wie de actie bereikt, zet vaker deze stap.',
    fr: 'Les personnes atteintes font plus souvent ce pas.',
    en: 'Those whom the action reaches take this step more often.',
  },
  IMPACT: {
    nl: 'Op lange termijn verwacht; andere oorzaken wegen zwaarder.',
    fr: "Attendu à long terme; d'autres causes pèsent davantage.",
    en: 'Expected in the long run; other causes weigh more.',
  },
};
