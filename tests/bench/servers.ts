import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import path from 'node:path';
import type { HubIdentity } from '@kapstok/cli/testing';
import { SERVICES, type ServiceName } from '@kapstok/schema';
import { HOST, type ServerReport, type ServerSettings } from './settings.ts';

const ENTRY = path.join(import.meta.dirname, 'servers', 'server.js');

/** One thing to measure: its processes, and the address at which it is asked. */
export interface Running {
  readonly name: string;
  readonly url: string;
  /** From the first process begun until all served. */
  readonly startedInMs: number;
  usage(): Promise<Usage>;
  stop(): Promise<void>;
}
export interface Usage {
  readonly cpuMs: number;
  readonly residentBytes: number;
  readonly statements: number;
}

/** Everything that is still to be stopped, also when a start fails. */
const started = new Set<ChildProcess>();

/** Starts a server in one process. */
export const startOne = (name: string, identity: HubIdentity, kind: ServerSettings['kind']) =>
  startAll(name, async () => [await begin({ kind, identity, port: 0 })]);

/** Starts a gateway and the four services behind it, each in a process of its own. */
export const startApart = (
  name: string,
  identity: HubIdentity,
  service: ServerSettings['kind'],
  gateway: ServerSettings['kind'],
) =>
  startAll(name, async () => {
    const ports = await Promise.all(SERVICES.map(freePort));
    const urls = Object.fromEntries(SERVICES.map((one, i) => [one, `http://${HOST}:${ports[i]}`])) as Record<
      ServiceName,
      string
    >;
    const services = SERVICES.map((one, i) =>
      begin({ kind: service, identity, port: ports[i] ?? 0, service: one, urls }),
    );
    return Promise.all([begin({ kind: gateway, identity, port: 0, urls }), ...services]);
  });

async function startAll(name: string, start: () => Promise<Member[]>): Promise<Running> {
  const began = performance.now();
  const members = await start();
  const [first] = members;
  if (first === undefined) throw new Error(`${name} has no process.`);
  return {
    name,
    url: first.url,
    startedInMs: performance.now() - began,
    async usage() {
      const all = await Promise.all(members.map(({ process }) => ask(process)));
      const sum = (key: keyof Usage) => all.reduce((total, one) => total + one[key], 0);
      return { cpuMs: sum('cpuMs'), residentBytes: sum('residentBytes'), statements: sum('statements') };
    },
    async stop() {
      await Promise.all(members.map(({ process }) => end(process)));
    },
  };
}

interface Member {
  readonly process: ChildProcess;
  readonly url: string;
}

async function begin(settings: ServerSettings): Promise<Member> {
  const process = fork(ENTRY, [JSON.stringify(settings)], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  started.add(process);
  process.once('exit', () => started.delete(process));
  const report = await hear(process, 'ready', settings.kind);
  return { process, url: report.url };
}

async function ask(process: ChildProcess): Promise<Usage> {
  const report = hear(process, 'stats', 'a server');
  process.send('stats');
  return report;
}

function hear<T extends ServerReport['type']>(process: ChildProcess, type: T, who: string) {
  return new Promise<Extract<ServerReport, { type: T }>>((resolve, reject) => {
    const onExit = (code: number | null) => reject(new Error(`${who} ended with ${code}`));
    process.once('exit', onExit);
    process.once('message', (message) => {
      process.off('exit', onExit);
      const report = message as ServerReport;
      if (report.type === type) resolve(report as Extract<ServerReport, { type: T }>);
      else reject(new Error(`${who} said ${report.type}`));
    });
  });
}

async function end(process: ChildProcess): Promise<void> {
  if (process.exitCode !== null || process.signalCode !== null) return;
  const ended = once(process, 'exit');
  process.kill('SIGTERM');
  await ended;
}

/** Ends whatever was begun here and still runs. */
export async function stopServers(): Promise<void> {
  await Promise.all([...started].map(end));
}

async function freePort(): Promise<number> {
  const server = createServer();
  await once(server.listen(0, HOST), 'listening');
  const address = server.address();
  server.close();
  return typeof address === 'object' ? (address?.port ?? 0) : 0;
}
