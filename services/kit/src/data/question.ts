import { DATASETS } from '@kapstok/schema';
import { HubError } from '../errors.ts';
import type { Dataset, Selection } from './dataset.ts';

/** The kinds of files that each data set comes as, by the end of the address. */
export const FORMATS = ['csv', 'json', 'sdmx.csv', 'metadata.json', 'zip'] as const;
export type Format = (typeof FORMATS)[number];

/** How a CSV is written. */
export interface CsvStyle {
  readonly hasBom: boolean;
  readonly separator: ',' | ';';
  readonly decimal: '.' | ',';
}

/** What an address asks for. */
export interface Question {
  readonly dataset: Dataset;
  readonly format: Format;
  readonly selection: Selection;
  readonly style: CsvStyle;
  /** The same for every way in which the same can be asked. */
  readonly key: string;
}

const STYLE: CsvStyle = { hasBom: false, separator: ',', decimal: '.' };
const MOST_ROWS = 10_000;
const MOST_VALUES = 1000;

/** What can be said of the file itself, beside the filters. */
const OPTIONS = ['after', 'limit', 'bom', 'separator', 'decimal'] as const;
type Option = (typeof OPTIONS)[number];
const isOption = (name: string): name is Option => (OPTIONS as readonly string[]).includes(name);

/** Reads `observations.csv?programme=kortrijk-2020`. Throws what is wrong, and says what would be right. */
export function readQuestion(address: string, datasets: readonly Dataset[]): Question {
  const { pathname, searchParams } = new URL(address, 'http://hub.invalid/');
  const { dataset, format } = readPath(pathname.slice(1), datasets);
  const options = new Map<Option, string>();
  const filters = new Map<string, string[]>();
  for (const [name, value] of searchParams) {
    if (isOption(name)) options.set(name, value);
    else filters.set(name, [...(filters.get(name) ?? []), ...valuesOf(dataset, name, value)]);
  }
  for (const [name, values] of filters) checkFilter(dataset, name, values);
  if (format === 'sdmx.csv') checkSdmx(dataset, filters);
  const selection: Selection = {
    filters: new Map([...filters].sort(([a], [b]) => (a < b ? -1 : 1))),
    after: options.get('after') ?? null,
    limit: limitOf(options.get('limit')),
  };
  const style = styleOf(options);
  return { dataset, format, selection, style, key: keyOf(dataset, format, selection, style) };
}

function readPath(path: string, datasets: readonly Dataset[]): Pick<Question, 'dataset' | 'format'> {
  const [name = '', ...end] = path.split('.');
  const dataset = datasets.find((one) => one.name === name);
  const format = FORMATS.find((one) => one === end.join('.'));
  if (dataset !== undefined && format !== undefined) return { dataset, format };
  const there = Object.keys(DATASETS).join(', ');
  throw new HubError(
    'NOT_FOUND',
    `There is no such file. Below /data there are ${there}, each as .${FORMATS.join(', .')}.`,
  );
}

function valuesOf({ name: dataset, filters }: Dataset, name: string, value: string): string[] {
  const filter = filters[name];
  if (filter === undefined || !Object.hasOwn(filters, name))
    throw wrong(
      `${dataset} has no filter ${JSON.stringify(name.slice(0, 60))}. It has ${Object.keys(filters).join(', ')}; and for the file itself ${OPTIONS.join(', ')}.`,
    );
  return filter.isList ? value.split(',') : [value];
}

function checkFilter({ filters }: Dataset, name: string, values: readonly string[]): void {
  const filter = filters[name];
  if (filter === undefined) return;
  if (values.length > (filter.isList ? MOST_VALUES : 1))
    throw wrong(`${name} takes ${filter.isList ? `${MOST_VALUES} values at most` : 'one value'}.`);
  for (const value of values)
    if (!filter.isValue(value))
      throw wrong(`${name} is ${JSON.stringify(value.slice(0, 60))}; it must be ${filter.shape}.`);
}

function checkSdmx({ name, sdmx }: Dataset, filters: ReadonlyMap<string, readonly string[]>): void {
  if (sdmx === undefined)
    throw new HubError('NOT_FOUND', `${name} comes as no SDMX-CSV: only observations do.`);
  if (filters.get('vintages')?.[0] === 'all')
    throw wrong('SDMX-CSV has one observation for each key: leave out vintages, or ask for .csv.');
}

function limitOf(text: string | undefined): number | null {
  if (text === undefined) return null;
  const limit = /^\d{1,6}$/.test(text) ? Number(text) : 0;
  if (limit >= 1 && limit <= MOST_ROWS) return limit;
  throw wrong(`limit must be a whole number from 1 to ${MOST_ROWS}; without it all rows come.`);
}

function styleOf(options: ReadonlyMap<Option, string>): CsvStyle {
  const pick = <Value extends string>(name: Option, usual: Value, among: readonly Value[]): Value => {
    const given = options.get(name) ?? usual;
    const found = among.find((one) => one === given);
    if (found === undefined) throw wrong(`${name} must be one of ${among.join('  ')}`);
    return found;
  };
  const style: CsvStyle = {
    hasBom: pick('bom', '0', ['0', '1']) === '1',
    separator: pick('separator', STYLE.separator, [',', ';']),
    decimal: pick('decimal', STYLE.decimal, ['.', ',']),
  };
  if (style.decimal === ',' && style.separator === ',')
    throw wrong('A decimal comma goes with separator=; (written %3B in an address).');
  return style;
}

function keyOf(
  { name }: Dataset,
  format: Format,
  { filters, after, limit }: Selection,
  style: CsvStyle,
): string {
  const wanted = [...filters].map(([filter, values]) => [filter, [...new Set(values)].sort()]);
  return JSON.stringify([name, format, wanted, after, limit, style]);
}

const wrong = (message: string): HubError => new HubError('BAD_USER_INPUT', message);
