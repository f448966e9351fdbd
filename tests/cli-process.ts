import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { ROOT } from '@kapstok/cli/testing';

const ROOT_FOLDER = fileURLToPath(ROOT);

/** What this worker built: its files share this module, and sources do not change under a run. */
const built = new Set<string>();

/** Builds what is not built yet; turbo knows. */
export function build(name = '@kapstok/cli'): void {
  if (built.has(name)) return;
  const { status, stderr, stdout } = spawnSync(
    path.join(ROOT_FOLDER, 'node_modules/.bin/turbo'),
    ['run', 'build', `--filter=${name}...`, '--output-logs=errors-only'],
    { cwd: ROOT_FOLDER, encoding: 'utf8', env: { ...ownEnvironment(), TURBO_TELEMETRY_DISABLED: '1' } },
  );
  if (status !== 0) throw new Error(`The build failed:\n${stdout}\n${stderr}`);
  built.add(name);
}

/**
 * The environment without what the test runner adds to it: by that, what `npm test` has just built would be built once
 * more, under other names, while another worker already draws pages with it.
 */
const ownEnvironment = (): NodeJS.ProcessEnv =>
  Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(NODE_ENV$|VITE)/.test(name)));

/** The command line in a process of its own, as a person runs it. */
export class CliProcess {
  readonly #child: ChildProcess;
  readonly #waiting = new Set<() => void>();
  stdout = '';
  stderr = '';
  /** Exit code; the name of the signal when one ended it. */
  readonly ended: Promise<number | string>;

  constructor(args: readonly string[], settings: Record<string, string>) {
    // Of the environment of the tests only what a process needs: no setting of ours slips in.
    const { PATH = '', HOME = '' } = process.env;
    const env = { PATH, HOME, KAPSTOK_LOG: 'warn', ...settings };
    this.#child = spawn(process.execPath, ['cli/bundle.cjs', ...args], { cwd: ROOT_FOLDER, env });
    this.#child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      this.stdout += text;
      for (const look of this.#waiting) look();
    });
    this.#child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.stderr += text;
    });
    this.ended = new Promise((resolve, reject) => {
      this.#child.on('error', reject);
      this.#child.on('close', (code, signal) => resolve(code ?? signal ?? 'unknown'));
    });
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  get isRunning(): boolean {
    return this.#child.exitCode === null && this.#child.signalCode === null;
  }

  /** Waits for the line with which it says where it serves; fails when it ends before. */
  async ready(): Promise<string> {
    const line = new Promise<string>((resolve) => {
      const look = () => {
        const found = /^ready (\S+) in \d+ ms$/m.exec(this.stdout)?.[1];
        if (found === undefined) return;
        this.#waiting.delete(look);
        resolve(found);
      };
      this.#waiting.add(look);
      look();
    });
    const early = this.ended.then((code) => {
      throw new Error(`It ended with ${code} before it was ready:\n${this.stderr}`);
    });
    return Promise.race([line, early]);
  }

  /** Sends a signal and waits for the end. */
  async stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<number | string> {
    if (this.isRunning) this.#child.kill(signal);
    return this.ended;
  }
}

/** Runs a command to its end. */
export async function runCli(args: readonly string[], settings: Record<string, string> = {}) {
  const cli = new CliProcess(args, settings);
  const code = await cli.ended;
  return { code, stdout: cli.stdout, stderr: cli.stderr };
}

/** A data directory of its own. */
export async function dataDirectory(): Promise<{ directory: string; delete(): Promise<void> }> {
  const parent = await mkdtemp(path.join(tmpdir(), 'kapstok-cli-'));
  await chmod(parent, 0o711); // when root runs the tests, the server's own account must get through
  return {
    directory: path.join(parent, 'data'),
    delete: () => rm(parent, { recursive: true, force: true }),
  };
}

/** Process of the PostgreSQL of a data directory; null when none runs. */
export async function postmasterOf(data: string): Promise<number | null> {
  const content = await readFile(path.join(data, 'postgres/cluster/postmaster.pid'), 'utf8').catch(() => '');
  const pid = Number(content.split('\n')[0]);
  return pid > 0 && isAlive(pid) ? pid : null;
}

/** Whether a process runs; one that ended and that nobody asked about yet (a zombie) does not. */
export function isAlive(pid: number): boolean {
  const { stdout } = spawnSync('ps', ['-o', 'stat=', '-p', String(pid)], { encoding: 'utf8' });
  return /^[^Z\s]/.test(stdout.trim());
}
