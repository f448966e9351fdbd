import type {
  CountBasis,
  IndicatorDirection,
  IndicatorFrequency,
  IndicatorUnit,
  LocalText,
  ResultLevel,
} from '@kapstok/schema';
import { tableOf, textsOf } from './row.ts';

/** What an indicator measures, and how its figures go. */
export interface IndicatorText {
  readonly code: string;
  readonly title: LocalText;
  readonly level: ResultLevel;
  readonly unit: IndicatorUnit;
  readonly direction: IndicatorDirection;
  readonly frequency: IndicatorFrequency;
  readonly countBasis: CountBasis;
  /** Value of 2019, and change a year in percent of it. */
  readonly start: number;
  readonly trend: number;
  readonly isCumulative: boolean;
}

/** A domain of the made-up city, with the words from which its actions and indicators are made. */
export interface DomainText {
  readonly code: string;
  readonly title: LocalText;
  readonly about: LocalText;
  /** Codes in crosswalks.csv. */
  readonly terms: readonly string[];
  readonly blocks: readonly LocalText[];
  readonly actions: readonly LocalText[];
  readonly indicators: readonly IndicatorText[];
}

interface Given {
  readonly code: string;
  readonly title: LocalText;
  readonly about: LocalText;
  readonly terms: readonly string[];
  readonly blocks: readonly (readonly [nl: string, fr: string, en: string, de: string])[];
  /** A line an action: Dutch | French | English. The blocks share the lines evenly, in order. */
  readonly actions: string;
  /** A line an indicator: code | Dutch | French | English | level unit direction frequency basis start trend. */
  readonly indicators: string;
}

/** Reads the tables of a domain. */
export const domain = (given: Given): DomainText => ({
  ...given,
  blocks: given.blocks.map(([nl, fr, en, de]) => ({ nl, fr, en, de })),
  actions: textsOf(given.actions),
  indicators: tableOf(given.indicators).map(([code = '', nl = '', fr = '', en = '', facts = '']) => {
    const [level, unit, direction, frequency, countBasis, start, trend, cumulative] = facts.split(' ');
    return {
      code,
      title: { nl, fr, en },
      // A wrong word would not be taken by the import, which a test does with the whole folder.
      level: level as ResultLevel,
      unit: unit as IndicatorUnit,
      direction: direction as IndicatorDirection,
      frequency: frequency as IndicatorFrequency,
      countBasis: countBasis as CountBasis,
      start: Number(start),
      trend: Number(trend),
      isCumulative: cumulative === 'cumulative',
    };
  }),
});
