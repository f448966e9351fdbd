import { expect, test } from 'vitest';
import { fileAddress, fileSnippets } from './data-files.ts';

test.each([
  [{}, '/data/observations.csv'],
  [{ programme: 'kortrijk-2013' }, '/data/observations.csv?programme=kortrijk-2013'],
  [{ place: ['34022', '02000'], from: '' }, '/data/observations.csv?place=34022,02000'],
  [{ place: [], asOf: null, indicator: 'a+b' }, '/data/observations.csv?indicator=a%2Bb'],
])('a file with %j is at %s', (filters, address) => {
  expect(fileAddress('observations', 'csv', filters)).toBe(address);
});

test('a snippet holds the address and never a token', () => {
  const address = fileAddress('targets', 'csv', { programme: 'kortrijk-2020' });
  for (const { text } of fileSnippets('https://plan.example', address)) {
    expect(text).toContain('"https://plan.example/data/targets.csv?programme=kortrijk-2020"');
    expect(text).toContain('KAPSTOK_TOKEN');
  }
});
