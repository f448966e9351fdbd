import { importFolder, PROGRAMMES, prepareDatabase, shippedSlugs } from '@kapstok/cli/testing';
import { createTestDatabase, startTestServer } from '@kapstok/kit/testing';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  export interface ProvidedContext {
    /** URL of the PostgreSQL server of this run. */
    serverUrl: string;
    /** Databases to copy: one with tables only, one with the shipped programmes. */
    emptyTemplate: string;
    shippedTemplate: string;
  }
}

/** Roles of the tests, so that a hub on the same server keeps its own. */
export const TEST_ROLES = {
  rolePrefix: 'kapstok_test',
  secret: 'the secret of the test roles, known to all',
};

/** One server for the run; each test file works on a copy of one of two databases that are made here once. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await startTestServer();
  const empty = await createTestDatabase(server.url);
  await prepareDatabase({ ownerUrl: empty.url, ...TEST_ROLES });
  const shipped = await createTestDatabase(server.url, empty.name);
  for (const slug of await shippedSlugs())
    await importFolder({ ownerUrl: shipped.url, ...TEST_ROLES }, `${PROGRAMMES}/${slug}`);
  project.provide('serverUrl', server.url);
  project.provide('emptyTemplate', empty.name);
  project.provide('shippedTemplate', shipped.name);
  return async () => {
    await shipped.drop();
    await empty.drop();
    await server.stop();
  };
}
