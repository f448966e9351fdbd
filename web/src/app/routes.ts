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
