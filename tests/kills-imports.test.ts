import { withOwner } from '@kapstok/kit';
import { beforeAll, expect, onTestFinished, test } from 'vitest';
import { build, CliProcess } from './cli-process.ts';
import { openReportingWorld, type ReportingWorld } from './reporting-world.ts';

const IS_SOAK = process.env['KAPSTOK_SOAK'] === '1';
const KILLS = IS_SOAK ? 20 : 1;
const PERIODS = IS_SOAK ? 600 : 150;

beforeAll(() => build());

const settingsOf = ({ ownerUrl, rolePrefix, secret }: ReportingWorld['identity']) => ({
  DATABASE_URL: ownerUrl,
  KAPSTOK_ROLE_PREFIX: rolePrefix,
  KAPSTOK_SECRET: secret,
  PORT: '0',
});

test(
  'a hub that is killed in the middle of an import goes on where it was, and does no line twice',
  async () => {
    const world = await openReportingWorld();
    let isOpen = true;
    // Its database goes with the server of the tests: a hub is closed once only.
    const closeHub = async () => {
      if (isOpen) await world.hub.close();
      isOpen = false;
    };
    onTestFinished(closeHub);
    const [subject] = world.subjects;
    if (subject === undefined) throw new Error('Nobody carries out an action.');
    const codes = Array.from({ length: PERIODS }, (_, i) => `K${i}`);
    for (const code of codes) await world.openPeriod(code);
    const token = await world.tokenFor(subject.partner);
    const settings = settingsOf(world.identity);
    // From here on only processes that are killed carry imports out.
    await closeHub();
    const hub = new CliProcess(['start'], settings);
    const url = await hub.ready();
    const lines = codes.map((code) => `${subject.code},${subject.organisationId},${code},Done`);
    const csv = ['action_code,organisation_id,period_code,narrative', ...lines].join('\n');
    const id = await send(url, token, { programmeId: world.programme, csv, isDryRun: false, submit: false });
    await expect.poll(() => doneIn(world, id), { interval: 5, timeout: 60_000 }).toBeGreaterThan(0);
    await hub.stop('SIGKILL');
    expect(await doneIn(world, id)).toBeLessThan(PERIODS);
    for (let kill = 1; kill < KILLS; kill += 1) await killLater(world, id, settings);
    const last = new CliProcess(['start'], settings);
    onTestFinished(async () => void (await last.stop()));
    await expect.poll(() => stateOf(world, id), { timeout: 120_000 }).toBe('DONE');
    expect(await doneIn(world, id)).toBe(PERIODS);
    expect(await saves(world)).toEqual({ entries: PERIODS, updates: PERIODS, once: PERIODS, imports: 1 });
  },
  IS_SOAK ? 1_800_000 : 180_000,
);

/** Starts a hub, and kills it when it has done some more lines. */
async function killLater(world: ReportingWorld, id: string, settings: Record<string, string>): Promise<void> {
  const before = await doneIn(world, id);
  const hub = new CliProcess(['start'], settings);
  await expect
    .poll(async () => (await doneIn(world, id)) > before || (await stateOf(world, id)) === 'DONE', {
      interval: 5,
      timeout: 60_000,
    })
    .toBe(true);
  await hub.stop('SIGKILL');
}

async function send(url: string, token: string, input: Record<string, unknown>): Promise<string> {
  const query = `mutation ($input: ImportProgressUpdatesInput!) {
    importProgressUpdates(input: $input) { updateImport { id } userErrors { message } } }`;
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ query, variables: { input } }),
  });
  const { data } = (await response.json()) as {
    data: { importProgressUpdates: { updateImport: { id: string } | null; userErrors: unknown[] } };
  };
  expect(data.importProgressUpdates.userErrors).toEqual([]);
  return data.importProgressUpdates.updateImport?.id ?? '';
}

async function one<Row extends object>({ identity }: ReportingWorld, text: string, values: unknown[] = []) {
  return withOwner(identity.ownerUrl, async (owner) => (await owner.query<Row>(text, values)).rows[0]);
}

const doneIn = async (world: ReportingWorld, id: string): Promise<number> =>
  (
    await one<{ n: number }>(
      world,
      'select count(*)::int as n from actions.update_import_row where import_id = $1',
      [id],
    )
  )?.n ?? 0;

const stateOf = async (world: ReportingWorld, id: string): Promise<string | undefined> =>
  (await one<{ state: string }>(world, 'select state from actions.update_import where id = $1', [id]))?.state;

/** How often something was saved, by the trail and by the rows themselves. */
const saves = (world: ReportingWorld) =>
  one(
    world,
    `select (select count(*)::int from actions.audit_entry where what = 'PROGRESS_SAVED') as entries,
       (select count(*)::int from actions.audit_entry where what = 'PROGRESS_IMPORTED') as imports,
       (select count(*)::int from actions.progress_update) as updates,
       (select count(*)::int from actions.progress_update where content_version = 2) as once`,
  );
