import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { CLASSES, type Class } from './ownership.ts';

const FILE = path.join(import.meta.dirname, 'expectations.csv');
const NOTHING = '-';

/** Field → persona → the classes of objects of which that persona is told the field. */
export type Expectations = ReadonlyMap<string, ReadonlyMap<string, ReadonlySet<Class>>>;

/** Reads the table; throws when a cell holds a word that is no class. */
export function readExpectations(): Expectations {
  const [header = '', ...lines] = readFileSync(FILE, 'utf8').trimEnd().split('\n');
  const [, ...personas] = header.split(',');
  return new Map(
    lines.map((line) => {
      const [field = '', ...cells] = line.split(',');
      return [field, new Map(personas.map((persona, i) => [persona, classesIn(cells[i] ?? '', field)]))];
    }),
  );
}

function classesIn(cell: string, field: string): Set<Class> {
  if (cell === NOTHING) return new Set();
  const words = cell.split(' ').map((word) => word.toUpperCase());
  const unknown = words.filter((word) => !CLASSES.some((one) => one === word));
  if (unknown.length > 0)
    throw new Error(`${field}: ${unknown.join(', ')} is no class; ${CLASSES.join(', ')} are`);
  return new Set(words as Class[]);
}

/** Writes down what was seen, for somebody to read line by line before it is committed. */
export function writeExpectations(personas: readonly string[], table: Expectations): void {
  const lines = [...table]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([field, cells]) =>
      [field, ...personas.map((persona) => cellOf(cells.get(persona) ?? new Set()))].join(','),
    );
  writeFileSync(FILE, `${[['field', ...personas].join(','), ...lines].join('\n')}\n`);
}

const cellOf = (classes: ReadonlySet<Class>): string => {
  const words = CLASSES.filter((one) => classes.has(one)).map((one) => one.toLowerCase());
  return words.length === 0 ? NOTHING : words.join(' ');
};
