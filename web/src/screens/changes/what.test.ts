import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { wordsForWhat } from './what.ts';

/** Of programmes alone: what is done to accounts and to the hub itself is on no page. */
const ELSEWHERE = ['ACCOUNT_CLOSED', 'API_TOKEN_MADE', 'API_TOKEN_REVOKED', 'SESSIONS_ENDED'];

/** What the services write down, as it stands in their sources. */
function codesOf(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const file = path.join(folder, entry.name);
    if (entry.isDirectory()) return ['generated', 'node_modules'].includes(entry.name) ? [] : codesOf(file);
    if (!/\.ts$/.test(entry.name) || /\.test\.ts$/.test(entry.name)) return [];
    return [...readFileSync(file, 'utf8').matchAll(/\bwhat: '([A-Z_]+)'/g)].map(([, code = '']) => code);
  });
}

test('whatever a service writes down has words in each language', () => {
  const services = path.resolve(import.meta.dirname, '../../../../services');
  const codes = readdirSync(services).flatMap((name) => codesOf(path.join(services, name, 'src')));
  expect(codes).toContain('PROGRESS_APPROVED');
  const poor = codes.filter(
    (code) =>
      !ELSEWHERE.includes(code) && (['nl', 'fr', 'de'] as const).some((one) => !wordsForWhat(code, one)),
  );
  expect(poor).toEqual([]);
});

test('what has no words yet is said in those of the trail', () => {
  expect(wordsForWhat('SOMETHING_NEW', 'nl')).toBeNull();
  expect(wordsForWhat('SOMETHING_NEW', 'en')).toBe('something new');
  expect(wordsForWhat('PERIOD_OPENED', 'de')).toBe('Zeitraum geöffnet');
});
