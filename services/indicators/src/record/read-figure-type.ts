import { ChangeRefused, needText, newId, textOf } from '@kapstok/kit';
import {
  type DatePrecision,
  type Language,
  type LocalText,
  MAIN_SERIES,
  type MissingReason,
  RECORDED_REASONS,
  type RecordedReason,
} from '@kapstok/schema';
import { checkPeriod, codeOf, localOf, pastDay } from '../change/needs-type.ts';
import type { Context } from '../context.ts';
import { isNought, NOT_NOUGHT } from '../import/rules.ts';
import { declaredBy } from '../indicator/declared-dimensions.ts';
import { type Indicator, type IndicatorDefinition, newestOf } from '../indicator/indicator.ts';
import {
  type Dimension,
  isDimensionName,
  isDimensionValue,
  writeDimensions,
} from '../observation/dimensions.ts';
import type { NewObservation } from './new-observation.ts';

type Maybe<T> = T | null | undefined;

/** Where a figure belongs, as an input says it. */
export interface CellInput {
  readonly periodStart: string;
  readonly periodEnd: string;
  readonly dimensions?: Maybe<readonly Dimension[]>;
  readonly series?: Maybe<string>;
  readonly definitionVersion?: Maybe<number>;
}

/** What was published, as an input says it. */
export interface FigureInput {
  readonly value?: Maybe<string>;
  readonly reason?: Maybe<MissingReason>;
  readonly numerator?: Maybe<string>;
  readonly denominator?: Maybe<string>;
  readonly qualitative?: Maybe<string>;
  readonly vintage: string;
  readonly vintagePrecision?: Maybe<DatePrecision>;
  readonly isBreak?: Maybe<boolean>;
  readonly isEstimate?: Maybe<boolean>;
  readonly isProvisional?: Maybe<boolean>;
  readonly isConfidential?: Maybe<boolean>;
  readonly isDerived?: Maybe<boolean>;
  readonly isStructuralZero?: Maybe<boolean>;
  readonly note?: Maybe<string>;
}

/** What is around a new figure. */
export interface About {
  readonly indicator: Indicator;
  readonly definitions: readonly IndicatorDefinition[];
  readonly placeId: string;
  readonly sourceId: string;
  readonly language: Language;
}

const refuse = (message: string, path: string): never => {
  throw new ChangeRefused('BAD_USER_INPUT', message, { path });
};

/** A new observation, when its input makes sense. */
export function newObservation(
  input: CellInput & FigureInput,
  { indicator, definitions, placeId, sourceId, language }: About,
  context: Context,
): NewObservation {
  checkPeriod(input.periodStart, input.periodEnd);
  const definition = definitionOf(input.definitionVersion, definitions);
  const id = newId();
  const { periodStart, periodEnd } = input;
  return {
    ...{ id, code: codeOfId(id), programmeId: indicator.programmeId, indicatorId: indicator.id },
    ...{ indicator, definition, versionId: definition.id, placeId, periodStart, periodEnd, sourceId },
    dimensions: dimensionsOf(input.dimensions ?? [], definition),
    series: input.series == null ? MAIN_SERIES : codeOf(input.series, 'series'),
    ...figureOf(input, language, context),
  };
}

/** Not counted on: that would mean to look through all observations of a programme, one person after the other. */
const codeOfId = (id: string): string => `O-${BigInt(`0x${id.replaceAll('-', '')}`).toString(36)}`;

/** What an input says was published, when it makes sense. */
export function figureOf(input: FigureInput, language: Language, context: Context) {
  const { day, precision } = pastDay(input.vintage, input.vintagePrecision, 'vintage', context);
  const numerator = input.numerator ?? null;
  const denominator = input.denominator ?? null;
  if ((numerator === null) !== (denominator === null))
    refuse('A ratio has both its parts or neither.', 'numerator');
  const isStructuralZero = input.isStructuralZero ?? false;
  if (isStructuralZero && (!isNought(input.value ?? '') || numerator !== null))
    refuse(`isStructuralZero ${NOT_NOUGHT}.`, 'isStructuralZero');
  return {
    ...numberOrReason(input),
    ...{ numerator, denominator, vintage: day, vintagePrecision: precision },
    qualitative: localOf(input.qualitative, 'qualitative', 2000, language) satisfies LocalText | null,
    isBreak: input.isBreak ?? false,
    isEstimate: input.isEstimate ?? false,
    isProvisional: input.isProvisional ?? false,
    isConfidential: input.isConfidential ?? false,
    isDerived: input.isDerived ?? false,
    isStructuralZero,
    note: textOf(input.note, 'note', 5000),
  };
}

/** A number, or one of the reasons that people can record. */
export function numberOrReason({
  value = null,
  reason = null,
}: {
  readonly value?: Maybe<string>;
  readonly reason?: Maybe<MissingReason>;
}): { value: string | null; valueReason: RecordedReason | null } {
  if ((value === null) === (reason === null))
    refuse('Give a number, or the reason why there is none: one of the two.', 'value');
  if (value !== null) return { value, valueReason: null };
  const known = RECORDED_REASONS.find((one) => one === reason);
  if (known !== undefined) return { value, valueReason: known };
  return refuse(
    `${reason} is nothing that somebody records: give one of ${RECORDED_REASONS.join(', ')}.`,
    'reason',
  );
}

function definitionOf(
  number: Maybe<number>,
  definitions: readonly IndicatorDefinition[],
): IndicatorDefinition {
  const found =
    number == null ? newestOf(definitions) : definitions.find(({ version }) => version === number);
  if (found == null) {
    const numbers = definitions.map(({ version }) => version).join(', ');
    return refuse(`The indicator has the versions ${numbers || 'none'}.`, 'definitionVersion');
  }
  if (found.calculation === null) return found;
  throw new ChangeRefused('CONFLICT', 'Its values are calculated, never recorded: record its inputs.', {
    path: 'definitionVersion',
  });
}

/** A breakdown in its one spelling; only what the definition declares, where it declares any. */
function dimensionsOf(given: readonly Dimension[], definition: IndicatorDefinition): string {
  const declared = declaredBy(definition);
  for (const { name, value } of given) {
    needText(name, 'dimensions', 40);
    if (!isDimensionName(name) || !isDimensionValue(value))
      refuse('A breakdown has names and values of lower-case letters, digits and hyphens.', 'dimensions');
    const values = declared?.find((one) => one.name === name)?.values;
    if (declared !== null && !values?.includes(value))
      refuse(
        `The definition declares ${values === undefined ? declared.map((one) => one.name).join(', ') : `${name}: ${values.join(', ')}`}, not ${name}=${value}.`,
        'dimensions',
      );
  }
  if (new Set(given.map(({ name }) => name)).size < given.length)
    refuse('A breakdown names each dimension once.', 'dimensions');
  return writeDimensions(given);
}

/** What the audit trail says of it. */
export function auditOf({ indicator: _indicator, definition, ...row }: NewObservation) {
  return { ...row, definitionVersion: definition.version };
}
