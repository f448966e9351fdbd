import { createHash } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { withOwner } from '@kapstok/kit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { codesOf, DAY, directorOf, NOBODY, type Payload } from './access-world.ts';
import {
  COORDINATOR,
  DIRECTOR,
  EVALUATOR,
  FULL,
  openReportingWorld,
  type ReportingWorld,
  type Subject,
} from './reporting-world.ts';
import type { Persona } from './tokens.ts';
import { zipOf } from './zip.ts';

let world: ReportingWorld;
let period: Payload;
let taken = 0;
beforeAll(async () => {
  world = await openReportingWorld();
  period = (await world.openPeriod('2026-Q4')).reportingPeriod;
});
afterAll(() => world?.close());

function untouched(): Subject {
  const subject = world.subjects[taken++];
  if (subject === undefined) throw new Error('No action is left.');
  return subject;
}
const neighbour = (subject: Subject): Persona => {
  const other = world.subjects.find((one) => one.organisationId !== subject.organisationId);
  if (other === undefined) throw new Error('There is one organisation only.');
  return other.partner;
};

const PDF = Buffer.from('%PDF-1.7\nTwelve families.');
/** Sends a file as a page or script does. */
async function send(
  persona: Persona | null,
  update: string,
  {
    name = 'report.pdf',
    bytes = PDF,
    headers = {},
  }: { name?: string; bytes?: Buffer; headers?: object } = {},
) {
  const authorization = persona === null ? {} : { authorization: `Bearer ${await world.tokenFor(persona)}` };
  const response = await world.hub.gateway.inject({
    method: 'POST',
    url: `/evidence?${new URLSearchParams({ update, name })}`,
    headers: { 'content-type': 'application/octet-stream', host: 'localhost', ...authorization, ...headers },
    payload: bytes,
  });
  const body = JSON.parse(response.payload);
  return { status: response.statusCode, file: body.file, error: body.errors?.[0] };
}
async function fetchAs(persona: Persona | null, url: string) {
  const authorization = persona === null ? {} : { authorization: `Bearer ${await world.tokenFor(persona)}` };
  return world.hub.gateway.inject({ method: 'GET', url, headers: { host: 'localhost', ...authorization } });
}
const draft = async (subject: Subject): Promise<Payload> =>
  (await world.report(subject, period.id, { narrative: 'Begun', language: 'en' })).progressUpdate;
const name = (subject: Subject, url: string) =>
  world.report(subject, period.id, { ...FULL, evidence: [{ url, title: 'The report', category: 'REPORT' }] });
const filesKept = async () =>
  (await readdir(world.evidenceDirectory, { recursive: true })).filter((file) => /[\da-f]{64}$/.test(file));

test('a file goes with the update: the own while it is a draft, for readers of the plan once approved', async () => {
  const subject = untouched();
  const update = await draft(subject);
  const { status, file } = await send(subject.partner, update.id, { name: 'C:\\docs\\rapport “één”.pdf' });
  const sha256 = createHash('sha256').update(PDF).digest('hex');
  expect(status).toBe(201);
  expect(file).toEqual({
    id: expect.any(String),
    url: `/evidence/${file.id}`,
    name: 'rapport “één”.pdf',
    mediaType: 'application/pdf',
    sizeBytes: PDF.length,
    sha256,
  });
  expect(codesOf(await name(subject, file.url))).toEqual([]);
  const seen = async () => {
    const others = [subject.partner, neighbour(subject), COORDINATOR, DIRECTOR, EVALUATOR, null];
    return Promise.all(others.map(async (one) => (await fetchAs(one, file.url)).statusCode));
  };
  expect(await seen()).toEqual([200, 404, 404, 404, 404, 404]);
  await world.decide(subject.partner, 'submitProgress', update);
  expect(await seen()).toEqual([200, 404, 200, 200, 200, 404]);
  await world.decide(DIRECTOR, 'approveProgress', update);
  expect(await seen()).toEqual([200, 200, 200, 200, 200, 200]);
  expect((await fetchAs(directorOf('kortrijk-2020'), file.url)).statusCode).toBe(200);
  const got = await fetchAs(null, file.url);
  expect(got.rawPayload).toEqual(PDF);
  expect(got.headers).toMatchObject({
    'content-type': 'application/pdf',
    'content-disposition': `attachment; filename="rapport ___n_.pdf"; filename*=UTF-8''rapport%20%E2%80%9C%C3%A9%C3%A9n%E2%80%9D.pdf`,
    'x-content-type-options': 'nosniff',
    'content-security-policy': "default-src 'none'; sandbox",
    'cache-control': 'no-store',
  });
  const { data } = await world.askAs(
    null,
    'query ($id: ID!) { action(id: $id) { approvedProgress { content { evidence { url title file { name mediaType sizeBytes sha256 } } } } } }',
    { id: subject.id },
  );
  expect(data.action.approvedProgress.content.evidence).toEqual([
    {
      url: file.url,
      title: 'The report',
      file: { name: file.name, mediaType: file.mediaType, sizeBytes: PDF.length, sha256 },
    },
  ]);
});

test('the same file twice is one, also by two at once', async () => {
  const subject = untouched();
  const update = await draft(subject);
  const before = (await filesKept()).length;
  const bytes = Buffer.from('%PDF-1.4 one and the same');
  const sent = await Promise.all(
    ['a.pdf', 'b.pdf'].map((file) => send(subject.partner, update.id, { name: file, bytes })),
  );
  const again = await send(subject.partner, update.id, { bytes });
  expect(new Set([...sent, again].map(({ file }) => file.id)).size).toBe(1);
  expect(await filesKept()).toHaveLength(before + 1);
});

test.each([
  ['nobody signed in', () => null, 401],
  ['a neighbour', neighbour, 404],
  ['the director', () => DIRECTOR, 404],
  ['a token that only reads', (subject: Subject) => ({ ...subject.partner, scope: 'READ' as const }), 403],
] as [string, (subject: Subject) => Persona | null, number][])(
  '%s adds no file',
  async (_who, of, status) => {
    const subject = untouched();
    const update = await draft(subject);
    const refused = await send(of(subject), update.id);
    expect(refused.status).toBe(status);
    expect(refused.error.message.length).toBeGreaterThan(20);
    expect((await send(subject.partner, NOBODY)).status).toBe(404);
    await world.report(subject, period.id, FULL);
    await world.decide(subject.partner, 'submitProgress', update);
    const late = await send(subject.partner, update.id);
    expect(late).toMatchObject({
      status: 409,
      error: { message: expect.stringContaining('withdrawProgress') },
    });
  },
);

const OFFICE = 'application/vnd.openxmlformats-officedocument';
const XLSX = ['[Content_Types].xml', 'xl/workbook.xml'];
test('what a file is says its content, and its name says the same', async () => {
  const subject = untouched();
  const { id } = await draft(subject);
  const ods = 'application/vnd.oasis.opendocument.spreadsheet';
  const good: readonly (readonly [string, Buffer, string])[] = [
    ['a.png', Buffer.from('\x89PNG\r\n\x1a\n....', 'latin1'), 'image/png'],
    ['a.JPEG', Buffer.from('\xff\xd8\xff\xe0....', 'latin1'), 'image/jpeg'],
    ['a.webp', Buffer.from('RIFF0000WEBPVP8 ....', 'latin1'), 'image/webp'],
    ['a.csv', Buffer.from('\ufeffcode;naam\r\nA1;één\r\n'), 'text/csv'],
    ['a.ods', zipOf({ mimetype: ods, 'content.xml': '<x/>' }), ods],
    [
      'a.xlsx',
      zipOf(Object.fromEntries(XLSX.map((entry) => [entry, '<x/>']))),
      `${OFFICE}.spreadsheetml.sheet`,
    ],
    [
      'a.docx',
      zipOf({ '[Content_Types].xml': '<x/>', 'word/document.xml': '<x/>' }),
      `${OFFICE}.wordprocessingml.document`,
    ],
  ];
  for (const [file, bytes, mediaType] of good)
    expect(await send(subject.partner, id, { name: file, bytes })).toMatchObject({
      status: 201,
      file: { mediaType },
    });
  const macros = zipOf({ '[Content_Types].xml': '', 'xl/workbook.xml': '', 'xl/vbaProject.bin': '' });
  const bad: readonly (readonly [string, Buffer])[] = [
    ['page.csv', Buffer.from('<html><script>alert(1)</script></html>')],
    ['page.pdf', Buffer.from('<html></html>')],
    ['image.svg', Buffer.from('<svg onload="alert(1)"/>')],
    ['program.csv', Buffer.from('MZ\x00\x01')],
    ['report.png', PDF],
    ['report.html', PDF],
    ['report', PDF],
    ['plain.txt', Buffer.from('text')],
    ['macros.xlsx', macros],
    ['archive.xlsx', zipOf({ 'anything.txt': 'x' })],
    ['cut.docx', good[6]?.[1].subarray(0, 60) ?? PDF],
    ['empty.pdf', Buffer.alloc(0)],
    ['two\nlines.pdf', PDF],
    [`${'x'.repeat(150)}.pdf`, PDF],
  ];
  for (const [file, bytes] of bad)
    expect(await send(subject.partner, id, { name: file, bytes }), file).toMatchObject({
      status: 400,
      error: { extensions: { code: 'BAD_USER_INPUT' } },
    });
  const large = await send(subject.partner, id, { bytes: Buffer.concat([PDF, Buffer.alloc(10_000_000)]) });
  expect(large).toMatchObject({ status: 413, error: { message: 'A file has 10 MB at most.' } });
});

test('a page of a stranger sends nothing, whatever it tries', async () => {
  const subject = untouched();
  const { id } = await draft(subject);
  for (const type of ['text/plain', 'multipart/form-data; boundary=x', 'application/x-www-form-urlencoded'])
    expect((await send(subject.partner, id, { headers: { 'content-type': type } })).status).toBe(415);
  const foreign = { origin: 'https://elsewhere.example' };
  expect((await send(subject.partner, id, { headers: foreign })).status).toBe(403);
});

test('an update names only files that are there and its own', async () => {
  const [mine, theirs] = [untouched(), untouched()];
  const { file } = await send(theirs.partner, (await draft(theirs)).id);
  await draft(mine);
  for (const url of [file.url, `/evidence/${NOBODY}`, '/evidence/../x', '//elsewhere.example/evidence/x']) {
    const { userErrors } = await name(mine, url);
    expect(userErrors[0]).toMatchObject({ code: 'BAD_USER_INPUT', path: ['input', 'evidence'] });
  }
});

test('a file that no update names is removed a day later; one that is named stays', async () => {
  const subject = untouched();
  const { id } = await draft(subject);
  const [kept, loose] = ['kept', 'loose'].map((text) => Buffer.from(`%PDF-1.7 ${text}`));
  const { file } = await send(subject.partner, id, { bytes: kept ?? PDF });
  await name(subject, file.url);
  const lost = (await send(subject.partner, id, { bytes: loose ?? PDF })).file;
  const isThere = async (sha256: string) => (await filesKept()).some((path) => path.endsWith(sha256));
  await world.hub.tidy();
  expect(await isThere(lost.sha256)).toBe(true);
  world.advance(2 * DAY);
  await Promise.all([world.hub.tidy(), world.hub.tidy()]);
  expect(await isThere(lost.sha256)).toBe(false);
  expect((await fetchAs(subject.partner, lost.url)).statusCode).toBe(404);
  expect((await fetchAs(subject.partner, file.url)).rawPayload).toEqual(kept);
});

test('the trail says that a file came, and what it is', async () => {
  const rows = await withOwner(
    world.identity.ownerUrl,
    async (owner) =>
      (
        await owner.query<{ after: object }>(
          `select after from actions.audit_entry where what = 'EVIDENCE_UPLOADED'`,
        )
      ).rows,
  );
  expect(rows[0]?.after).toMatchObject({ mediaType: 'application/pdf', sizeBytes: PDF.length });
});
