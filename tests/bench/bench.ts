// `npm run bench`: the hub beside what one would build instead, in alternating rounds on the same database.
import { isDeepStrictEqual, parseArgs } from 'node:util';
import { measureFiles } from './files.ts';
import { askWith, load, post } from './load.ts';
import { measurePages } from './pages.ts';
import { postgresCpuMs, startDatabase } from './postgres.ts';
import { type Question, readQuestions } from './questions.ts';
import { type Measurement, printRatios, printTable } from './report.ts';
import { measureScale, scalesOf } from './scale.ts';
import { type Running, startApart, startOne, stopServers } from './servers.ts';

const { values } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    clients: { type: 'string', default: '4' },
    rounds: { type: 'string' },
    seconds: { type: 'string' },
    // Observations of the file that is measured beside COPY; 0: none.
    files: { type: 'string' },
    only: { type: 'string' },
    // Sizes of cities that are measured with `--only scale`; 1 is voorbeeldstad.
    scales: { type: 'string' },
    // Also the hub with Apollo's own gateway in it.
    apollo: { type: 'boolean', default: false },
  },
});
const clients = Number(values.clients);
const rounds = Number(values.rounds ?? (values.quick ? 1 : 4));
const roundMs = 1000 * Number(values.seconds ?? (values.quick ? 1 : 2.5));
const fileRows = Number(values.files ?? (values.quick ? 20_000 : 100_000));
const say = (line: string) => console.error(line);

type Database = Awaited<ReturnType<typeof startDatabase>>;
let database: Database | null = null;

async function stopAll(): Promise<void> {
  await stopServers();
  await database?.stop();
  database = null;
}

/** One after the other, so that each has the machine for its start. The hub comes first: the others are held to it. */
async function startServers(identity: Database['identity']): Promise<Running[]> {
  const starts: (() => Promise<Running>)[] = [
    () => startOne('hub', identity, 'hub'),
    () => startOne('sql', identity, 'sql'),
    () => startOne('mono', identity, 'mono'),
    () => startApart('apart', identity, 'service', 'gateway'),
    () => startApart('stock', identity, 'stock-service', 'stock-gateway'),
    () => startOne('kept', identity, 'kept'),
    () => startApart('kept apart', identity, 'kept-service', 'gateway'),
    ...(values.apollo ? [() => startOne('apollo', identity, 'apollo')] : []),
  ];
  const running: Running[] = [];
  for (const start of starts) running.push(await start());
  return running;
}

/** The servers that answer every question as the hub does; the others are named and left out. */
async function keepHonest(servers: readonly Running[], questions: readonly Question[]): Promise<Running[]> {
  const honest: Running[] = [];
  const answers = new Map<string, unknown>();
  for (const server of servers) {
    let isHonest = true;
    for (const { name, body } of questions) {
      const { status, text } = await post(server.url, body);
      const answer: unknown = status === 200 ? JSON.parse(text) : text;
      if (!answers.has(name)) answers.set(name, answer);
      const difference = firstDifference(answers.get(name), answer, name);
      const isRight = status === 200 && difference === null && !text.includes('"errors":');
      if (!isRight)
        say(`left out: ${server.name} does not answer as the hub does: ${difference ?? text.slice(0, 300)}`);
      isHonest &&= isRight;
    }
    if (isHonest) honest.push(server);
  }
  return honest;
}

/** Where two answers differ first; null when they say the same, in whatever order of fields. */
function firstDifference(expected: unknown, got: unknown, at: string): string | null {
  if (isDeepStrictEqual(expected, got)) return null;
  if (typeof expected !== 'object' || typeof got !== 'object' || expected === null || got === null)
    return `${at} is ${JSON.stringify(got)?.slice(0, 200)}, not ${JSON.stringify(expected)?.slice(0, 200)}`;
  const keys = new Set([...Object.keys(expected), ...Object.keys(got)]);
  for (const key of keys) {
    const found = firstDifference(Reflect.get(expected, key), Reflect.get(got, key), `${at}.${key}`);
    if (found !== null) return found;
  }
  return at;
}

async function measure(server: Running, question: Question, postmaster: number): Promise<Measurement> {
  const [before, postgresBefore] = [await server.usage(), postgresCpuMs(postmaster)];
  const sample = await load(server.url, question.body, clients, roundMs);
  const [after, postgresAfter] = [await server.usage(), postgresCpuMs(postmaster)];
  const asked = sample.latencies.length;
  return {
    ...sample,
    server: server.name,
    question: question.name,
    cpuMs: (after.cpuMs - before.cpuMs) / asked,
    postgresMs:
      postgresBefore === null || postgresAfter === null ? null : (postgresAfter - postgresBefore) / asked,
    statements: (after.statements - before.statements) / asked,
    residentBytes: after.residentBytes,
    startedInMs: server.startedInMs,
  };
}

async function run(): Promise<void> {
  say('Starting PostgreSQL and importing the fictional city …');
  database = await startDatabase();
  askWith(database.token);
  try {
    if (values.only === 'files') {
      console.log(await measureFiles(database.identity, fileRows, rounds));
      return;
    }
    if (values.only === 'pages') {
      const hub = await startOne('hub', database.identity, 'hub');
      console.log(await measurePages(new URL(hub.url).origin, rounds));
      return;
    }
    if (values.only === 'scale') {
      const scales = scalesOf(values.scales ?? (values.quick ? '1,4' : '1,10,100'));
      console.log(await measureScale(database.serverUrl, scales, values.quick ? 3 : 9));
      return;
    }
    say('Starting the servers …');
    const servers = await startServers(database.identity);
    const questions = readQuestions();
    const honest = await keepHonest(servers, questions);
    const warmUpMs = roundMs / 2;
    for (const server of honest)
      for (const { body } of questions) await load(server.url, body, clients, warmUpMs);
    const measurements: Measurement[] = [];
    for (let round = 1; round <= rounds; round += 1) {
      say(`Round ${round} of ${rounds} …`);
      // Each round in another order, so that no server always follows the same one.
      const order = round % 2 === 0 ? honest.toReversed() : honest;
      for (const question of questions)
        for (const server of order) measurements.push(await measure(server, question, database.postmaster));
    }
    await stopServers();
    if (fileRows > 0) console.log(await measureFiles(database.identity, fileRows, rounds));
    printTable(measurements, { clients, rounds, roundMs });
    printRatios(measurements);
  } finally {
    await stopAll();
  }
}

for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => {
    stopAll().finally(() => process.exit(1));
  });
try {
  await run();
  process.exit(0);
} catch (error) {
  console.error(error);
  process.exit(1);
}
