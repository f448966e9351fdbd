import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import {
  type Hub,
  type HubIdentity,
  importFolder,
  openHub,
  prepareDatabase,
  writeCity,
} from '@kapstok/cli/testing';
import { createTestDatabase } from '@kapstok/kit/testing';
import { pino } from 'pino';
import { directorToken, ROLES, settle } from './postgres.ts';
import { median } from './report.ts';
import { PAGE_QUESTIONS } from './scale-questions.ts';
import { PATIENT, RICH, SLUG } from './settings.ts';
import { explainWhile, type Plan, type Timed, timeWhile } from './statements.ts';

/** A made-up city of some size, and the hub that holds it and nothing else. */
interface City {
  readonly scale: number;
  readonly hub: Hub;
  readonly rows: number;
  readonly importedInMs: number;
  ask(query: string, variables?: object): Promise<string>;
  close(): Promise<void>;
}

/** What one question took, in each city, and of it in statements. */
interface Row {
  readonly question: string;
  readonly ms: readonly number[];
  readonly sqlMs: readonly number[];
  readonly worst: Timed | null;
}

/**
 * Questions that a page asks, in cities of several sizes: what each takes, and where the largest city lets its slowest
 * statement spend its time. Cities are asked in turns, so that a busy machine is busy for all of them.
 */
export async function measureScale(
  serverUrl: string,
  scales: readonly number[],
  rounds: number,
): Promise<string> {
  const cities: City[] = [];
  try {
    for (const scale of scales) cities.push(await openCity(serverUrl, scale));
    const rows: Row[] = [];
    for (const [question, query] of Object.entries(PAGE_QUESTIONS))
      rows.push(await measure(cities, question, query, rounds));
    const largest = cities.at(-1);
    const plans: [string, Plan | null][] = [];
    for (const { question, worst } of rows)
      if (largest !== undefined && worst !== null)
        plans.push([question, await explain(largest, PAGE_QUESTIONS[question] ?? '', worst)]);
    return [table(cities, rows), ...plans.map(told)].join('\n');
  } finally {
    for (const city of cities) await city.close();
  }
}

async function openCity(serverUrl: string, scale: number): Promise<City> {
  console.error(`Making a city of scale ${scale} …`);
  const folder = await mkdtemp(path.join(tmpdir(), 'kapstok-city-'));
  const database = await createTestDatabase(serverUrl);
  try {
    const files = await writeCity(folder, { slug: SLUG, seed: 1, scale });
    const identity: HubIdentity = { ownerUrl: database.url, ...ROLES };
    await prepareDatabase(identity);
    const began = performance.now();
    await importFolder(identity, folder);
    const importedInMs = performance.now() - began;
    await settle(database.url);
    const authorization = `Bearer ${await directorToken(identity)}`;
    const log = pino({ level: 'error' }, pino.destination(2));
    const hub = await openHub({ ...identity, log, deadlines: PATIENT, budget: RICH });
    return {
      scale,
      hub,
      rows: files.reduce((sum, file) => sum + file.rows, 0),
      importedInMs,
      ask: (query, variables = {}) => askOf(hub, authorization, { query, variables }),
      async close() {
        await hub.close();
        await database.drop();
      },
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function askOf(hub: Hub, authorization: string, question: object): Promise<string> {
  const { payload } = await hub.gateway.inject({
    method: 'POST',
    url: '/graphql',
    headers: { 'content-type': 'application/json', host: 'localhost', authorization },
    payload: JSON.stringify(question),
  });
  if (payload.includes('"errors":')) throw new Error(payload.slice(0, 2000));
  return payload;
}

async function measure(
  cities: readonly City[],
  question: string,
  query: string,
  rounds: number,
): Promise<Row> {
  console.error(`Asking for ${question} …`);
  for (const city of cities) for (let warm = 0; warm < 2; warm += 1) await city.ask(query);
  const taken = cities.map(() => ({ ms: [] as number[], sql: [] as Timed[][] }));
  for (let round = 0; round < rounds; round += 1)
    for (const [i, city] of cities.entries()) {
      const began = performance.now();
      const sql = await timeWhile(() => city.ask(query));
      taken[i]?.ms.push(performance.now() - began);
      taken[i]?.sql.push(sql);
    }
  const largest = taken.at(-1)?.sql.at(-1) ?? [];
  return {
    question,
    ms: taken.map(({ ms }) => median(ms)),
    sqlMs: taken.map(({ sql }) => median(sql.map((all) => all.reduce((sum, { ms }) => sum + ms, 0)))),
    worst: largest.toSorted((a, b) => b.ms - a.ms)[0] ?? null,
  };
}

const explain = (city: City, query: string, { text }: Timed): Promise<Plan | null> =>
  explainWhile(text, () => city.ask(query));

function table(cities: readonly City[], rows: readonly Row[]): string {
  const head = ['question', ...cities.flatMap(({ scale }) => [`×${scale} ms`, 'of it SQL']), 'growth'];
  const body = rows.map(({ question, ms, sqlMs }) => [
    question,
    ...ms.flatMap((one, i) => [one.toFixed(0), (sqlMs[i] ?? 0).toFixed(0)]),
    ((ms.at(-1) ?? 0) / (ms[0] ?? 1)).toFixed(1),
  ]);
  const lines = [head, ...body];
  const widths = head.map((_, i) => Math.max(...lines.map((line) => line[i]?.length ?? 0)));
  const laid = lines.map((line) =>
    line.map((cell, i) => (i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0))).join('  '),
  );
  const imports = cities.map(
    ({ scale, rows: count, importedInMs }) =>
      `×${scale}: ${count} rows imported in ${(importedInMs / 1000).toFixed(1)} s`,
  );
  return ['', ...imports, '', ...laid, ''].join('\n');
}

const told = ([question, plan]: [string, Plan | null]): string =>
  plan === null ? '' : `-- the slowest statement of ${question}\n${plan.text}\n${plan.lines.join('\n')}\n`;

export const scalesOf = (text: string): number[] => text.split(',').map(Number);
