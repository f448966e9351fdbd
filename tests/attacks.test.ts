import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { ROOT } from './source-files.ts';

const ROW = /^\| (?<attack>[^|]+) \| `(?<file>[^`]+)` \*(?<title>.+?)\* \| (?<seen>[^|]+) \|$/;
const lines = readFileSync(new URL('attacks.md', import.meta.url), 'utf8').split('\n');
const rows = lines.filter((line) => line.startsWith('| ') && !line.startsWith('| attack '));

test('every line of the table names a test', () => {
  expect(rows.length).toBeGreaterThan(30);
  expect(rows.filter((row) => !ROW.test(row))).toEqual([]);
});

test.each(rows.map((row) => ROW.exec(row)?.groups ?? {}))(
  '$attack is tried in $file',
  ({ file = '', title = '' }) => {
    const place = path.join(ROOT, file);
    expect(existsSync(place)).toBe(true);
    expect(readFileSync(place, 'utf8')).toContain(title);
  },
);
