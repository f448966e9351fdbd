import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { subgraphs } from '@kapstok/all';
import { exportFolder, importFolder, shippedSlugs } from '@kapstok/cli/testing';
import {
  type AuditEntry,
  appendAudit,
  Database,
  ImportRefused,
  roleUrl,
  serviceRole,
  verifyChain,
  withOwner,
} from '@kapstok/kit';
import type { ServiceName } from '@kapstok/schema';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { openTestHub, type TestHub } from './hub.ts';
import { ProgrammeFolder } from './programme-folder.ts';

const [SLUG = ''] = await shippedSlugs();

let hub: TestHub;
let programmeId: string;
beforeAll(async () => {
  hub = await openTestHub('shipped');
  const { data } = await hub.ask(`{ programme(slug: "${SLUG}") { id } }`);
  programmeId = data.programme.id;
});
afterAll(() => hub.close());

interface Row {
  seq: string;
  what: string;
  subject: string;
  programme_id: string | null;
  // biome-ignore lint/suspicious/noExplicitAny: what an entry holds depends on what it tells
  after: any;
  reason: string | null;
}
const trail = (service: ServiceName = 'actions') =>
  withOwner(
    hub.identity.ownerUrl,
    async (owner) => (await owner.query<Row>(`select * from ${service}.audit_entry order by seq`)).rows,
  );
/** What was added to the trail of actions while something was done. */
async function added(work: () => Promise<unknown>): Promise<Row[]> {
  const before = (await trail()).length;
  await work();
  return (await trail()).slice(before);
}
async function copy(): Promise<ProgrammeFolder> {
  const folder = await ProgrammeFolder.copyOf(SLUG);
  onTestFinished(() => folder.delete());
  return folder;
}

describe('a folder that is loaded', () => {
  test('is one entry: which bytes, and how many rows of each file', async () => {
    const folder = await copy();
    const [entry, ...others] = await added(() => importFolder(hub.identity, folder.directory));
    expect(others).toEqual([]);
    expect(entry).toMatchObject({ what: 'PROGRAMME_IMPORTED', subject: 'hub', programme_id: programmeId });
    const actionRows = (await folder.read('actions.csv')).length;
    expect(entry?.after.rows).toContainEqual({
      file: 'actions.csv',
      service: 'actions',
      inserted: 0,
      updated: 0,
      deleted: 0,
      unchanged: actionRows,
    });
    expect(entry?.after.sha256).toBe(await digestOf(folder.directory));
  });

  test('by a dry run leaves none', async () => {
    const folder = await copy();
    expect(await added(() => importFolder(hub.identity, folder.directory, { isDryRun: true }))).toEqual([]);
  });

  test.each<[string, (folder: ProgrammeFolder) => Promise<unknown>]>([
    [
      'a wrong cell',
      (folder) => folder.change('actions.csv', ([row, ...rows]) => [{ ...row, status: 'X' }, ...rows]),
    ],
    [
      'a file that cannot be read',
      (folder) => folder.writeBytes('actions.csv', new Uint8Array([0xff, 0xfe])),
    ],
  ])('and refused for %s is one entry, in a transaction of its own', async (_what, spoil) => {
    const folder = await copy();
    await spoil(folder);
    const [entry, ...others] = await added(() =>
      expect(importFolder(hub.identity, folder.directory)).rejects.toThrow(ImportRefused),
    );
    expect(others).toEqual([]);
    expect(entry).toMatchObject({ what: 'IMPORT_REFUSED', programme_id: programmeId });
    expect(entry?.reason).toMatch(/\d+ problems?; nothing was changed/);
    expect(entry?.after).toEqual({ slug: SLUG, sha256: await digestOf(folder.directory) });
  });

  test('and refused by a dry run leaves none', async () => {
    const folder = await copy();
    await folder.writeBytes('actions.csv', 'x\n');
    const refused = () =>
      expect(importFolder(hub.identity, folder.directory, { isDryRun: true })).rejects.toThrow(ImportRefused);
    expect(await added(refused)).toEqual([]);
  });

  test('and no programme is an entry of no programme', async () => {
    const folder = await ProgrammeFolder.empty();
    onTestFinished(() => folder.delete());
    const [entry] = await added(() =>
      expect(importFolder(hub.identity, folder.directory)).rejects.toThrow(ImportRefused),
    );
    expect(entry).toMatchObject({ what: 'IMPORT_REFUSED', programme_id: null, after: { slug: null } });
  });
});

/** As a person would, with `sha256sum *.csv | sha256sum` in the C locale. */
async function digestOf(directory: string): Promise<string> {
  const sha256 = (bytes: string | Buffer) => createHash('sha256').update(bytes).digest('hex');
  const names = (await readdir(directory)).filter((name) => name.endsWith('.csv')).sort();
  const lines = names.map(async (name) => `${sha256(await readFile(path.join(directory, name)))}  ${name}\n`);
  return sha256((await Promise.all(lines)).join(''));
}

test('a programme that is written out is one entry; one that cannot be written out is none', async () => {
  const directory = await mkdtemp(path.join(tmpdir(), 'kapstok-export-'));
  onTestFinished(() => rm(directory, { recursive: true }));
  const [entry, ...others] = await added(() => exportFolder(hub.identity, SLUG, path.join(directory, 'a')));
  expect(others).toEqual([]);
  expect(entry).toMatchObject({ what: 'PROGRAMME_EXPORTED', subject: 'hub', programme_id: programmeId });
  expect(entry?.after.rows).toContainEqual({ file: 'programme.csv', rows: 1 });
  const refused = () =>
    expect(exportFolder(hub.identity, 'nowhere', path.join(directory, 'b'))).rejects.toThrow();
  expect(await added(refused)).toEqual([]);
});

test('every chain holds after all that', async () => {
  await withOwner(hub.identity.ownerUrl, async (owner) => {
    for (const { name } of subgraphs) expect(await verifyChain(owner, name)).toMatchObject({ wrong: null });
  });
});

/** Every noun with a trail: where it is kept, how to get to some of them, and to its id. */
const NOUNS: readonly [noun: string, service: ServiceName, list: string][] = [
  ['Programme', 'actions', 'programmes(first: 2) { nodes { ... on Programme { X } } }'],
  ['PolicyDomain', 'actions', `programme(slug: "${SLUG}") { domains { X } }`],
  ['Action', 'actions', `programme(slug: "${SLUG}") { actions(first: 5) { nodes { X } } }`],
  ['Agreement', 'agreements', `programme(slug: "${SLUG}") { agreements(first: 5) { nodes { X } } }`],
  [
    'Organisation',
    'agreements',
    `programme(slug: "${SLUG}") { agreements(first: 5) { nodes { parties { organisation { X } } } } }`,
  ],
  ['PovertyTest', 'reviews', `programme(slug: "${SLUG}") { povertyTests(first: 5) { nodes { X } } }`],
  ['Indicator', 'indicators', `programme(slug: "${SLUG}") { indicators(first: 5) { nodes { X } } }`],
];
/** All objects in an answer that hold an id and a trail, by id. */
function withTrails(value: unknown, found = new Map<string, Found>()): Map<string, Found> {
  if (typeof value !== 'object' || value === null) return found;
  if ('auditTrail' in value && 'id' in value) found.set(String(value.id), value as Found);
  for (const inner of Object.values(value)) withTrails(inner, found);
  return found;
}
interface Found {
  id: string;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers freely
  auditTrail: any;
}
const about = (more: Partial<AuditEntry>): AuditEntry => ({
  subject: 'hub',
  what: 'TRIED',
  objectType: 'Action',
  objectId: null,
  programmeId,
  before: { status: 'PLANNED' },
  after: { status: 'RUNNING' },
  reason: 'for the test',
  correlationId: 'c-1',
  ...more,
});
async function write(service: ServiceName, ...entries: AuditEntry[]): Promise<void> {
  const { ownerUrl, rolePrefix, secret } = hub.identity;
  const url = roleUrl(ownerUrl, serviceRole(rolePrefix, service), secret);
  const database = new Database({ url, service });
  await database.change(async (db) => {
    for (const entry of entries) await appendAudit(db, entry);
  });
  await database.close();
}

describe('auditTrail', () => {
  test.each(NOUNS)(
    'shows what was done to each %s, and costs one statement for all',
    async (noun, service, list) => {
      const ids = [
        ...withTrails(
          (await hub.ask(`{ ${list.replace('X', 'id auditTrail { totalCount }')} }`)).data,
        ).keys(),
      ];
      expect(ids.length).toBeGreaterThan(1);
      for (const objectId of ids.slice(0, 2))
        await write(
          service,
          about({ objectType: noun, objectId }),
          about({ objectType: noun, objectId, what: 'AGAIN' }),
        );
      const question = `{ ${list.replace('X', 'id auditTrail(first: 2) { totalCount nodes { what who before after reason correlationId at number } }')} }`;
      const { data, errors, statements } = await hub.askCounting(question);
      expect(errors).toEqual([]);
      const found = withTrails(data);
      for (const id of ids.slice(0, 2)) {
        const { nodes } = found.get(id)?.auditTrail ?? {};
        expect(nodes.slice(0, 2)).toMatchObject([
          { what: 'AGAIN', who: 'hub', reason: 'for the test', correlationId: 'c-1' },
          { what: 'TRIED', before: '{"status": "PLANNED"}', after: '{"status": "RUNNING"}' },
        ]);
      }
      expect(statements.filter(({ text }) => text.includes('audit_entry'))).toHaveLength(1);
    },
  );

  test('is paged from the newest to the oldest', async () => {
    const { data } = await hub.ask(`{ programme(slug: "${SLUG}") { actions(first: 1) { nodes { id } } } }`);
    const objectId = data.programme.actions.nodes[0].id;
    await write('actions', ...['E1', 'E2', 'E3', 'E4', 'E5'].map((what) => about({ objectId, what })));
    const seen: string[] = [];
    for (let after: string | null = null, more = true; more; ) {
      const page = await hub.ask(
        `query ($id: ID!, $after: String) { action(id: $id) { auditTrail(first: 2, after: $after) {
          totalCount pageInfo { hasNextPage hasPreviousPage endCursor } nodes { what } } } }`,
        { id: objectId, after },
      );
      const { nodes, pageInfo, totalCount } = page.data.action.auditTrail;
      expect(totalCount).toBeGreaterThanOrEqual(5);
      expect(pageInfo.hasPreviousPage).toBe(after !== null);
      seen.push(...nodes.map(({ what }: { what: string }) => what));
      after = pageInfo.endCursor;
      more = pageInfo.hasNextPage;
    }
    expect(seen.slice(0, 5)).toEqual(['E5', 'E4', 'E3', 'E2', 'E1']);
  });

  test.each(['0', '-1', 'x', '1; drop table', '99999999999999999999', 'WyJhIl0'])(
    'refuses %s as a place to begin',
    async (after) => {
      const { errors } = await hub.ask(
        `query ($after: String) { programme(slug: "${SLUG}") { auditTrail(after: $after) { totalCount } } }`,
        { after },
      );
      expect(errors[0]?.extensions.code).toBe('BAD_USER_INPUT');
      expect(errors[0]?.message).toContain('not a cursor of this list');
    },
  );

  test('shows no entry of another programme, nor of none, to who steers one', async () => {
    const { data } = await hub.ask(
      `{ programme(slug: "${SLUG}") { agreements(first: 1) { nodes { parties { organisation { id } } } } } }`,
    );
    const objectId = data.programme.agreements.nodes[0].parties[0].organisation.id;
    const other = '01920000-0000-7000-8000-000000000000';
    const entries = [programmeId, other, null].map((of) =>
      about({
        objectType: 'Organisation',
        objectId,
        programmeId: of,
        what: `OF_${of === programmeId ? 'OWN' : 'OTHER'}`,
      }),
    );
    await write('agreements', ...entries);
    const question = `query ($id: ID!) { organisation(id: $id) { auditTrail { totalCount nodes { what } } } }`;
    const answer = await hub.askAs({ role: 'DIRECTOR', programme: SLUG }, question, { id: objectId });
    const { nodes, totalCount } = answer.data.organisation.auditTrail;
    const seen = nodes.map(({ what }: { what: string }) => what);
    expect(seen).toContain('OF_OWN');
    expect(seen).not.toContain('OF_OTHER');
    expect(totalCount).toBe(seen.length);
  });

  test('is null for who does not read what is internal', async () => {
    const question = `{ programme(slug: "${SLUG}") { id auditTrail { totalCount } } }`;
    const as = async (role: 'SECRETARY' | 'EVALUATOR' | 'ADMINISTRATOR' | 'DIRECTOR' | 'COORDINATOR') =>
      (await hub.askAs({ role }, question)).data.programme;
    for (const role of ['SECRETARY', 'EVALUATOR', 'ADMINISTRATOR'] as const)
      expect(await as(role), role).toEqual({ id: programmeId, auditTrail: null });
    for (const role of ['DIRECTOR', 'COORDINATOR'] as const)
      expect((await as(role)).auditTrail.totalCount, role).toBeGreaterThan(0);
  });
});
