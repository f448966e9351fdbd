import { expect, test } from 'vitest';
import { PreparedStatements } from './prepared.ts';

const nameOf = (prepared: PreparedStatements, text: string) => prepared.named({ text, values: [1] }).name;

test('a statement has a name from the third time on, and keeps it', () => {
  const prepared = new PreparedStatements();
  const names = [1, 2, 3, 4].map(() => nameOf(prepared, 'select $1'));
  expect(names).toEqual([undefined, undefined, 'kapstok_1', 'kapstok_1']);
  for (let time = 1; time <= 2; time += 1) nameOf(prepared, 'select $1 + 1');
  expect(nameOf(prepared, 'select $1 + 1')).toBe('kapstok_2');
  expect(prepared.named({ text: 'select $1', values: [7] })).toEqual({
    ...{ name: 'kapstok_1', text: 'select $1', values: [7] },
  });
});

test('there is an end to names: what comes later goes without', () => {
  const prepared = new PreparedStatements();
  const given = Array.from({ length: 1000 }, (_, i) => {
    for (let time = 1; time <= 2; time += 1) nameOf(prepared, `select ${i}`);
    return nameOf(prepared, `select ${i}`);
  });
  expect(new Set(given.filter((name) => name !== undefined)).size).toBe(300);
  expect(nameOf(prepared, 'select 0')).toBe('kapstok_1');
});
