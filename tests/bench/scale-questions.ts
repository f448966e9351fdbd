import { readFileSync } from 'node:fs';
import path from 'node:path';
import { SLUG } from './settings.ts';

const SOURCES = path.resolve(import.meta.dirname, '..', '..');
const read = (file: string): string =>
  readFileSync(path.join(SOURCES, file), 'utf8').replace(/"kortrijk-20\d\d"/g, `"${SLUG}"`);
const inCity = (fields: string): string => `{ programme(slug: "${SLUG}") { ${fields} } }`;

/** What a page of the dashboard asks, each once. Their answers are of one size in a city of any size. */
export const PAGE_QUESTIONS: Readonly<Record<string, string>> = {
  'director overview': read('questions/1-director-overview.graphql'),
  '50 actions, everything': read('bench/page-of-actions.graphql'),
  '50 actions, by title': inCity(
    'actions(first: 50) { totalCount nodes { code title status domain { code } } }',
  ),
  'what needs attention': inCity(
    'attention(first: 50) { totalCount nodes { kinds moneyAtRisk { amount } action { code title domain { code } } } }',
  ),
  '50 agreements': inCity(
    `agreements(first: 50) { totalCount nodes { number title status parties { organisation { code name } }
      budget { planned { amount } } } }`,
  ),
  '50 poverty tests': inCity(
    `povertyTests(first: 50) { totalCount nodes { code stage isValid isOverdue action { code title }
      recommendations(first: 5) { totalCount nodes { code } } } }`,
  ),
  '50 indicators': inCity(
    `indicators(first: 50) { totalCount nodes { code title latest { periodEnd figure { value } } trend { verdict } } }`,
  ),
  '50 observations of an indicator': inCity(
    `indicators(first: 1) { nodes { observations(first: 50, allSeries: true) {
      totalCount nodes { code periodEnd figure { value } place { name } source { key } } } } }`,
  ),
  '50 organisations': `{ organisations(first: 50) { totalCount nodes { code name actions(first: 3) { totalCount } } } }`,
};
