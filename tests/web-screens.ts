import { type HubIdentity, importFolder } from '@kapstok/cli/testing';
import { type As, CITY, type Pages, type Visitor } from './dashboard.ts';
import { ProgrammeFolder } from './programme-folder.ts';

/** A screen, where it stands filled, and for whom. */
export interface Screen {
  readonly name: string;
  /** Its pattern in web/src/app/routes.ts. */
  readonly route: string;
  readonly as?: As;
  /** Where it is; or the list on which to find the first link to it. */
  readonly at: string | { readonly list: string; readonly link: string };
  /** Where it has nothing to show; absent: it always has. */
  readonly empty?: string;
  /** Who sees it empty, when that is another. */
  readonly emptyAs?: As;
}

const EMPTY = '/plan/empty';
const BARE = '/plan/bare';
const PLAN = '/plan/:slug';

/** Every screen of the dashboard; a route without one fails tests/web-accessibility.test.ts. */
export const SCREENS: readonly Screen[] = [
  { name: 'home', route: '/', at: '/' },
  { name: 'plan', route: PLAN, at: CITY, empty: EMPTY, emptyAs: 'director' },
  { name: 'plan of who steers', route: PLAN, as: 'director', at: CITY, empty: BARE },
  {
    name: 'domain',
    route: `${PLAN}/domain/:code`,
    at: `${CITY}/domain/D02`,
    empty: `${EMPTY}/domain/D1`,
    emptyAs: 'director',
  },
  {
    name: 'action',
    route: `${PLAN}/action/:code`,
    at: `${CITY}/action/D02-001`,
    empty: `${BARE}/action/A1`,
    emptyAs: 'director',
  },
  {
    name: 'action of who steers',
    route: `${PLAN}/action/:code`,
    as: 'director',
    at: `${CITY}/action/D02-001`,
  },
  {
    name: 'sources',
    route: `${PLAN}/sources`,
    at: '/plan/kortrijk-2013/sources',
    empty: `${EMPTY}/sources`,
    emptyAs: 'director',
  },
  {
    name: 'tests',
    route: `${PLAN}/tests`,
    at: `${CITY}/tests`,
    empty: `${EMPTY}/tests`,
    emptyAs: 'director',
  },
  {
    name: 'test',
    route: `${PLAN}/tests/:id`,
    as: 'reviewer',
    at: { list: `${CITY}/tests?stage=DRAFT`, link: 'tbody a' },
  },
  {
    name: 'attention',
    route: `${PLAN}/attention`,
    as: 'director',
    at: `${CITY}/attention`,
    empty: `${EMPTY}/attention`,
  },
  {
    name: 'changes',
    route: `${PLAN}/changes`,
    as: 'director',
    at: `${CITY}/changes?from=2025-01-01`,
    empty: `${EMPTY}/changes`,
  },
  {
    name: 'approvals',
    route: `${PLAN}/approvals`,
    as: 'director',
    at: `${CITY}/approvals`,
    empty: `${EMPTY}/approvals`,
  },
  {
    name: 'periods',
    route: `${PLAN}/periods`,
    as: 'director',
    at: `${CITY}/periods`,
    empty: `${EMPTY}/periods`,
  },
  {
    name: 'work',
    route: `${PLAN}/work`,
    as: 'partner',
    at: `${CITY}/work`,
    empty: `${EMPTY}/work`,
    emptyAs: 'director',
  },
  {
    name: 'report',
    route: `${PLAN}/report`,
    as: 'partner',
    at: { list: `${CITY}/work`, link: '.queue a' },
    empty: `${CITY}/report`,
  },
  {
    name: 'upload',
    route: `${PLAN}/upload`,
    as: 'partner',
    at: `${CITY}/upload`,
    empty: `${EMPTY}/upload`,
    emptyAs: 'director',
  },
  {
    name: 'claims of a partner',
    route: `${PLAN}/claims`,
    as: 'partner',
    at: `${CITY}/claims`,
    empty: `${EMPTY}/claims`,
    emptyAs: 'director',
  },
  { name: 'claims of who steers', route: `${PLAN}/claims`, as: 'director', at: `${CITY}/claims` },
  {
    name: 'figures',
    route: `${PLAN}/figures`,
    as: 'evaluator',
    at: `${CITY}/figures`,
    empty: `${EMPTY}/figures`,
  },
  {
    name: 'indicator',
    route: `${PLAN}/figures/:code`,
    as: 'evaluator',
    at: '/plan/kortrijk-2013/figures/kansarmoede-index',
    empty: `${BARE}/figures/meals`,
  },
  { name: 'data', route: `${PLAN}/data`, as: 'evaluator', at: `${CITY}/data`, empty: `${EMPTY}/data` },
  { name: 'account', route: '/account', as: 'evaluator', at: '/account', empty: '/account' },
  {
    name: 'recommendations',
    route: `${PLAN}/recommendations`,
    as: 'reviewer',
    at: `${CITY}/recommendations`,
    empty: `${EMPTY}/recommendations`,
  },
  {
    name: 'request of a test',
    route: `${PLAN}/request-test`,
    as: 'director',
    at: `${CITY}/request-test`,
    empty: `${EMPTY}/request-test`,
  },
  {
    name: 'initiatives',
    route: `${PLAN}/initiatives`,
    as: 'director',
    at: `${CITY}/initiatives`,
    empty: `${EMPTY}/initiatives`,
  },
  {
    name: 'dialogue',
    route: `${PLAN}/dialogue`,
    as: 'director',
    at: `${CITY}/dialogue`,
    empty: `${EMPTY}/dialogue`,
  },
  { name: 'accessibility', route: '/accessibility', at: '/accessibility' },
  { name: 'withholding', route: '/withholding', at: '/withholding' },
];

/** A programme that has nothing yet, and one of which every part has next to nothing. */
export async function importScarce(identity: HubIdentity): Promise<void> {
  const own = { title_en: 'Scarce', starts_on: '2026-01-01', status: 'RUNNING', is_fictional: 'true' };
  for (const slug of ['empty', 'bare']) {
    const folder = await ProgrammeFolder.empty();
    await folder.write('programme.csv', [{ slug, ...own, default_language: 'en', source: 'S1' }]);
    await folder.write('sources.csv', [{ key: 'S1', citation: 'Made up.' }]);
    await folder.write('domains.csv', [{ code: 'D1', position: '1', title_en: 'Food' }]);
    if (slug === 'bare') await writeBare(folder);
    await importFolder(identity, folder.directory);
    await folder.delete();
  }
}

async function writeBare(folder: ProgrammeFolder): Promise<void> {
  const action = { code: 'A1', domain: 'D1', title_en: 'Soup', status: 'PLANNED', is_synthetic: 'true' };
  await folder.write('actions.csv', [action]);
  const counted = { unit: 'MEALS', is_cumulative: 'false', count_basis: 'COUNTED' };
  const measured = { level: 'OUTPUT', direction: 'HIGHER_IS_BETTER', frequency: 'YEARLY' };
  await folder.write('indicators.csv', [{ code: 'meals', title_en: 'Meals', ...counted, ...measured }]);
  const version = { indicator: 'meals', version: '1', definition_en: 'Meals that were served.' };
  await folder.write('indicator-versions.csv', [{ ...version, ...counted }]);
}

/** The address of a screen that is filled, in a language. */
export async function addressOf(pages: Pages, { page }: Visitor, { at }: Screen): Promise<string> {
  if (typeof at === 'string') return at;
  await pages.visit(page, at.list);
  return (await page.locator(at.link).first().getAttribute('href')) ?? '';
}

export function inLanguage(address: string, language: string): string {
  const url = new URL(address, 'http://hub.invalid');
  url.searchParams.set('lang', language);
  return url.pathname + url.search;
}
