import { ChangeRefused, type Queryable, textOf } from '@kapstok/kit';
import type { CountBasis, IndicatorUnit, LocalText, PlaceLevel } from '@kapstok/schema';
import { type InputBuilder, sourceField } from '../change/needs-type.ts';
import type { Context } from '../context.ts';
import { FormulaError } from '../formula/parse-formula.ts';
import { checkFormula } from '../formula/resolve-formula.ts';
import { CountBasisEnum, UnitEnum } from '../indicator/indicator-words.ts';
import { PlaceLevelEnum } from '../place/place-type.ts';
import { dimensionsField } from './dimension-input-type.ts';

/** The input fields of a version of a definition that may be left out. */
export const versionFields = (t: InputBuilder) => ({
  formula: t.string({
    description: 'How it is computed by its publisher, in words, 2000 characters at most.',
  }),
  calculation: t.string({
    description:
      'A formula over codes of indicators of the programme, by which its values are derived at reading; the README of the service describes it. Left out: values are observed.',
  }),
  dimensions: dimensionsField(t),
  placeLevel: t.field({
    type: PlaceLevelEnum,
    description: 'The smallest kind of place for which it is published; left out: not stated.',
  }),
  validFrom: t.field({ type: 'Date', description: 'First day on which it is the definition in use.' }),
  sourceKey: sourceField(t, 'Where it is described.'),
});

/** The input fields by which a new version may measure otherwise than the indicator says. */
export const measureFields = (t: InputBuilder) => ({
  unit: t.field({
    type: UnitEnum,
    description: 'In what values are given from now on; left out: as the indicator was defined.',
  }),
  isCumulative: t.boolean({
    description: 'Whether each value includes the periods before; left out: as the indicator was defined.',
  }),
  countBasis: t.field({
    type: CountBasisEnum,
    description: 'How what occurs twice is counted; left out: as the indicator was defined.',
  }),
});

/** A version of a definition as it is to be kept. */
export interface NewVersion {
  readonly version: number;
  readonly definition: LocalText;
  readonly formula: string | null;
  readonly calculation: string | null;
  readonly dimensions: string | null;
  readonly unit: IndicatorUnit | null;
  readonly isCumulative: boolean | null;
  readonly countBasis: CountBasis | null;
  readonly placeLevel: PlaceLevel | null;
  readonly validFrom: string | null;
  readonly sourceId: string | null;
}

/** The text of a calculation, null when values are observed. */
export const calculationOf = (given: string | null | undefined): string | null =>
  textOf(given, 'calculation', 1000);

/**
 * Refuses a definition whose formula does not hold, or that breaks one which names the indicator. Take the definitions
 * of the programme before: two who each close half of a ring would not see it.
 */
export async function checkCalculations(
  own: { readonly code: string; readonly unit: IndicatorUnit } & Pick<
    NewVersion,
    'calculation' | 'dimensions'
  >,
  programmeId: string,
  { indicators }: Context,
): Promise<void> {
  const named = (await indicators.named([programmeId])).get(programmeId) ?? [];
  const programme = new Map([...named.map((one) => [one.code, one] as const), [own.code, own]]);
  try {
    checkFormula(own, programme);
  } catch (error) {
    if (error instanceof FormulaError)
      throw new ChangeRefused('BAD_USER_INPUT', error.message, { path: 'calculation' });
    throw error;
  }
  for (const other of named) {
    if (other.code === own.code || other.calculation === null) continue;
    try {
      checkFormula(other, programme);
    } catch (error) {
      if (!(error instanceof FormulaError)) throw error;
      const message = `${other.code} is calculated from it, and would no longer hold: ${error.message}`;
      throw new ChangeRefused('CONFLICT', message, { path: 'calculation' });
    }
  }
}

/** Whether an indicator has observations, which a calculated one has not. */
export async function isObserved(db: Queryable, indicatorId: string): Promise<boolean> {
  const { rows } = await db.query('select from observation where indicator_id = $1 limit 1', [indicatorId]);
  return rows.length > 0;
}
