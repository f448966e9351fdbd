import type {
  CountBasis,
  IndicatorDirection,
  IndicatorFrequency,
  IndicatorUnit,
  LocalText,
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
}

/** One version of the definition of an indicator. */
export interface IndicatorDefinition {
  readonly id: string;
  readonly indicatorId: string;
  readonly version: number;
  readonly definition: LocalText;
  readonly formula: string | null;
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
  return inUse.reduce<IndicatorDefinition | null>(
    (newest, one) => (newest === null || one.version > newest.version ? one : newest),
    null,
  );
}
