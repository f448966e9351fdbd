import { LANGUAGES, RECORDED_REASONS, type WordList, wordsOf } from '@kapstok/schema';
import { parsePartialDate, parsePlainDate, writePartialDate } from './dates.ts';

/** What a cell cannot be; the message says what would be right. */
export class CellError extends Error {
  /** Which of the column's headers it is about. */
  readonly header: number;

  constructor(message: string, header = 0) {
    super(message);
    this.header = header;
  }
}

/** A field of a table: its name and PostgreSQL type. */
export interface Field {
  readonly name: string;
  readonly type: string;
}

/** Finds the id of a row of another file by the cells that name it. */
export type FindId = (file: string, cells: readonly string[]) => string | undefined;
/** Finds the cells that name a row of another file by its id. */
export type FindCells = (file: string, id: string) => readonly string[] | undefined;

/** One kind of content: how one or more CSV columns become one or more fields, and back. */
export interface Kind {
  /** Shape and unit, for the README. */
  readonly shape: string;
  /** The file that the content points to, if it points. */
  readonly refersTo?: string;
  headers(name: string): readonly string[];
  fields(name: string): readonly Field[];
  /** Values for the fields; throws CellError. `cells` are not all empty, except for kinds that judge that themselves. */
  read(cells: readonly string[], find: FindId): readonly unknown[];
  write(values: readonly unknown[], find: FindCells): readonly string[];
  /** True for kinds that must see empty cells too. */
  readonly judgesEmpty?: boolean;
}

/** A column of a CSV file: its kind, what it means, whether it must be filled. */
export interface Column extends Kind {
  readonly about: string;
  readonly required: boolean;
}

/** A column that must be filled. */
export const must = (kind: Kind, about: string): Column => ({ ...kind, about, required: true });
/** A column that may be empty: not stated. */
export const may = (kind: Kind, about: string): Column => ({ ...kind, about, required: false });

/** A kind that is one CSV column and one field of the same name. */
function plain(
  shape: string,
  type: string,
  read: (cell: string) => unknown,
  write: (value: unknown) => string = String,
): Kind {
  return {
    shape,
    headers: (name) => [name],
    fields: (name) => [{ name, type }],
    read: ([cell = '']) => [read(cell)],
    write: ([value]) => [value === null || value === undefined ? '' : write(value)],
  };
}

const refuse = (message: string): never => {
  throw new CellError(message);
};

/** Any text on one or more lines. */
export const text = plain('text', 'text', (cell) => cell);

/** A short code that identifies a row; stable over re-imports. */
export const code = plain('code: letters, digits and `. _ + : -`, at most 80', 'text', (cell) =>
  /^[\p{L}\p{N}][\p{L}\p{N}._+:-]{0,79}$/u.test(cell)
    ? cell
    : refuse('is not a code: begin with a letter or digit, then letters, digits and . _ + : - (at most 80)'),
);

/** The name in the address of a programme. */
export const slug = plain('slug: lower-case letters, digits and hyphens, at most 60', 'text', (cell) =>
  /^[a-z0-9](?:[a-z0-9-]{0,58}[a-z0-9])?$/.test(cell)
    ? cell
    : refuse('is not a slug: lower-case letters, digits and hyphens only, at most 60'),
);

/** A whole number that fits 32 bits. */
export const integer = (range: { from: number; to: number } = { from: -2147483648, to: 2147483647 }): Kind =>
  plain(`whole number ${range.from} to ${range.to}`, 'integer', (cell) => {
    const number = /^-?\d{1,10}$/.test(cell) ? Number(cell) : Number.NaN;
    return number >= range.from && number <= range.to
      ? number
      : refuse(`is not a whole number from ${range.from} to ${range.to}`);
  });

const DECIMAL = /^-?\d{1,15}(\.\d{1,8})?$/;
function readDecimal(cell: string): string {
  return DECIMAL.test(cell)
    ? cell
    : refuse('is not a number: digits, with a dot before decimals (at most 8)');
}
/** Drops zeros that say nothing after the dot, so that the same number is written in one way. */
const trimDecimal = (value: unknown): string => {
  const number = String(value);
  return number.includes('.') ? number.replace(/\.?0+$/, '') : number;
};
export const decimal = plain('number, dot before decimals', 'numeric', readDecimal, trimDecimal);

/** Money: units with at most two decimals in the file, whole cents in the table. */
export const money: Kind = {
  shape: 'amount in units of the currency, at most two decimals',
  headers: (name) => [name],
  fields: (name) => [{ name: `${name}_cents`, type: 'bigint' }],
  read: ([cell = '']) => {
    const match = /^(-?)(\d{1,13})(?:\.(\d{1,2}))?$/.exec(cell);
    if (match === null) return refuse('is not an amount: digits, with a dot before at most two decimals');
    const [, sign = '', whole = '', cents = ''] = match;
    return [`${sign}${BigInt(`${whole}${cents.padEnd(2, '0')}`)}`];
  },
  write: ([value]) => {
    if (value === null || value === undefined) return [''];
    const cents = BigInt(value as string);
    const digits = String(cents < 0n ? -cents : cents).padStart(3, '0');
    return [`${cents < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`];
  },
};

/** A share of a whole: percent with at most two decimals in the file, hundredths of a percent in the table. */
export const share: Kind = {
  ...money,
  shape: 'percent, at most two decimals, 0 to 100',
  fields: (name) => [{ name: name.replace(/_percent$/, '_basis_points'), type: 'integer' }],
  read: ([cell = '']) => {
    const [points] = /^\d{1,3}(\.\d{1,2})?$/.test(cell) ? money.read([cell], () => undefined) : [];
    if (points === undefined || Number(points) > 10_000) return refuse('is not a percentage from 0 to 100');
    return [Number(points)];
  },
  write: (values, find) => money.write(values, find).map((amount) => trimDecimal(amount)),
};

export const currency = plain('currency, ISO 4217', 'text', (cell) =>
  /^[A-Z]{3}$/.test(cell) ? cell : refuse('is not a currency: three capitals such as EUR'),
);

export const flag = plain('true or false', 'boolean', (cell) =>
  cell === 'true' ? true : cell === 'false' ? false : refuse('is neither true nor false'),
);

/** One word of a list. */
export function oneOf(words: WordList | readonly string[]): Kind {
  const allowed = Array.isArray(words) ? (words as readonly string[]) : wordsOf(words as WordList);
  return plain(`one of ${allowed.join(', ')}`, 'text', (cell) =>
    allowed.includes(cell) ? cell : refuse(`is not one of ${allowed.join(', ')}`),
  );
}

export const date = plain(
  'date YYYY-MM-DD',
  'date',
  (cell) => parsePlainDate(cell) ?? refuse('is not a date: YYYY-MM-DD, a day that exists'),
);

/** A date of which perhaps only the month or the year is known. */
export const partialDate: Kind = {
  shape: 'date YYYY-MM-DD, month YYYY-MM or year YYYY',
  headers: (name) => [name],
  fields: (name) => [
    { name, type: 'date' },
    { name: `${name}_precision`, type: 'text' },
  ],
  read: ([cell = '']) => {
    const found = parsePartialDate(cell);
    return found ? [found.date, found.precision] : refuse('is not YYYY-MM-DD, YYYY-MM or YYYY');
  },
  write: ([day, precision]) => [day == null ? '' : writePartialDate(String(day), String(precision))],
};

/** A text in up to four languages: one CSV column each, one JSON object in the table. */
export const localized: Kind = {
  shape: 'text, one column per language (nl, fr, en, de)',
  headers: (name) => LANGUAGES.map((language) => `${name}_${language}`),
  fields: (name) => [{ name, type: 'jsonb' }],
  read: (cells) => [Object.fromEntries(LANGUAGES.flatMap((l, i) => (cells[i] ? [[l, cells[i]]] : [])))],
  write: ([value]) => LANGUAGES.map((language) => (value as Record<string, string> | null)?.[language] ?? ''),
};

/** A number that may be unknown: a value, or in the column after it the reason why there is none. */
export function figure(kind: Kind = decimal): Kind {
  return {
    shape: `${kind.shape}; or empty with a reason beside it (${RECORDED_REASONS.join(', ')})`,
    judgesEmpty: true,
    headers: (name) => [name, `${name}_reason`],
    fields: (name) => [...kind.fields(name), { name: `${name}_reason`, type: 'text' }],
    read: ([value = '', reason = ''], find) => {
      if ((value === '') === (reason === ''))
        throw new CellError('give either a number or, in the column after it, the reason why there is none');
      if (value !== '') return [...kind.read([value], find), null];
      if (!(RECORDED_REASONS as readonly string[]).includes(reason))
        throw new CellError(`is not one of ${RECORDED_REASONS.join(', ')}`, 1);
      return [...kind.fields('').map(() => null), reason];
    },
    write: (values, find) => [...kind.write(values.slice(0, -1), find), String(values.at(-1) ?? '')],
  };
}

/** The key of a row of another file (or of the same). `columns` when the key there takes several cells. */
export function ref(file: string, columns?: readonly string[]): Kind {
  return {
    shape: `key of \`${file}\``,
    refersTo: file,
    headers: (name) => columns ?? [name],
    fields: (name) => [{ name: `${name}_id`, type: 'uuid' }],
    read: (cells, find) => [find(file, cells) ?? refuse(`is not in ${file}`)],
    write: ([id], find) => {
      if (id == null) return (columns ?? ['']).map(() => '');
      return find(file, String(id)) ?? refuse(`names a row of ${file} that is not the programme's`);
    },
  };
}
