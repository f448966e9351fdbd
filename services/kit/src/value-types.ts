import {
  BASIS,
  DATE_PRECISION,
  type DatePrecision,
  INVOLVEMENT_CHANNEL,
  type LANGUAGES,
  MISSING_REASON,
  type MissingReason,
} from '@kapstok/schema';
import { type Builder, enumValues } from './builder.ts';
import type { KitContext } from './subgraph.ts';

/** An amount in whole cents. */
export interface MoneyValue {
  readonly cents: bigint;
  readonly currency: string;
}

/** A number, or the reason why there is none. */
export interface FigureValue {
  readonly value: string | null;
  readonly reason: MissingReason | null;
  readonly numerator?: string | null;
  readonly denominator?: string | null;
  readonly unit?: string | null;
}

/** Where something was said or published. */
export interface SourceValue {
  readonly key: string;
  readonly citation: string;
  readonly url: string | null;
  readonly publishedOn: string | null;
  readonly publishedOnPrecision: DatePrecision | null;
  readonly retrievedOn: string | null;
  readonly note: string | null;
}

/** A known number. */
export const known = (value: string | number, unit: string | null = null): FigureValue => ({
  value: String(value),
  reason: null,
  unit,
});

/** A share of a whole with both its parts, in percent with one decimal; missing when the whole is zero. */
export function percentage(numerator: number, denominator: number): FigureValue {
  const parts = { numerator: String(numerator), denominator: String(denominator), unit: 'PERCENT' };
  if (denominator === 0) return { value: null, reason: 'DIVISION_BY_ZERO', ...parts };
  return { value: ((100 * numerator) / denominator).toFixed(1), reason: null, ...parts };
}

/** Cents as a decimal number of units. */
export function centsToDecimal(cents: bigint): string {
  const digits = String(cents < 0n ? -cents : cents).padStart(3, '0');
  return `${cents < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/**
 * The small types that all subgraphs share. They are printed the same in each, as composition demands of value
 * types, because this is the only place where they are written.
 */
export function addValueTypes<C extends KitContext>(builder: Builder<C>) {
  const shareable = { shareable: true };
  const Language = builder.enumType('Language', {
    description: 'A language in which the hub keeps texts.',
    values: {
      nl: { description: 'Dutch.' },
      fr: { description: 'French.' },
      en: { description: 'English.' },
      de: { description: 'German.' },
    } satisfies Record<(typeof LANGUAGES)[number], { description: string }>,
  });
  const Reason = builder.enumType('MissingReason', {
    description: 'Why a number is not there.',
    values: enumValues(MISSING_REASON),
  });
  const Precision = builder.enumType('DatePrecision', {
    description: 'How much of a date is known.',
    values: enumValues(DATE_PRECISION),
  });
  const BasisEnum = builder.enumType('Basis', {
    description: 'Whether a source says so or somebody concluded it.',
    values: enumValues(BASIS),
  });
  const Channel = builder.enumType('InvolvementChannel', {
    description: 'How people with experience of poverty were heard.',
    values: enumValues(INVOLVEMENT_CHANNEL),
  });
  const Money = builder.objectRef<MoneyValue>('Money').implement({
    description: 'An amount of money. Sums never mix currencies.',
    ...shareable,
    fields: (t) => ({
      amount: t.field({
        type: 'Decimal',
        description: 'In units of the currency, with two decimals at most: `725000` or `12.5`.',
        resolve: ({ cents }) => centsToDecimal(cents),
      }),
      currency: t.exposeString('currency', { description: 'ISO 4217 code, such as EUR.' }),
    }),
  });
  const Figure = builder.objectRef<FigureValue>('Figure').implement({
    description:
      'A number that may be unknown: either a value, or the reason why there is none. A ratio keeps both its parts.',
    ...shareable,
    fields: (t) => ({
      value: t.field({
        type: 'Decimal',
        nullable: true,
        description: 'The number. Null when it is not known; `reason` then says why. Never 0 for unknown.',
        resolve: ({ value }) => value,
      }),
      reason: t.field({
        type: Reason,
        nullable: true,
        description: 'Why there is no value. Null when there is one.',
        resolve: ({ reason }) => reason,
      }),
      numerator: t.field({
        type: 'Decimal',
        nullable: true,
        description: 'The part, when the number is a ratio and its parts are known; else null.',
        resolve: ({ numerator }) => numerator ?? null,
      }),
      denominator: t.field({
        type: 'Decimal',
        nullable: true,
        description: 'The whole, when the number is a ratio and its parts are known; else null.',
        resolve: ({ denominator }) => denominator ?? null,
      }),
      unit: t.field({
        type: 'String',
        nullable: true,
        description:
          'What is counted or measured, such as PERCENT or PERSONS. Null when the field that holds the figure says it.',
        resolve: ({ unit }) => unit ?? null,
      }),
    }),
  });
  const Source = builder.objectRef<SourceValue>('Source').implement({
    description: 'Where a figure or a statement comes from.',
    ...shareable,
    fields: (t) => ({
      key: t.exposeString('key', { description: 'Short key, unique within the programme.' }),
      citation: t.exposeString('citation', {
        description: 'Who said it, where and when, in the language of the source.',
      }),
      url: t.exposeString('url', { nullable: true, description: 'Web address. Null when it has none.' }),
      publishedOn: t.field({
        type: 'Date',
        nullable: true,
        description:
          'When it was published; the last possible day when only month or year is known. Null when not known.',
        resolve: ({ publishedOn }) => publishedOn,
      }),
      publishedOnPrecision: t.field({
        type: Precision,
        nullable: true,
        description: 'How much of `publishedOn` is known. Null when nothing is.',
        resolve: ({ publishedOnPrecision }) => publishedOnPrecision,
      }),
      retrievedOn: t.field({
        type: 'Date',
        nullable: true,
        description: 'When it was read for this programme. Null when not noted.',
        resolve: ({ retrievedOn }) => retrievedOn,
      }),
      note: t.exposeString('note', {
        nullable: true,
        description: 'What a reader should know of it. Null when nothing.',
      }),
    }),
  });
  return {
    Language,
    MissingReason: Reason,
    DatePrecision: Precision,
    Basis: BasisEnum,
    InvolvementChannel: Channel,
    Money,
    Figure,
    Source,
  };
}
