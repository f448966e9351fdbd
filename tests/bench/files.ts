import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Transform, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createAccess, type HubIdentity, openDatabases } from '@kapstok/cli/testing';
import pg from 'pg';
import { from, to } from 'pg-copy-streams';
import { type Running, startOne } from './servers.ts';
import { SLUG } from './settings.ts';

const SERIES = 'bench';
const SENT = 'bench-sent';

/** What one transfer took. */
interface Transfer {
  readonly ms: number;
  readonly bytes: number;
}

/**
 * A file of so many observations beside COPY of the same rows on the same database, in turns; and the same file taken
 * back beside COPY of as many rows into the same table.
 */
export async function measureFiles(identity: HubIdentity, rows: number, rounds: number): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'kapstok-files-'));
  const owner = new pg.Client(identity.ownerUrl);
  await owner.connect();
  let hub: Running | null = null;
  try {
    console.error(`Making ${rows} observations …`);
    await fill(owner, rows);
    hub = await startOne('hub', identity, 'hub');
    const token = await writingToken(identity);
    const out = await measureExports(hub, owner, token, rounds);
    const back = await measureImports(hub, owner, token, folder);
    return `files: rows=${rows} export_vs_copy=${out.ratio.toFixed(2)} export_rss_growth_mb=${out.grownMb} import_vs_copy=${back.ratio.toFixed(2)} import_rss_growth_mb=${back.grownMb}`;
  } finally {
    await hub?.stop();
    await owner.end();
    await rm(folder, { recursive: true, force: true });
  }
}

/** Figures by indicator, place and day, in the programme that the bench loads. */
export async function fill(owner: pg.Client, rows: number): Promise<void> {
  await owner.query(
    `insert into indicators.observation (id, programme_id, code, indicator_id, version_id, place_id, period_start, period_end,
       dimensions, series, value, vintage, vintage_precision, is_break, is_estimate, is_provisional, is_confidential, is_derived, source_id)
     select indicators.new_id(), version.programme_id, 'bench-' || row_number() over (), version.indicator_id, version.id, place.id,
       date '1000-01-01' + day, date '1000-01-01' + day, '', $2, round((day % 997)::numeric / 7, 2), date '2026-01-01', 'DAY',
       false, day % 50 = 0, false, false, false, source.id
     from (select v.* from indicators.indicator_version v join indicators.programme_name using (programme_id) where slug = $3 order by v.id limit 10) version,
       (select * from indicators.place order by nis_code limit 10) place,
       lateral (select id from indicators.source where programme_id = version.programme_id limit 1) source,
       generate_series(1, $1::int / 100) day`,
    [rows, SERIES, SLUG],
  );
  await owner.query('vacuum analyze indicators.observation');
}

async function writingToken(identity: HubIdentity): Promise<string> {
  const databases = openDatabases(identity);
  try {
    const access = createAccess({ database: databases.of('access') });
    const everything = { role: 'DIRECTOR', programme: null, organisation: null } as const;
    return await access.demoToken(everything, { days: 1, scope: 'WRITE' });
  } finally {
    await databases.close();
  }
}

/** The same cells as the file has, joined as anybody would write it. */
const SAME_ROWS = `select o.id, name.slug, o.code, indicator.code, version.version, place.nis_code, o.period_start, o.period_end,
    o.dimensions, o.series, o.value, o.value_reason, o.numerator, o.denominator, indicator.unit, o.qualitative->>'nl', o.qualitative->>'fr',
    o.qualitative->>'en', o.qualitative->>'de', o.vintage, o.is_break, o.is_estimate, o.is_provisional, o.is_confidential, o.is_derived,
    o.note, source.key, source.citation
  from indicators.observation o
  join indicators.programme_name name using (programme_id)
  join indicators.indicator on indicator.id = o.indicator_id
  join indicators.indicator_version version on version.id = o.version_id
  join indicators.place on place.id = o.place_id
  join indicators.source on source.id = o.source_id`;

async function measureExports(hub: Running, owner: pg.Client, token: string, rounds: number) {
  const ratios: number[] = [];
  let grown = 0;
  for (let round = 1; round <= rounds; round += 1) {
    const copied = await timed(async (count) => {
      await pipeline(owner.query(to(`copy (${SAME_ROWS}) to stdout with (format csv)`)), count);
    });
    const watched = await watching(hub, () =>
      timed((count) => fetchFile(hub.url, token, 'observations.csv?vintages=all', count)),
    );
    const latest = await timed((count) => fetchFile(hub.url, token, 'observations.csv', count));
    ratios.push(watched.result.ms / copied.ms);
    grown = Math.max(grown, watched.grownMb);
    say('COPY (select …)', copied);
    say('/data/observations.csv?vintages=all', watched.result);
    say('/data/observations.csv', latest);
  }
  return { ratio: middle(ratios), grownMb: grown };
}

async function measureImports(hub: Running, owner: pg.Client, token: string, folder: string) {
  const table = path.join(folder, 'table');
  const file = path.join(folder, 'observations.csv');
  const columns =
    'id, programme_id, code, indicator_id, version_id, place_id, period_start, period_end, dimensions, series, value, vintage, vintage_precision, is_break, is_estimate, is_provisional, is_confidential, is_derived, source_id';
  const renamed = columns
    .replace('id,', 'gen_random_uuid(),')
    .replace(' code,', ` 'copied-' || code,`)
    .replace(' series,', ` '${SENT}',`);
  await pipeline(
    owner.query(
      to(`copy (select ${renamed} from indicators.observation where series = '${SERIES}') to stdout`),
    ),
    createWriteStream(table),
  );
  await fetchFile(hub.url, token, `observations.csv?series=${SERIES}`, createWriteStream(file));
  const copied = await timed((count) =>
    pipeline(
      createReadStream(table),
      count,
      owner.query(from(`copy indicators.observation (${columns}) from stdin`)),
    ),
  );
  say('COPY … from stdin, into the same table', copied);
  await owner.query(`delete from indicators.observation where series = '${SENT}'`);
  await owner.query('vacuum analyze indicators.observation');
  const watched = await watching(hub, () =>
    timed((count) => sendFile(hub.url, token, file, `,${SERIES},`, `,${SENT},`, count)),
  );
  say('POST /data/observations.csv', watched.result);
  const again = await timed((count) => sendFile(hub.url, token, file, '', '', count));
  say('the same file where all of it is there', again);
  return { ratio: watched.result.ms / copied.ms, grownMb: watched.grownMb };
}

function fetchFile(url: string, token: string, address: string, into: Writable): Promise<void> {
  return new Promise((resolve, reject) => {
    const headers = { authorization: `Bearer ${token}`, 'accept-encoding': 'identity' };
    const call = request(`${url}/data/${address}`, { headers }, (response) => {
      if (response.statusCode !== 200) reject(new Error(`${address} was answered ${response.statusCode}`));
      pipeline(response, into).then(resolve, reject);
    });
    call.on('error', reject).end();
  });
}

function sendFile(
  url: string,
  token: string,
  file: string,
  name: string,
  by: string,
  count: Transform,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'text/csv' };
    const call = request(`${url}/data/observations.csv`, { method: 'POST', headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => {
        const text = Buffer.concat(chunks).toString();
        if (response.statusCode === 200) resolve();
        else reject(new Error(`the import was answered ${response.statusCode} ${text.slice(0, 500)}`));
      });
    });
    pipeline(createReadStream(file), renaming(name, by), count, call).catch(reject);
  });
}

/** Writes another series into each line; the file is ours, so no line is cut where it matters: chunks are joined by line. */
function renaming(name: string, by: string): Transform {
  let rest = '';
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      const lines = (rest + chunk.toString('latin1')).split('\n');
      rest = lines.pop() ?? '';
      const text = lines.length === 0 ? '' : `${lines.join('\n')}\n`;
      done(null, Buffer.from(name === '' ? text : text.replaceAll(name, by), 'latin1'));
    },
    flush(done) {
      done(null, Buffer.from(rest, 'latin1'));
    },
  });
}

/** Times a transfer and counts its bytes. */
async function timed(work: (count: Transform) => Promise<unknown>): Promise<Transfer> {
  let bytes = 0;
  const count = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length;
      done(null, chunk);
    },
  });
  // What nobody reads further is let go.
  const ends = work(count);
  if (count.readableFlowing === null)
    count.pipe(new Writable({ write: (_chunk, _encoding, done) => done() }));
  const began = performance.now();
  await ends;
  return { ms: performance.now() - began, bytes };
}

/** How far the memory of the hub rose meanwhile. */
async function watching<Result>(
  hub: Running,
  work: () => Promise<Result>,
): Promise<{ result: Result; grownMb: number }> {
  const before = (await hub.usage()).residentBytes;
  let most = before;
  let isAsking = false;
  const timer = setInterval(async () => {
    // A busy hub answers late; it is asked again when it has.
    if (isAsking) return;
    isAsking = true;
    most = Math.max(most, (await hub.usage()).residentBytes);
    isAsking = false;
  }, 200);
  const result = await work().finally(() => clearInterval(timer));
  return { result, grownMb: Math.round((most - before) / 1e6) };
}

const middle = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

const say = (name: string, { ms, bytes }: Transfer): void =>
  console.error(`${name.padEnd(42)} ${(ms / 1000).toFixed(2)} s  ${(bytes / 1e6).toFixed(0)} MB`);
