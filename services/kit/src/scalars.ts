import { GraphQLError, GraphQLScalarType } from 'graphql';
import { parsePlainDate } from './import/dates.ts';

const refuse = (message: string): never => {
  throw new GraphQLError(message, { extensions: { code: 'BAD_USER_INPUT' } });
};

function readDate(value: unknown): string {
  const day = typeof value === 'string' ? parsePlainDate(value) : null;
  return day ?? refuse('A Date is a day that exists, written YYYY-MM-DD.');
}

export const dateScalar = new GraphQLScalarType<string, string>({
  name: 'Date',
  description: 'A day, `YYYY-MM-DD` (ISO 8601), without time or time zone.',
  serialize: (value) => (value instanceof Date ? value.toISOString().slice(0, 10) : String(value)),
  parseValue: readDate,
});

function readInstant(value: unknown): string {
  const instant = typeof value === 'string' && /^\d{4}-\d\d-\d\dT/.test(value) ? new Date(value) : null;
  return instant === null || Number.isNaN(instant.getTime())
    ? refuse('A DateTime is an instant in ISO 8601 such as 2026-01-31T09:30:00Z.')
    : instant.toISOString();
}

export const dateTimeScalar = new GraphQLScalarType<string, string>({
  name: 'DateTime',
  description: 'An instant in UTC, ISO 8601 with `Z`.',
  serialize: (value) => new Date(value as string | Date).toISOString(),
  parseValue: readInstant,
});

/** The same number in its shortest form: no zeros that say nothing after the dot. */
export function plainDecimal(value: string): string {
  return value.includes('.') ? value.replace(/\.?0+$/, '') : value;
}

export const decimalScalar = new GraphQLScalarType<string, string>({
  name: 'Decimal',
  description:
    'An exact decimal number as text, dot before decimals: `12.9`. Text, because a double would round it.',
  serialize: (value) => plainDecimal(String(value)),
  parseValue: (value) =>
    typeof value === 'string' && /^-?\d{1,15}(\.\d{1,8})?$/.test(value)
      ? value
      : refuse('A Decimal is text such as "12.9": digits, with a dot before at most 8 decimals.'),
});
