import type {
  CountBasis,
  IndicatorDirection,
  IndicatorFrequency,
  IndicatorUnit,
  LocalText,
  PlaceLevel,
  ResultLevel,
} from '@kapstok/schema';

/** What a programme watches to see whether anything changes. */
export interface Indicator {
  readonly id: string;
  readonly programmeId: string;
  readonly code: string;
  readonly title: LocalText;
  readonly level: ResultLevel;
  readonly unit: IndicatorUnit;
  readonly direction: IndicatorDirection;
  readonly isCumulative: boolean;
  readonly countBasis: CountBasis;
  readonly domainId: string | null;
  readonly blockId: string | null;
  readonly frequency: IndicatorFrequency;
  readonly note: string | null;
  readonly sourceId: string | null;
  readonly version: number;
  /** In what values are given under its newest definition. */
  readonly currentUnit: IndicatorUnit;
  /** Whether some version of its definition has a unit of its own. */
  readonly hasUnits: boolean;
  /** Whether its newest definition has a formula. */
  readonly isCalculated: boolean;
}

/** One version of the definition of an indicator. */
export interface IndicatorDefinition {
  readonly id: string;
  readonly indicatorId: string;
  readonly version: number;
  readonly definition: LocalText;
  readonly formula: string | null;
  /** Formula by which values are derived at reading; null: they are observed. */
  readonly calculation: string | null;
  /** Declared breakdowns, as `declared-dimensions.ts` writes them; null: none is declared. */
  readonly dimensions: string | null;
  /** Where it differs from what the indicator says; null: it does not. */
  readonly unit: IndicatorUnit | null;
  readonly isCumulative: boolean | null;
  readonly countBasis: CountBasis | null;
  /** The smallest kind of place for which it is published; null: not stated. */
  readonly placeLevel: PlaceLevel | null;
  readonly validFrom: string | null;
  readonly validTo: string | null;
  readonly sourceId: string | null;
}

/** The version in use on a day: the newest of those whose days are not known to lie elsewhere. */
export function definitionOn(
  definitions: readonly IndicatorDefinition[],
  day: string,
): IndicatorDefinition | null {
  const inUse = definitions.filter(
    ({ validFrom, validTo }) =>
      (validFrom === null || validFrom <= day) && (validTo === null || validTo >= day),
  );
  return newestOf(inUse);
}

/** The version with the highest number. */
export const newestOf = (definitions: readonly IndicatorDefinition[]): IndicatorDefinition | null =>
  definitions.reduce<IndicatorDefinition | null>(
    (newest, one) => (newest === null || one.version > newest.version ? one : newest),
    null,
  );

/** In what the values under a definition are given. */
export const unitUnder = (indicator: Indicator, definition: IndicatorDefinition | null): IndicatorUnit =>
  definition?.unit ?? indicator.unit;
