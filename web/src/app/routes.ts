import type { ComponentType } from 'preact';
import { match } from './match.ts';

/** What a page is told of its address. */
export interface PageProps {
  readonly parameters: Readonly<Record<string, string>>;
}

export interface Route {
  readonly pattern: string;
  /** Which part of a plan's navigation it belongs to. */
  readonly part: string | null;
  /** Drawn by the server for whoever is not signed in. */
  readonly isPublic: boolean;
  readonly load: () => Promise<ComponentType<PageProps>>;
}

const page = (pattern: string, part: string | null, isPublic: boolean, load: Route['load']): Route => ({
  pattern,
  part,
  isPublic,
  load,
});

/** Every page, by its address. */
export const ROUTES: readonly Route[] = [
  page('/', null, true, async () => (await import('../screens/home/home.tsx')).Home),
  page('/plan/:slug', 'plan', true, async () => (await import('../screens/plan/plan.tsx')).PlanPage),
  page(
    '/plan/:slug/domain/:code',
    'plan',
    true,
    async () => (await import('../screens/domain/domain.tsx')).DomainPage,
  ),
  page(
    '/plan/:slug/action/:code',
    'plan',
    true,
    async () => (await import('../screens/action/action.tsx')).ActionPage,
  ),
  page(
    '/plan/:slug/sources',
    'sources',
    true,
    async () => (await import('../screens/sources/sources.tsx')).SourcesPage,
  ),
  page(
    '/plan/:slug/attention',
    'attention',
    false,
    async () => (await import('../screens/attention/attention.tsx')).AttentionPage,
  ),
  page(
    '/plan/:slug/changes',
    'changes',
    false,
    async () => (await import('../screens/changes/changes.tsx')).ChangesPage,
  ),
  page(
    '/plan/:slug/approvals',
    'approvals',
    false,
    async () => (await import('../screens/approvals/approvals.tsx')).ApprovalsPage,
  ),
  page(
    '/plan/:slug/periods',
    'periods',
    false,
    async () => (await import('../screens/periods/periods.tsx')).PeriodsPage,
  ),
  page('/plan/:slug/work', 'work', false, async () => (await import('../screens/work/work.tsx')).WorkPage),
  page(
    '/plan/:slug/report',
    'work',
    false,
    async () => (await import('../screens/report/report.tsx')).ReportPage,
  ),
  page(
    '/plan/:slug/upload',
    'upload',
    false,
    async () => (await import('../screens/upload/upload.tsx')).UploadPage,
  ),
  page(
    '/plan/:slug/figures',
    'figures',
    false,
    async () => (await import('../screens/figures/figures.tsx')).FiguresPage,
  ),
  page(
    '/plan/:slug/figures/:code',
    'figures',
    false,
    async () => (await import('../screens/indicator/indicator.tsx')).IndicatorPage,
  ),
  page('/plan/:slug/data', 'data', false, async () => (await import('../screens/data/data.tsx')).DataPage),
  page(
    '/plan/:slug/tests',
    'tests',
    true,
    async () => (await import('../screens/tests/tests.tsx')).TestsPage,
  ),
  page(
    '/plan/:slug/tests/:id',
    'tests',
    true,
    async () => (await import('../screens/test/test.tsx')).TestPage,
  ),
  page(
    '/plan/:slug/recommendations',
    'tests',
    true,
    async () => (await import('../screens/recommendations/all-recommendations.tsx')).RecommendationsPage,
  ),
  page(
    '/plan/:slug/request-test',
    'tests',
    false,
    async () => (await import('../screens/request-test/request-test.tsx')).RequestTestPage,
  ),
  page(
    '/plan/:slug/initiatives',
    'initiatives',
    false,
    async () => (await import('../screens/initiatives/initiatives.tsx')).InitiativesPage,
  ),
  page(
    '/plan/:slug/dialogue',
    'dialogue',
    false,
    async () => (await import('../screens/dialogue/dialogue.tsx')).DialoguePage,
  ),
  page(
    '/plan/:slug/claims',
    'claims',
    false,
    async () => (await import('../screens/claims/claims.tsx')).ClaimsPage,
  ),
  page('/account', null, false, async () => (await import('../screens/account/account.tsx')).AccountPage),
  page(
    '/accessibility',
    null,
    true,
    async () => (await import('../screens/accessibility/accessibility.tsx')).AccessibilityPage,
  ),
  page(
    '/withholding',
    null,
    true,
    async () => (await import('../screens/withholding/withholding.tsx')).WithholdingPage,
  ),
];

export interface Found {
  readonly route: Route;
  readonly parameters: Readonly<Record<string, string>>;
}

/** The page at a path; null when there is none. */
export function routeOf(path: string): Found | null {
  for (const route of ROUTES) {
    const parameters = match(route.pattern, path);
    if (parameters !== null) return { route, parameters };
  }
  return null;
}
