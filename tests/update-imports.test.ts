import { openHub } from '@kapstok/cli/testing';
import { groupBy, withOwner } from '@kapstok/kit';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { codesOf, type Payload } from './access-world.ts';
import { UNBOUNDED } from './hub.ts';
import {
  DIRECTOR,
  EVALUATOR,
  FULL,
  openReportingWorld,
  type ReportingWorld,
  type Subject,
} from './reporting-world.ts';
import type { Persona } from './tokens.ts';

let world: ReportingWorld;
let period: Payload;
let subject: Subject;
/** Actions of the same organisation as `subject`. */
let mine: readonly Subject[];
beforeAll(async () => {
  world = await openReportingWorld();
  period = (await world.openPeriod('2026-Q4')).reportingPeriod;
  const byPartner = groupBy(world.subjects, ({ organisationId }) => organisationId);
  mine = [...byPartner.values()].sort((a, b) => b.length - a.length)[0] ?? [];
  if (mine[0] === undefined) throw new Error('Nobody carries out an action.');
  subject = mine[0];
});
afterAll(() => world?.close());

const SHOW = `updateImport { id state isDryRun fileHash failure rowCount doneCount createdCount changedCount submittedCount
  unchangedCount refusedCount rows(first: 100) { totalCount nodes { line outcome changedColumns problems { column message }
  progressUpdate { state } } } }`;

/** Sends a file. */
const send = (persona: Persona | null, csv: string, input: Record<string, unknown> = {}): Promise<Payload> =>
  world.change(
    persona,
    'importProgressUpdates',
    { programmeId: world.programme, csv, isDryRun: false, submit: false, ...input },
    SHOW,
  );

async function lookAt(persona: Persona, id: string): Promise<Payload> {
  const { data, text } = await world.askAs(
    persona,
    `query ($id: ID!) { programme(slug: "voorbeeldstad") { ${SHOW.replace('updateImport', 'updateImport(id: $id)')} } }`,
    { id },
  );
  if (data?.programme == null) throw new Error(text);
  return data.programme.updateImport;
}

async function ended(persona: Persona, id: string): Promise<Payload> {
  await expect
    .poll(async () => (await lookAt(persona, id)).state, { timeout: 30_000 })
    .toMatch(/DONE|FAILED/);
  return lookAt(persona, id);
}

/** Sends a file and waits for its end. */
async function imported(
  persona: Persona,
  csv: string,
  input: Record<string, unknown> = {},
): Promise<Payload> {
  const { updateImport, userErrors } = await send(persona, csv, input);
  expect(userErrors).toEqual([]);
  return ended(persona, updateImport.id);
}

async function exported(
  persona: Persona | null,
): Promise<{ text: string; rowCount: number; totalCount: number }> {
  const { data } = await world.askAs(
    persona,
    'query ($id: ID!) { programme(slug: "voorbeeldstad") { progressUpdatesCsv(periodId: $id) { text rowCount totalCount } } }',
    { id: period.id },
  );
  return data.programme.progressUpdatesCsv;
}

const HEADERS = [
  'action_code',
  'organisation_id',
  'period_code',
  'reported_status',
  'completion_percent',
  'completion_method',
  'narrative',
  'people_reached',
  'people_reached_reason',
  'reach_basis',
];
/** A file of lines; each a full report unless its cells say otherwise. */
function fileOf(...lines: readonly { of: Subject; cells?: Record<string, string> }[]): string {
  const rows = lines.map(({ of, cells = {} }) => {
    const all: Record<string, string> = {
      action_code: of.code,
      organisation_id: of.organisationId,
      period_code: '2026-Q4',
      reported_status: 'RUNNING',
      completion_percent: '30',
      completion_method: 'JUDGEMENT',
      narrative: 'As planned.',
      people_reached_reason: 'NOT_MEASURED',
      ...cells,
    };
    return HEADERS.map((header) => `"${all[header] ?? ''}"`).join(',');
  });
  return [HEADERS.join(','), ...rows].join('\n');
}

test('what was exported and is imported again has no effect; what was changed in between is saved', async () => {
  await world.report(subject, period.id, {
    ...FULL,
    narrative: 'One line,\nand "another".',
    evidence: [...FULL.evidence, { url: 'https://example.org/p', title: 'Photos of May', category: 'PHOTO' }],
  });
  const before = await exported(subject.partner);
  expect(before).toMatchObject({ rowCount: 1, totalCount: 1 });
  const same = await imported(subject.partner, before.text);
  expect(same).toMatchObject({ state: 'DONE', rowCount: 1, doneCount: 1, unchangedCount: 1 });
  expect(await exported(subject.partner)).toEqual(before);
  const after = await imported(subject.partner, before.text.replace('Photos of May', 'Photos of June'));
  expect(after.rows.nodes).toMatchObject([
    { outcome: 'CHANGED', changedColumns: ['evidence'], problems: [], progressUpdate: { state: 'DRAFT' } },
  ]);
  expect((await exported(subject.partner)).text).toContain('PHOTO https://example.org/p Photos of June');
  // Who saw an earlier version is told so, as by hand.
  const late = await imported(subject.partner, before.text.replace('Photos of May', 'Photos of July'));
  expect(late.rows.nodes).toMatchObject([{ outcome: 'REFUSED', problems: [{ column: 'version' }] }]);
  expect((await exported(null)).rowCount).toBe(0);
});

test('a dry run tells every problem by line and column and what would change, and changes nothing', async () => {
  const [, second] = mine;
  if (second === undefined) throw new Error('The organisation carries out one action only.');
  const before = await exported(subject.partner);
  const csv = fileOf(
    { of: second },
    { of: second, cells: { reported_status: 'DOING', completion_percent: '300' } },
    { of: second, cells: { action_code: 'none', period_code: '1999' } },
    { of: second, cells: { organisation_id: 'us' } },
    { of: second },
  );
  const { updateImport } = await send(subject.partner, `${csv}\na,b`, { isDryRun: true, submit: true });
  const tried = await ended(subject.partner, updateImport.id);
  expect(tried).toMatchObject({
    isDryRun: true,
    rowCount: 6,
    doneCount: 6,
    submittedCount: 1,
    refusedCount: 5,
  });
  const problems = tried.rows.nodes.map(({ line, outcome, problems: found }: Payload) => [
    line,
    outcome,
    ...found.map(({ column }: Payload) => column),
  ]);
  expect(problems).toEqual([
    [2, 'SUBMITTED'],
    [3, 'REFUSED', 'action_code + organisation_id + period_code'],
    [4, 'REFUSED', 'action_code', 'period_code'],
    [5, 'REFUSED', 'organisation_id'],
    [6, 'REFUSED', 'action_code + organisation_id + period_code'],
    [7, 'REFUSED', null],
  ]);
  const cells = await imported(
    subject.partner,
    fileOf({ of: second, cells: { reported_status: 'DOING', completion_percent: '300' } }),
    { isDryRun: true },
  );
  expect(cells.rows.nodes[0].problems).toMatchObject([
    { column: 'reported_status', message: expect.stringContaining('"DOING" is not one of PROPOSED') },
    { column: 'completion_percent', message: expect.stringContaining('0 to 100') },
  ]);
  expect(await exported(subject.partner)).toEqual(before);
});

test('lines are submitted when that is asked, and refused with all that is lacking', async () => {
  const [, second] = mine;
  if (second === undefined) throw new Error('The organisation carries out one action only.');
  await world.openPeriod('2026-Q3');
  const csv = fileOf(
    { of: second },
    {
      of: second,
      cells: { period_code: '2026-Q3', narrative: '', people_reached_reason: '', reach_basis: 'UNIQUE' },
    },
  );
  const done = await imported(subject.partner, csv, { submit: true });
  expect(done.rows.nodes).toMatchObject([
    { line: 2, outcome: 'SUBMITTED', progressUpdate: { state: 'SUBMITTED' } },
    {
      line: 3,
      outcome: 'REFUSED',
      problems: [{ column: 'narrative' }, { column: 'people_reached' }, { column: 'people_reached_reason' }],
    },
  ]);
  // The same file again: what was done is there, what was refused still is.
  const again = await imported(subject.partner, csv, { submit: true });
  expect(again).toMatchObject({ unchangedCount: 1, refusedCount: 1, fileHash: done.fileHash });
  const audit = await entries(done.id);
  expect(audit.map(({ what }) => what)).toEqual(['PROGRESS_IMPORT_ASKED', 'PROGRESS_IMPORTED']);
  expect(audit[1]?.after).toMatchObject({ fileHash: done.fileHash, rowCount: 2, SUBMITTED: 1, REFUSED: 1 });
});

/** What the trail says of an import. */
const entries = (id: string) =>
  withOwner(world.identity.ownerUrl, async (owner) => {
    const { rows } = await owner.query<{ what: string; after: unknown }>(
      'select what, after from actions.audit_entry where object_id = $1 order by seq',
      [id],
    );
    return rows;
  });

test('a line of another organisation is refused and the others are done; nobody else sees the import', async () => {
  const other = world.subjects.find(({ organisationId }) => organisationId !== subject.organisationId);
  if (other === undefined) throw new Error('There is one organisation only.');
  await world.openPeriod('2026-Q2');
  const fourth = { of: subject, cells: { period_code: '2026-Q2' } };
  const done = await imported(subject.partner, fileOf({ of: other }, fourth));
  expect(done.rows.nodes).toMatchObject([
    {
      outcome: 'REFUSED',
      progressUpdate: null,
      problems: [{ message: expect.stringContaining('Only who speaks') }],
    },
    { outcome: 'CREATED', progressUpdate: { state: 'DRAFT' } },
  ]);
  for (const persona of [other.partner, DIRECTOR, EVALUATOR])
    expect(await lookAt(persona, done.id)).toBeNull();
  for (const persona of [DIRECTOR, EVALUATOR, null])
    expect(codesOf(await send(persona, fileOf(fourth)))).toEqual(['NOT_ALLOWED']);
  expect(codesOf(await send(subject.partner, fileOf(fourth), { programmeId: world.own }))).not.toEqual([]);
  const reader: Persona = { ...subject.partner, scope: 'READ' };
  expect(codesOf(await send(reader, fileOf(fourth)))).toEqual(['NOT_ALLOWED']);
});

test('a text that is no such file is not taken, with what would be right', async () => {
  const messageOf = async (csv: string) => (await send(subject.partner, csv)).userErrors[0]?.message;
  expect(await messageOf(HEADERS.join(','))).toContain('no line below its headers');
  expect(await messageOf('action_code,colour\nA,red')).toContain(
    'has a column "colour" that the format lacks',
  );
  expect(await messageOf('action_code\nA')).toContain('lacks the column "organisation_id"');
  expect(await messageOf(`${HEADERS.join(',')}\n"A,b`)).toContain('check the quotes');
  expect(await messageOf('x'.repeat(180_001))).toContain('send it in parts of 180000');
  const lost = await send(subject.partner, fileOf({ of: subject }), { periodId: subject.id });
  expect(codesOf(lost)).toEqual(['NOT_FOUND']);
});

test('a file that is sent twice with a key is taken once, and two of one person both come to their end', async () => {
  await world.openPeriod('2026-Q1');
  const csv = fileOf({ of: subject, cells: { period_code: '2026-Q1', narrative: 'Twice.' } });
  const keyed = { idempotencyKey: 'file 1' };
  const [one, two] = await Promise.all([
    send(subject.partner, csv, keyed),
    send(subject.partner, csv, keyed),
  ]);
  expect(one.updateImport.id).toBe(two.updateImport.id);
  const ids = await Promise.all([1, 2].map(() => send(subject.partner, csv)));
  const all = await Promise.all(
    [one, ...ids].map(({ updateImport }: Payload) => ended(subject.partner, updateImport.id)),
  );
  const outcomes = all.flatMap(({ rows }: Payload) => rows.nodes.map(({ outcome }: Payload) => outcome));
  expect(outcomes.filter((outcome) => outcome !== 'UNCHANGED')).toHaveLength(1);
});

test('what waited for more than an hour is not carried out with the rights of then', async () => {
  const stale = await waiting(fileOf({ of: subject }), '2 hours');
  const failed = await ended(subject.partner, stale);
  expect(failed).toMatchObject({
    state: 'FAILED',
    doneCount: 0,
    failure: expect.stringContaining('an hour'),
  });
});

/** An import as it stands in the table before anybody took it up, asked for some time ago. */
async function waiting(csv: string, ago = '0'): Promise<string> {
  const { updateImport } = await send(subject.partner, fileOf({ of: subject }), { isDryRun: true });
  await ended(subject.partner, updateImport.id);
  return withOwner(world.identity.ownerUrl, async (owner) => {
    const { rows } = await owner.query<{ id: string }>(
      `insert into actions.update_import (id, programme_id, asked_by, asker, asked_at, file_hash, csv, row_count,
         is_dry_run, is_submitting, state)
       select gen_random_uuid(), programme_id, asked_by, asker, now() - $3::interval, file_hash, $2, $4, false, false, 'QUEUED'
       from actions.update_import where id = $1 returning id`,
      [updateImport.id, csv, ago, csv.split('\n').length - 1],
    );
    return rows[0]?.id ?? '';
  });
}

test('hubs that open and close while a file is imported do each line once between them', async () => {
  const codes = Array.from({ length: 30 }, (_, i) => `M${i}`);
  await Promise.all(codes.map((code) => world.openPeriod(code)));
  const lines = codes.map((period_code) => ({ of: subject, cells: { period_code } }));
  const id = await waiting(fileOf(...lines));
  const options = { ...world.identity, log: pino({ level: 'silent' }), budget: UNBOUNDED };
  const close = async () => (await openHub(options)).close();
  await Promise.all([close(), close()]);
  const done = await ended(subject.partner, id);
  expect(done).toMatchObject({ state: 'DONE', doneCount: lines.length, rowCount: lines.length });
  const saved = await withOwner(world.identity.ownerUrl, async (owner) => {
    const { rows } = await owner.query<{ n: number }>(
      `select count(*)::int as n from actions.audit_entry entry
       join actions.update_import_row line on line.update_id::text = entry.object_id::text
       where line.import_id = $1 and line.outcome in ('CREATED', 'CHANGED') and entry.what = 'PROGRESS_SAVED'
         and entry.correlation_id = (select asker ->> 'correlationId' from actions.update_import where id = $1)`,
      [id],
    );
    return rows[0]?.n;
  });
  expect(saved).toBe(done.createdCount + done.changedCount);
});
